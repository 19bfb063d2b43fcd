import uuid

import pytest
from django.utils import translation

from community.discussions import actions
from community.discussions.models import Board
from community.groups.models import Group
from tests import people


@pytest.fixture(autouse=True)
def _english():
    """A request leaves its language behind; each test begins in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def board(db) -> Board:
    return Board.objects.create(
        slug="practice-questions", title="Practice questions", about="Daily work, asked plainly"
    )


@pytest.fixture
def topic(board, coordinator):
    return actions.start_topic(
        coordinator, board, title="How do you plan visits?", body="We have **one** bus a day.", key=uuid.uuid4()
    )


@pytest.fixture
def group(coordinator, member) -> Group:
    """A private group of the coordinator and the member."""
    made = Group.objects.create(slug="circle", name="Canary circle", purpose="Canary purpose", openness="private")
    made.memberships.create(member=coordinator, state="in", coordinates=True)
    made.memberships.create(member=member, state="in")
    return made


@pytest.fixture
def private_topic(group, coordinator):
    board = actions.board_of(group)
    return actions.start_topic(coordinator, board, title="Canary title", body="Canary body", key=uuid.uuid4())


@pytest.fixture
def old(coordinator):
    """Makes somebody a member of long standing."""

    def make(who=coordinator):
        who.joined_at = who.joined_at.replace(year=2020)
        who.save()
        return who

    return make


@pytest.fixture
def write():
    """A reply with a key of its own."""

    def reply(who, topic, body="Some words", **values):
        return actions.reply(who, topic, body=body, key=values.pop("key", None) or uuid.uuid4(), **values)

    return reply


@pytest.fixture
def full(topic, settings, write):
    """Fills the topic up to `number` posts by several people from several countries."""
    settings.RATE_LIMITS = False

    def fill(number, body="Words of a post."):
        writers = [people.person(f"Writer {letter}") for letter in "abcd"]
        for n in range(topic.last_number, number):
            write(writers[n % 4], topic, body)
        topic.refresh_from_db()
        return topic

    return fill
