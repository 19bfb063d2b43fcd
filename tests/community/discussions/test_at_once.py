"""Many at once, on a database file of their own threads: numbers 1..n, each once, double sendings one post."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from community.discussions import actions
from community.discussions.actions import poll as polls
from community.discussions.models import Post, Reaction, Topic
from portal.ops import fsck
from tests import people

WRITERS = 50
AT_ONCE = 70  # PostgreSQL takes 100 connections, of all who use it


@pytest.fixture
def crowd(settings):
    """Fifty people, and a way to let each of them do something twice at the same moment."""
    settings.RATE_LIMITS = False
    if connection.is_in_memory_db() if hasattr(connection, "is_in_memory_db") else False:
        pytest.skip("threads need a database file")
    return [people.person(f"Writer {n}") for n in range(WRITERS)]


def all_at_once(act: Callable[[int], Any]) -> list[Any]:
    """`act(n)` for each n of fifty and then for each again, seventy of them let go together."""
    ready = threading.Barrier(AT_ONCE)

    def click(n: int) -> Any:
        if n < AT_ONCE:
            ready.wait(60)
        try:
            return act(n % WRITERS)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(click, range(WRITERS * 2)))


@pytest.mark.django_db(transaction=True)
def test_fifty_writers_who_all_click_twice(board, crowd):
    topic = actions.start_topic(crowd[0], board, title="Busy", body="First", key=uuid.uuid4())
    keys = [uuid.uuid4() for _ in crowd]
    made = all_at_once(lambda n: actions.reply(crowd[n], topic, body=f"Post {n}", key=keys[n]).pk)
    assert made[:WRITERS] == made[WRITERS:]
    assert len(set(made)) == WRITERS
    posts = list(Post.objects.filter(topic=topic).order_by("number").values_list("number", "seq", "body"))
    assert [post[:2] for post in posts] == [(n, n) for n in range(1, WRITERS + 2)]
    assert {post[2] for post in posts} == {"First", *(f"Post {n}" for n in range(WRITERS))}
    topic = Topic.objects.get(pk=topic.pk)
    assert (topic.last_number, topic.seq, topic.people) == (WRITERS + 1, WRITERS + 1, WRITERS)


@pytest.mark.django_db(transaction=True)
def test_fifty_who_say_thanks_twice_count_fifty(board, crowd, coordinator):
    topic = actions.start_topic(coordinator, board, title="Busy", body="First", key=uuid.uuid4())
    post = topic.posts.get()
    all_at_once(lambda n: actions.react(crowd[n], post, "thanks", on=True).pk)
    post.refresh_from_db()
    assert post.reactions == {"thanks": WRITERS}
    assert Reaction.objects.count() == WRITERS
    assert post.seq == Topic.objects.get(pk=topic.pk).seq == WRITERS + 1
    assert not [*fsck.reactions(), *fsck.topics()]


@pytest.mark.django_db(transaction=True)
def test_fifty_who_vote_twice_count_fifty(board, crowd):
    wish = polls.wish("Which?", ["One", "Two", "Three"])
    topic = actions.start_topic(crowd[0], board, title="Busy", body="First", key=uuid.uuid4(), poll=wish)
    all_at_once(lambda n: polls.vote(crowd[n], topic.poll, [1 + n % 3]).pk)
    topic.poll.refresh_from_db()
    assert [choice.votes for choice in topic.poll.choices.all()] == [17, 17, 16]
    assert topic.poll.voters == WRITERS
    assert not [*fsck.polls(), *fsck.topics()]


@pytest.mark.django_db(transaction=True)
def test_two_marks_at_once_leave_one_answer(board, crowd):
    topic = actions.start_topic(crowd[0], board, title="Busy", body="First", key=uuid.uuid4(), kind="question")
    replies = [actions.reply(who, topic, body="Answer", key=uuid.uuid4()) for who in crowd[1:3]]
    all_at_once(lambda n: actions.mark_answer(crowd[0], topic, replies[n % 2]).pk)
    assert Topic.objects.get(pk=topic.pk).answer in {2, 3}
    assert not [*fsck.answers(), *fsck.topics()]


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_many_times_starts_one_topic(board, settings):
    settings.RATE_LIMITS = False
    who, key, ready = people.person("Amina Member"), uuid.uuid4(), threading.Barrier(8)

    def click(_n: int) -> int:
        ready.wait(30)
        try:
            return actions.start_topic(who, board, title="Once", body="First", key=key).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(click, range(8)))) == 1
    assert (Topic.objects.count(), Post.objects.count()) == (1, 1)
