"""A frame is made in the languages that somebody listens in; who comes meanwhile is told to ask the page."""

import json
import uuid
from unittest import mock

import pytest
from asgiref.sync import sync_to_async

from community.discussions import actions
from community.discussions.actions import writing
from community.discussions.models import Board, Post
from community.live import bus, hub, streams
from tests.community.live.conftest import follow


async def test_the_languages_of_who_listens_are_known(site):
    async with site.visit() as english, site.visit() as french:
        await follow(english, streams.token("topic.7"), "en")
        await follow(french, streams.token("topic.7"), "fr")
        assert streams.spoken("topic.7") == {"en", "fr"}
        assert streams.spoken("topic.8") == set()


def test_without_listeners_here_or_with_other_processes_all_are_spoken(settings, monkeypatch):
    monkeypatch.setattr(hub, "_current", None)
    assert streams.spoken("topic.7") is None
    monkeypatch.setattr(hub, "current", lambda: mock.Mock(streams={"topic.7": {1: "en"}}))
    settings.REDIS_URL = ""
    assert bus.spoken("topic.7") == {"en"}
    settings.REDIS_URL = "redis://127.0.0.1:6379/5"
    assert bus.spoken("topic.7") is None


@sync_to_async
def sent_for(post, spoken):
    with mock.patch.object(streams, "spoken", return_value=spoken), mock.patch.object(bus, "post") as given:
        writing.tell(post)
    return {code: json.loads(text) for code, text in given.call_args[0][0]["texts"].items()}


@pytest.fixture
def post(transactional_db, member):
    board = Board.objects.create(slug="practice", title="Practice")
    topic = actions.start_topic(member, board, title="Visits", body="x", key=uuid.uuid4())
    return topic.posts.select_related("topic").get()


async def test_only_those_are_made_and_others_are_told_to_ask(post):
    texts = await sent_for(post, {"fr"})
    assert set(texts) == {"fr", ""}
    assert "html" in texts["fr"]
    assert texts[""] == {"stream": post.topic.stream, "behind": True}


async def test_where_nobody_listens_nothing_is_made(post, monkeypatch):
    monkeypatch.setattr("community.discussions.fragments._make", lambda *a: 1 / 0)
    assert list(await sent_for(post, set())) == [""]


async def test_where_it_cannot_be_known_all_are_made(post):
    assert set(await sent_for(post, None)) == {"en", "fr", "es", "pt", "ar", "sw"}
    assert await Post.objects.acount() == 1
