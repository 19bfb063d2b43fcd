import uuid

import pytest
from django.contrib.auth.models import Permission

from community.discussions.models import Board
from community.members.models import Member
from community.moderation import actions
from tests.community.discussions.conftest import (  # noqa: F401
    _english,
    board,
    group,
    private_topic,
    topic,
    write,
)


@pytest.fixture
def post(topic, member, write):  # noqa: F811
    """Post 2 of a public topic, under the member's own name."""
    return write(member, topic, "Canary words")


@pytest.fixture
def masked(topic, member, write):  # noqa: F811
    """Post 2 of a public topic, whose author nobody may know."""
    Board.objects.update(pseudonyms=True)
    topic.board.refresh_from_db()
    return write(member, topic, "Canary words", pseudonym=True)


@pytest.fixture
def inner(private_topic, member, write):  # noqa: F811
    """Post 2 of the private group's topic."""
    return write(member, private_topic, "Canary inside")


@pytest.fixture
def report():
    def make(who, post, reason="other", words="Please look", **values):
        return actions.report(who, post, reason, words, uuid.uuid4(), **values)

    return make


@pytest.fixture
def decide():
    """A decision by who has read all before it."""

    def make(who, post, verdict, why="It names a child", **values):
        last = post.decisions.first()
        return actions.decide(who, post, verdict, why, seen=last.pk if last else 0, **values)

    return make


@pytest.fixture
def moderator(moderator):
    """With access to the editors' rooms, as the group of moderators has."""
    moderator.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return Member.objects.get(pk=moderator.pk)
