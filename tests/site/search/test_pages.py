"""Articles and days of the Week are found from the moment they are live until they are not."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.articles.actions import publish_article
from blog.articles.models import Article, Author
from portal.home.founding import found
from portal.search.find import find


@pytest.fixture
def article(db, admin) -> Article:
    found()
    author = Author.objects.create(name="Ruth Author")
    return publish_article(
        admin, title="Cycling to work", author=author, body=[("text", "<p>A canary sings</p>")], discussed=False
    )


def titles(query: str) -> list[str]:
    return [row.title for row in find(AnonymousUser(), query).page(1)]


def test_an_article_is_found_by_its_title_text_and_author(article):
    assert titles("cycle") == titles("canaries") == titles("ruth") == ["Cycling to work"]
    row = find(AnonymousUser(), "canary").page(1)[0]
    assert row.href == f"/blog/{article.slug}/"


def test_an_article_taken_back_is_not_found(article):
    article.unpublish()
    assert titles("canary") == []


def test_words_of_a_draft_are_not_found(article):
    article.title = "Secret plans"
    article.save_revision()
    assert titles("secret") == []
    assert titles("cycling") == ["Cycling to work"]


def test_an_article_put_off_to_later_is_not_found_before(article, admin):
    article.title, article.go_live_at = "Secret plans", timezone.now() + timedelta(days=1)
    article.save_revision(user=admin).publish(user=admin)
    assert titles("secret") == []


def test_a_restricted_article_is_not_found(article):
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    assert titles("canary") == []


def test_a_removed_article_leaves_no_words(article):
    article.delete()
    assert titles("canary") == []
