"""The search page: what it finds for whom."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.discussions import actions as discussions
from community.discussions.models import Board
from community.groups import actions as groups
from community.groups.models import Openness
from portal.search.find import find
from resources.library.models import Resource
from tests import people
from tests.site.search.test_index import RUBBISH


@pytest.fixture
def board(db) -> Board:
    return Board.objects.create(slug="practice", title="Practice", audience="public")


@pytest.fixture
def members_board(db) -> Board:
    return Board.objects.create(slug="inside", title="Inside", audience="members")


def topic(who, board, title="A title", body="A text", **values):
    return discussions.start_topic(who, board, title=title, body=body, key=uuid.uuid4(), **values)


def titles(reader, query, kind=""):
    return [row.title for row in find(reader, query, kind).page(1)]


def page(client, **query) -> str:
    answer = client.get("/search/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_kind_is_found_and_can_be_chosen(member, board, client):
    topic(member, board, "Supervision by phone")
    groups.start(member, name="Supervision group", purpose="p", openness="open")
    Resource.objects.create(title="Supervision manual", summary="s", planning=True)
    everything = page(client, q="supervising")
    for title in ("Supervision by phone", "Supervision group", "Supervision manual"):
        assert title in everything
    assert titles(AnonymousUser(), "supervision", "group") == ["Supervision group"]
    assert titles(AnonymousUser(), "supervision", "resource") == ["Supervision manual"]
    assert titles(AnonymousUser(), "supervision", "topic") == ["Supervision by phone"]
    assert len(titles(AnonymousUser(), "supervision", "of no such kind")) == 3


def test_words_of_a_reply_lead_to_the_reply(member, board, client):
    asked = topic(member, board, "Travel")
    discussions.reply(member, asked, body="Use the *motorbike*", key=uuid.uuid4())
    shown = page(client, q="motorbikes")
    assert f"{asked.get_absolute_url()}#post-2" in shown
    assert "Use the motorbike" in shown


def test_a_topic_stands_once_in_the_list(member, board):
    asked = topic(member, board, "Motorbike")
    for _ in range(3):
        discussions.reply(member, asked, body="motorbike", key=uuid.uuid4())
    assert titles(member, "motorbike") == ["Motorbike"]


def test_what_was_hidden_is_not_found_even_on_a_kept_page(
    member, moderator, board, client, django_capture_on_commit_callbacks
):
    asked = topic(member, board, "Canary title", "Canary text")
    assert "Canary title" in page(client, q="canary")
    with django_capture_on_commit_callbacks(execute=True):
        discussions.hide(moderator, asked, "why")
    assert "Canary title" not in page(client, q="canary")


def test_a_hidden_reply_is_not_found(member, moderator, board, client):
    asked = topic(member, board, "Travel")
    post = discussions.reply(member, asked, body="canary", key=uuid.uuid4())
    discussions.hide(moderator, post, "why")
    assert titles(member, "canary") == []


def test_a_members_board_is_found_by_members_only(member, members_board, client, signed_in):
    topic(member, members_board, "Canary title", "Canary text")
    assert "Canary title" not in page(client, q="canary")
    assert "Canary title" in page(signed_in(member), q="canary")


def test_a_board_that_becomes_less_open_leaves_the_kept_pages(member, board, client):
    topic(member, board, "Canary title")
    assert "Canary title" in page(client, q="canary")
    Board.objects.filter(pk=board.pk).update(audience="members")
    assert "Canary title" not in page(client, q="canary")


@pytest.mark.parametrize("openness", Openness.values)
def test_what_is_in_a_group_is_found_by_those_who_read_it(
    openness, member, elsewhere, coordinator, outsider, moderator, admin, signed_in
):
    coordinator.joined_at = coordinator.joined_at.replace(year=2020)
    coordinator.save()
    group = groups.start(coordinator, name="Canary circle", purpose="Canary purpose", openness=openness)
    groups.invite(coordinator, group, member)
    groups.join(member, group)
    gone = people.person("Gone Person")
    groups.invite(coordinator, group, gone)
    groups.join(gone, group)
    groups.leave(gone, group)
    topic(coordinator, discussions.board_of(group), "Canary title", "Canary text")
    for who in (None, elsewhere, outsider, moderator, admin, gone):
        shown = page(signed_in(who) if who else Client(), q="canary")
        assert ("Canary title" in shown) is (openness == "open")
        assert ("Canary circle" in shown) is (openness != "private")
    for who in (member, coordinator):
        shown = page(signed_in(who), q="canary")
        assert "Canary title" in shown
        assert "Canary circle" in shown


def test_a_group_that_becomes_private_is_found_no_more(coordinator, client):
    group = groups.start(coordinator, name="Canary circle", purpose="p", openness="open")
    topic(coordinator, discussions.board_of(group), "Canary title")
    assert "Canary title" in page(client, q="canary")
    group.openness = "private"
    group.save()
    assert "Canary title" not in page(client, q="canary")
    assert "Canary circle" not in page(client, q="canary")


def test_a_resource_taken_back_is_found_no_more(client, db):
    resource = Resource.objects.create(title="Canary manual", summary="s", planning=True)
    assert "Canary manual" in page(client, q="canary")
    resource.unpublish()
    assert "Canary manual" not in page(client, q="canary")


@pytest.mark.parametrize("query", RUBBISH)
def test_no_query_breaks_the_page(client, member, board, query):
    topic(member, board)
    page(client, q=query)
    page(client, q=query, kind=query, page=query)


@pytest.mark.parametrize(
    "raw", ["q=%00", "q=%ff%fe", "q=%ed%a0%80", "q[]=a", "q=a&q=b", "q=a&page=-1", "q=a&page=99999999999"]
)
def test_no_address_breaks_the_page(client, db, raw):
    assert client.get(f"/search/?{raw}").status_code == 200


def test_markup_in_a_query_is_shown_as_text(client, db):
    shown = page(client, q='"><svg onload=1>')
    assert "<svg onload" not in shown


def test_nothing_found_says_what_to_try(client, db):
    assert "Try fewer or other words" in page(client, q="xyzzy")


def test_a_blank_search_asks_for_words(client, db):
    assert "in any of the site’s languages" in page(client)


def test_long_lists_come_in_pages_of_twenty(client, db):
    for number in range(25):
        Resource.objects.create(title=f"Manual {number}", summary="s", planning=True)
    first, second = page(client, q="manual"), page(client, q="manual", page=2)
    assert (first.count('<li class="row">'), second.count('<li class="row">')) == (20, 5)
    assert "q=manual&amp;page=2" in first


def test_the_page_asks_as_often_for_many_hits_as_for_one(member, board, signed_in, settings):
    settings.RATE_LIMITS = False
    client, numbers = signed_in(member), []
    topic(member, board, "Manual")
    Resource.objects.create(title="Manual", summary="s", planning=True)
    for _round in range(2):
        page(client, q="manual")
        with CaptureQueriesContext(connection) as asked:
            page(client, q="manual")
        numbers.append(len(asked))
        for number in range(9):
            topic(member, board, f"Manual {number}")
            Resource.objects.create(title=f"Manual {number}", summary="s", planning=True)
    assert numbers[1] <= numbers[0] <= 22


def test_a_kept_page_asks_little(client, member, board):
    topic(member, board, "Manual")
    cache.clear()
    page(client, q="manual")
    with CaptureQueriesContext(connection) as asked:
        page(client, q="manual")
    assert len(asked) <= 3
