import pytest
from django.utils import translation

from community.live import streams
from community.notifications import actions
from community.notifications.models import Notification
from community.notifications.words import WORDS


@pytest.fixture
def sent(monkeypatch):
    frames = []
    monkeypatch.setattr(streams, "publish", lambda stream, frame, **_: frames.append((stream, frame)))
    return frames


def told(member, key="k", **values):
    actions.notify(member, "reply", {"author": "Ben", "topic": "Travel"}, "/discussions/", key=key, **values)


def test_the_same_event_is_told_once(member, sent):
    told(member)
    told(member)
    assert actions.unread(member) == 1
    assert sent == [(f"member.{member.pk}", {"unread": 1})]


def test_one_event_is_told_to_each_person(member, outsider):
    told(member)
    told(outsider)
    assert [actions.unread(who) for who in (member, outsider)] == [1, 1]


def test_a_closed_account_is_told_nothing(member):
    member.is_active = False
    told(member)
    assert actions.unread(member) == 0


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org", "javascript:alert(1)", "", "\\\\x", "/\\x"])
def test_a_notice_leads_nowhere_else(member, url):
    with pytest.raises(ValueError, match="path"):
        actions.notify(member, "reply", {}, url, key="k")


def test_an_address_is_kept_without_its_language(member):
    actions.notify(member, "reply", {}, "/fr/discussions/", key="k")
    assert Notification.objects.get().url == "/discussions/"


def test_what_was_told_of_a_space_goes_with_it(member, outsider, sent):
    told(member, "a", space="group.7")
    told(member, "b", space="group.71")
    told(member, "c")
    told(outsider, "a", space="group.7")
    actions.forget_space(member.pk, "group.7")
    actions.forget_space(member.pk, "")
    assert (actions.unread(member), actions.unread(outsider)) == (2, 1)
    assert sent[-1] == (f"member.{member.pk}", {"unread": 2})


@pytest.mark.parametrize("kind", [*WORDS, "of another time"])
def test_every_kind_has_words_even_when_a_value_is_missing(member, kind):
    assert Notification(kind=kind, params={}).sentence


def test_a_value_is_never_a_format(member):
    row = Notification(kind="reply", params={"author": "100 %(topic)s %d", "topic": "%s"})
    assert row.sentence == "100 %(topic)s %d replied in “%s”."


def test_words_are_chosen_when_read(member):
    row = Notification(kind="group_approved", params={"group": "G"})
    with translation.override("fr"):
        assert "G" in row.sentence
