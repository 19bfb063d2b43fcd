"""It is silent about a sound database and names each thing that was broken by hand."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.discussions import actions as discussions
from community.discussions.actions import poll as polls
from community.discussions.models import Board, Choice, Poll, Post, Reaction, ReadMark, Vote
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


def test_a_reaction_that_is_not_shown_and_one_that_is_not_there_are_named(topic, member):
    post = topic.posts.get(number=2)
    Post.objects.filter(pk=post.pk).update(reactions={"thanks": 2})
    assert f"post {post.pk}: shows reactions" in report()
    Post.objects.filter(pk=post.pk).update(reactions={})
    assert " 0 broken" in report()
    Reaction.objects.create(post=post, member=member, feeling="thanks")
    assert f"post {post.pk}: shows reactions" in report()


def test_wrong_counts_of_a_poll_are_named(topic, member, coordinator):
    poll = polls.open_poll(topic, polls.wish("Which day?", ["Monday", "Friday"]))
    for who, position in ((member, 1), (coordinator, 2)):
        polls.vote(who, poll, [position])
    assert " 0 broken" in report()
    Choice.objects.filter(poll=poll, position=1).update(votes=5)
    assert "shows 5 votes, counted 1" in report()
    polls.recount(poll)
    Poll.objects.update(voters=9)
    assert "shows 9 voters, counted 2" in report()
    Vote.objects.create(choice=poll.choices.get(position=2), member=member)
    assert "3 votes of 2 voters, who have one each" in report()
    type(topic).objects.update(polled=False)
    assert "has a poll and does not say so" in report()


@pytest.mark.parametrize("number", [1, 9])
def test_an_answer_that_is_none_is_named(topic, number):
    type(topic).objects.filter(pk=topic.pk).update(answer=number)
    assert f"post {number} is marked as the answer" in report()


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


def test_a_merged_and_a_split_topic_are_sound(topic, member, moderator):
    second = discussions.start_topic(member, topic.board, title="Second", body="One", key=uuid.uuid4())
    new = discussions.split(moderator, topic, numbers=[3], title="New", why="Another question")
    discussions.merge(moderator, second, new, "The same question")
    assert " 0 broken" in report()


def test_a_tombstone_without_a_way_and_words_left_in_a_merged_topic_are_named(topic, moderator):
    new = discussions.split(moderator, topic, numbers=[2, 3], title="New", why="Another question")
    stone = topic.posts.get(number=2)
    Post.objects.filter(pk=stone.pk).update(moved_to=None)
    other = new.posts.get(number=1)
    Post.objects.filter(pk=other.pk).update(moved_to=stone)
    type(topic).objects.filter(pk=topic.pk).update(merged_into=new)
    text = report()
    assert f"post {stone.pk}: has moved and is no bare tombstone" in text
    assert f"post {other.pk}: stands here and says that it moved" in text
    assert f"topic {topic.pk}: was merged and still has posts" in text


def test_a_wrong_number_of_people_is_named(topic):
    type(topic).objects.filter(pk=topic.pk).update(people=7)
    assert f"topic {topic.pk}: says that 7 people wrote, counted 2" in report()
