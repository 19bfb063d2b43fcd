from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from community.groups import actions as groups
from resources.library import actions
from resources.library.models import Resource

pytestmark = pytest.mark.django_db
FEED = "/feeds/resources.atom"


@pytest.fixture
def keep(db):
    def make(title, **values):
        return actions.keep_resource(None, title=title, **{"summary": "How to.", "pillars": ["planning"], **values})

    return make


def entries(client, query="", prefix=""):
    answer = client.get(f"{prefix}{FEED}?{query}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def test_any_choice_has_a_feed(client, keep):
    keep("Supervision by phone", countries=["KE"])
    keep("Supervision in Uganda", countries=["UG"])
    keep("Counting the workforce", countries=["KE"])
    titles = lambda query: [entry.title for entry in entries(client, query).entries]  # noqa: E731
    assert titles("") == ["Counting the workforce", "Supervision in Uganda", "Supervision by phone"]
    assert titles("q=supervising&country=KE") == ["Supervision by phone"]
    assert titles("country=KE&country=UG&q=supervision") == ["Supervision in Uganda", "Supervision by phone"]
    assert titles("q=nothingofthis") == []


def test_feed_and_entries_say_who_they_are(client, keep, settings):
    made = keep("Guía de supervisión", language="es", countries=["KE"])
    one = entries(client, "country=KE&q=guia")
    other = entries(client, "q=guia&country=KE&sort=title&page=3", prefix="/ar")
    assert one.feed.title == "New resources of Workforce Commons: Guia, Kenya"
    assert one.feed.id == f"{settings.SITE_URL}{FEED}?q=guia&country=KE"
    assert other.feed.id == f"{settings.SITE_URL}/ar{FEED}?q=guia&country=KE"
    assert [link.href for link in one.feed.links if link.rel == "self"] == [
        f"http://testserver{FEED}?q=guia&country=KE"
    ]
    assert one.feed.author == "Workforce Commons"
    assert (one.feed.language, other.feed.language) == ("en", "ar")
    entry = one.entries[0]
    assert entry.id == other.entries[0].id == f"tag:127.0.0.1,2026:resource:{made.pk}"
    assert entry.link == "http://testserver/resources/guia-de-supervision/"
    assert other.entries[0].link == "http://testserver/ar/resources/guia-de-supervision/"
    assert entry.title_detail.language == "es"
    assert entry.summary == "How to."
    assert entry.published_parsed
    assert entry.updated_parsed


def test_an_unchanged_feed_answers_in_three_queries_without_a_body(client, keep, django_assert_max_num_queries):
    keep("Supervision by phone")
    first = client.get(f"{FEED}?q=supervision")
    client.get(f"{FEED}?q=supervision")
    for heads in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        with django_assert_max_num_queries(3):
            again = client.get(f"{FEED}?q=supervision", headers=heads)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
    keep("Supervision in Uganda")
    changed = client.get(f"{FEED}?q=supervision", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert b"Uganda" in changed.content


def test_other_words_and_other_languages_have_other_tags(client, keep):
    keep("Supervision by phone")
    tags = {client.get(path)["ETag"] for path in (FEED, f"{FEED}?q=phone", f"/fr{FEED}", f"/fr{FEED}?q=phone")}
    assert len(tags) == 4


def test_it_holds_thirty_at_most_and_asks_no_more_for_them(client, keep, django_assert_max_num_queries):
    for n in range(33):
        keep(f"Tool {n}")
    with django_assert_max_num_queries(6):
        assert len(entries(client).entries) == 30


def test_a_draft_published_late_comes_first(client, keep):
    old = keep("Long a draft")
    new = keep("Of last week")
    now = timezone.now()
    Resource.objects.filter(pk=old.pk).update(added_at=now - timedelta(days=90), first_published_at=now)
    Resource.objects.filter(pk=new.pk).update(first_published_at=now - timedelta(days=7))
    assert [entry.title for entry in entries(client).entries] == ["Long a draft", "Of last week"]


def test_what_a_group_keeps_is_in_no_feed_not_even_its_members(client, keep, member, signed_in):
    group = groups.start(member, name="Circle", purpose="To talk.", openness="closed", language="en", key=None)
    made = keep("Canary of the group")
    Resource.objects.filter(pk=made.pk).update(group=group)
    keep("Withdrawn canary").unpublish()
    for who in (client, signed_in(member)):
        assert entries(who).entries == []
        assert entries(who, "q=canary").entries == []


@pytest.mark.parametrize(
    "query",
    ["q=" + "x" * 10_000, "q=%00%01%22+OR+NEAR(", "q=<b>%26amp%3B", "country=" + "K" * 3000, "page=-1&sort=zzz", "lang=fr&lang=" * 400, "%ff%fe=%ff"],
)  # fmt: skip
def test_rubbish_makes_a_feed_without_entries_or_with_all(client, keep, query):
    keep("Supervision by phone")
    assert len(entries(client, query).entries) <= 1


def test_only_reading(client):
    assert client.post(FEED).status_code == 405


@pytest.mark.parametrize("prefix", ["", "/fr", "/es", "/pt", "/ar", "/sw"])
def test_the_list_names_the_feed_of_its_choice_in_each_language(client, keep, prefix):
    keep("Supervision by phone", countries=["KE"])
    page = client.get(f"{prefix}/resources/?q=phone&country=KE").content.decode()
    named = f'href="{prefix}{FEED}?q=phone&amp;country=KE"'
    head = page[: page.index("</head>")]
    assert named in head
    assert head.count("application/atom+xml") == 2
    assert f'href="{prefix}{FEED}"' in client.get(f"{prefix}/resources/").content.decode()
    assert entries(client, "q=phone&country=KE", prefix).entries
