"""A post that waited and is not posted."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from community.discussions.models import Board, Post
from community.moderation import actions
from community.notifications.models import Notification
from foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    return uuid.uuid4()


@pytest.fixture
def held(topic, member, write, key):
    Board.objects.update(holds="newcomers")
    topic.board.refresh_from_db()
    return write(member, topic, "My first words", key=key)


def test_the_author_is_told_why_and_keeps_the_words(held, member, moderator, signed_in):
    actions.refuse(moderator, held, "It names a child")
    assert "It names a child" in Notification.objects.get(member=member, kind="held_refused").sentence
    text = signed_in(member).get("/discussions/mine/waiting/").content.decode()
    assert "My first words" in text
    assert "Refused." in text
    assert "Take it back" not in text
    line = Entry.objects.get()
    assert (line.act, line.what, line.why) == ("refuse post", f"held:{held.pk}", "It names a child")


def test_the_same_key_does_not_bring_it_back(held, topic, member, moderator, write, key):
    actions.refuse(moderator, held, "It names a child")
    assert write(member, topic, "My first words", key=key) == held
    assert not Post.objects.filter(author=member).exists()


def test_without_a_reason_it_still_waits(held, moderator, signed_in):
    with pytest.raises(ValidationError):
        actions.refuse(moderator, held, " ")
    client = signed_in(moderator)
    assert "My first words" in client.get(f"/moderation/waiting/{held.pk}/refuse/").content.decode()
    assert client.post(f"/moderation/waiting/{held.pk}/refuse/", {"why": ""}).status_code == 422
    held.refresh_from_db()
    assert held.state == "waiting"


def test_it_leaves_the_queue(held, moderator, signed_in):
    answer = signed_in(moderator).post(f"/moderation/waiting/{held.pk}/refuse/", {"why": "Spam"}, follow=True)
    assert "Nothing waits" in answer.content.decode()
