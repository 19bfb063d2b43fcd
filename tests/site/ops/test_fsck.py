"""It is silent about a sound database and names each thing that was broken by hand."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.discussions import actions as discussions
from community.discussions.models import Board, Post, ReadMark
from community.groups.models import Group
from community.notifications.models import Notification
from foundation.letters.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(member, coordinator):
    board = Board.objects.create(slug="board", title="Board")
    topic = discussions.start_topic(member, board, title="Visits", body="One", key=uuid.uuid4())
    for words in ("two", "three"):
        discussions.reply(coordinator, topic, body=words, key=uuid.uuid4())
    return topic


def report() -> str:
    out = io.StringIO()
    try:
        call_command("fsck", stdout=out)
    except SystemExit as ended:
        assert ended.code == 1
        assert " 0 broken" not in out.getvalue()
    return out.getvalue()


def test_a_sound_database_has_nothing_to_report(topic):
    assert " 0 broken" in report()


def test_a_gap_in_the_numbers_is_named(topic):
    Post.objects.filter(topic=topic, number=2).delete()
    assert f"topic {topic.pk}: 2 posts" in report()


def test_a_counter_that_is_behind_is_named(topic):
    type(topic).objects.filter(pk=topic.pk).update(seq=1)
    assert f"topic {topic.pk}: a post changed at 3" in report()


def test_two_posts_with_one_change_are_named(topic):
    Post.objects.filter(topic=topic, number=2).update(seq=3)
    assert "change 3 stands at 2 posts" in report()


def test_a_mark_beyond_the_end_is_named(topic, member):
    ReadMark.objects.update_or_create(topic=topic, member=member, defaults={"number": 99})
    assert "read to 99" in report()


def test_a_notification_of_a_closed_space_is_named(topic, outsider):
    group = Group.objects.create(slug="closed", name="Closed", purpose="x", openness="closed")
    Notification.objects.create(member=outsider, kind="reply", url="/", space=f"group.{group.pk}", key="k")
    assert "of a space its reader is not in" in report()


def test_a_letter_nobody_tried_is_named(topic):
    Letter.objects.create(
        key="k", to="a@example.org", subject="s", text="t", next_try_at=timezone.now() - timedelta(hours=3)
    )
    assert "does a worker run?" in report()
