"""Many at once, on a database file of their own threads: numbers 1..n, each once, double sendings one post."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from community.discussions import actions
from community.discussions.models import Post, Topic
from tests import people

WRITERS, POSTS = 20, 40


@pytest.mark.django_db(transaction=True)
def test_twenty_writers_who_all_click_twice(board, settings):
    settings.RATE_LIMITS = False
    if connection.is_in_memory_db() if hasattr(connection, "is_in_memory_db") else False:
        pytest.skip("threads need a database file")
    writers = [people.person(f"Writer {n}") for n in range(WRITERS)]
    topic = actions.start_topic(writers[0], board, title="Busy", body="First", key=uuid.uuid4())
    keys = [uuid.uuid4() for _ in range(POSTS)]
    ready = threading.Barrier(WRITERS)

    def click(n: int) -> int:
        if n < WRITERS:
            ready.wait(30)
        try:
            index = n // 2
            return actions.reply(writers[index % WRITERS], topic, body=f"Post {index}", key=keys[index]).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        made = list(pool.map(click, range(POSTS * 2)))
    assert made[0::2] == made[1::2]
    assert len(set(made)) == POSTS
    numbers = list(Post.objects.filter(topic=topic).order_by("number").values_list("number", "seq"))
    assert numbers == [(n, n) for n in range(1, POSTS + 2)]
    topic = Topic.objects.get(pk=topic.pk)
    assert (topic.last_number, topic.seq) == (POSTS + 1, POSTS + 1)


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
