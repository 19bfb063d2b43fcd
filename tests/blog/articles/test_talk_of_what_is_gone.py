"""An article that is taken back takes the talk about it along."""

import pytest

from blog.articles.actions import publish_article
from blog.articles.models import Article, Author
from community.discussions.models import Topic

BODY = [("text", "<p>We met every Friday.</p>")]


@pytest.fixture
def article(home, admin):
    author = Author.objects.create(name="Nadia Writer")
    return publish_article(admin, title="Fridays together", author=author, body=BODY)


def listed(client):
    return "Fridays together" in client.get("/discussions/").content.decode()


def test_taken_back_and_published_again(article, client):
    assert listed(client)
    Article.objects.get(pk=article.pk).unpublish()
    assert not listed(client)
    assert client.get(Topic.objects.get().get_absolute_url()).status_code == 404
    Article.objects.get(pk=article.pk).save_revision().publish()
    assert listed(client)
    assert Topic.objects.get().about_label == "Fridays together"


def test_deleted(article, client):
    Article.objects.get(pk=article.pk).delete()
    assert not listed(client)
    assert Topic.objects.get().about_url == ""


def test_a_translation_that_stays_keeps_the_talk(article, client):
    from wagtail.models import Locale

    french = article.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    french.title = "Les vendredis"
    french.save_revision().publish()
    Article.objects.get(pk=article.pk).unpublish()
    topic = Topic.objects.get()
    assert (topic.hidden, topic.about_label) == (False, "Les vendredis")
    french.refresh_from_db()
    french.unpublish()
    assert Topic.objects.get().hidden
