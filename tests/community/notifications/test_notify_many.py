"""Telling many at once: each once, few queries, the number to each one's open pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.live import streams
from community.members.models import Member
from community.notifications import actions
from community.notifications.models import Notification


def crowd(number, start=0):
    made = Member.objects.bulk_create(
        Member(email=f"m{n}@example.org", display_name=f"M {n}") for n in range(start, start + number)
    )
    return [who.pk for who in made]


def told(ids, key="post.1", **values):
    return actions.notify_many(ids, "reply", {"author": "Ben", "topic": "Travel"}, "/discussions/", key=key, **values)


@pytest.fixture
def sent(monkeypatch):
    frames = []
    monkeypatch.setattr(streams, "publish", lambda stream, frame, **_: frames.append((stream, frame)))
    return frames


def test_each_member_is_told_once_however_often(member, outsider, sent):
    assert told([member.pk, outsider.pk, member.pk]) == 2
    assert told([member.pk, outsider.pk]) == 0
    assert Notification.objects.count() == 2
    assert sorted(sent) == sorted((f"member.{who.pk}", {"unread": 1}) for who in (member, outsider))


def test_the_number_sent_is_that_of_all_unread(member, sent):
    for key in "ab":
        told([member.pk], key)
    assert sent[-1] == (f"member.{member.pk}", {"unread": 2})


def test_it_is_the_same_key_as_that_of_one(member):
    actions.notify(member, "reply", {}, "/discussions/", key="post.1")
    assert told([member.pk]) == 0


def test_one_more_is_told_when_only_some_were(member, outsider):
    told([member.pk])
    assert told([member.pk, outsider.pk]) == 1


def test_a_closed_account_and_one_that_is_gone_hear_nothing(member, db):
    member.is_active = False
    member.save()
    assert told([member.pk, 10**9]) == 0


def test_nobody_is_no_trouble(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert told([]) == 0


def test_many_cost_as_many_queries_as_few(db):
    numbers = []
    for start, size in ((0, 2), (100, 400)):
        ids = crowd(size, start)
        with CaptureQueriesContext(connection) as asked:
            told(ids)
        numbers.append(sum(query["sql"].startswith("SELECT") for query in asked))
    assert numbers[0] == numbers[1] == 3  # and the rows themselves, which SQLite takes by the hundred


def test_thousands_are_told_in_chunks(db):
    assert told(crowd(1200)) == 1200
    assert Notification.objects.count() == 1200


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org", ""])
def test_a_notice_leads_nowhere_else(member, url):
    with pytest.raises(ValueError, match="path"):
        actions.notify_many([member.pk], "reply", {}, url, key="k")


def test_what_was_told_of_a_space_goes_with_it(member, outsider):
    told([member.pk, outsider.pk], space="group.7")
    actions.forget_space(member.pk, "group.7")
    assert (actions.unread(member), actions.unread(outsider)) == (0, 1)


def test_what_has_just_been_shown_is_read(member, outsider, sent):
    for key in ("post.1", "post.2"):
        told([member.pk, outsider.pk], key)
    assert actions.read_keys(member, ["post.2", "post.3"], unread=2) == 1
    assert (actions.unread(member), actions.unread(outsider)) == (1, 2)
    assert sent[-1] == (f"member.{member.pk}", {"unread": 1})


def test_nothing_to_read_is_one_query(member, sent):
    with CaptureQueriesContext(connection) as asked:
        assert actions.read_keys(member, ["post.2"], unread=3) == 3
    assert sum("SAVEPOINT" not in query["sql"] for query in asked) == 1
    assert not sent
