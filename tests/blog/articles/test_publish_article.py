"""An editor publishes an article."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Locale, PageViewRestriction

from blog.articles.actions import publish_article
from blog.articles.models import Article, Author
from community.discussions.actions import reply
from community.discussions.models import Topic
from foundation.vocabulary.models import Country, Theme

BODY = [("heading", "What we tried"), ("text", "<p>We met every Friday.</p>")]


@pytest.fixture
def author(home):
    country, _made = Country.objects.get_or_create(code="KE", defaults={"names": {"en": "Kenya"}})
    return Author.objects.create(name="Nadia Writer", role="Supervisor", country=country)


@pytest.fixture
def article(author, admin):
    return publish_article(admin, title="Fridays together", author=author, body=BODY, summary="Why it helps.")


def test_an_article_stands_at_its_address_with_its_author(article, client):
    text = client.get("/blog/fridays-together/").content.decode()
    assert "<h1>Fridays together</h1>" in text
    assert "Nadia Writer, Supervisor, Kenya" in text
    assert "We met every Friday." in text


def test_a_member_publishes_nothing(author, member):
    with pytest.raises(PermissionDenied):
        publish_article(member, title="Mine", author=author, body=BODY)


def test_publishing_opens_one_discussion_and_publishing_again_no_second(article, client):
    topic = article.topic
    assert topic.about_url == "/blog/fridays-together/"
    article.title = "Fridays, together"
    article.save_revision().publish()
    assert Topic.objects.count() == 1
    assert Article.objects.get(pk=article.pk).topic == topic
    assert f"/discussions/t/{topic.pk}/" in client.get("/blog/fridays-together/").content.decode()


def test_an_old_draft_does_not_cut_the_discussion_off(author, admin):
    quiet = publish_article(admin, title="Old", author=author, body=BODY, discussed=False)
    revision = quiet.save_revision()
    quiet.open_discussion = True
    quiet.save_revision().publish()
    assert Article.objects.get(pk=quiet.pk).topic
    revision.publish()
    assert Article.objects.get(pk=quiet.pk).topic


def test_an_article_may_be_without_a_discussion(author, admin, client):
    publish_article(admin, title="Quiet", author=author, body=BODY, discussed=False)
    assert Topic.objects.count() == 0
    assert client.get("/blog/quiet/").status_code == 200


def test_answers_are_shown_and_hidden_ones_are_not(article, member, client):
    post = reply(member, article.topic, body="We meet on Mondays.", key="6c7a6a5e-0000-4000-8000-000000000001")
    assert "We meet on Mondays." in client.get("/blog/fridays-together/").content.decode()
    type(post).objects.filter(pk=post.pk).update(state="hidden")
    Topic.objects.filter(pk=post.topic_id).update(seq=99)
    assert "We meet on Mondays." not in client.get("/blog/fridays-together/").content.decode()


def test_a_topic_the_reader_may_not_see_is_not_shown(article, client, signed_in, member):
    Topic.objects.update(hidden=True)
    assert "/discussions/t/" not in client.get("/blog/fridays-together/").content.decode()


def test_a_translation_shares_the_discussion(article, client):
    french = article.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    french.title = "Les vendredis"
    french.save_revision().publish()
    assert Topic.objects.count() == 1
    text = client.get("/fr/blog/fridays-together/").content.decode()
    assert "Les vendredis" in text
    assert f"/fr/discussions/t/{article.topic_id}/" in text


def test_the_list_shows_each_article_once_in_the_readers_language(article, author, admin, client):
    french = article.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    french.title = "Les vendredis"
    french.save_revision().publish()
    publish_article(admin, title="En portugais seulement", author=author, body=BODY, language="pt")
    text = client.get("/fr/blog/").content.decode()
    assert "Les vendredis" in text
    assert "Fridays together" not in text
    assert text.count("En portugais seulement") == 1
    english = client.get("/blog/").content.decode()
    assert "Fridays together" in english
    assert "Les vendredis" not in english


def test_twelve_articles_stand_on_a_page(author, admin, client):
    for n in range(13):
        publish_article(admin, title=f"Piece {n}", author=author, body=BODY, date=date(2026, 1, 1) + timedelta(days=n))
    first = client.get("/blog/").content.decode()
    assert "Piece 12" in first
    assert ">Piece 0<" not in first
    assert ">Piece 0<" in client.get("/blog/?page=2").content.decode()


def test_a_restricted_article_is_neither_listed_nor_related_nor_read_by_strangers(article, author, admin, client):
    theme = Theme.objects.first() or Theme.objects.create(slug="supervision", names={"en": "Supervision"})
    other = publish_article(admin, title="Inside", author=author, body=BODY, themes=[theme])
    PageViewRestriction.objects.create(page=other, restriction_type="login")
    assert client.get("/blog/inside/").status_code == 404
    assert "Inside" not in client.get("/blog/").content.decode()
    assert "Inside" not in client.get("/blog/fridays-together/").content.decode()


def test_the_list_costs_the_same_whatever_its_length(article, author, admin, client, signed_in, member):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    reader = signed_in(member)
    reader.get("/blog/")
    with CaptureQueriesContext(connection) as short:
        reader.get("/blog/")
    for n in range(8):
        publish_article(admin, title=f"Piece {n}", author=author, body=BODY)
    reader.get("/blog/")
    with CaptureQueriesContext(connection) as long:
        reader.get("/blog/")
    assert len(long) == len(short)


def test_an_article_costs_few_queries(article, member, client, django_assert_max_num_queries):
    reply(member, article.topic, body="Yes.", key="6c7a6a5e-0000-4000-8000-000000000002")
    client.get("/blog/")
    with django_assert_max_num_queries(12):
        client.get("/blog/fridays-together/")
    with django_assert_max_num_queries(3):
        client.get("/blog/fridays-together/")
