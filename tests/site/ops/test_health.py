import pytest
from django.core.cache import cache

from portal.ops import health

pytestmark = pytest.mark.django_db


def test_all_parts_answer(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


def test_a_silent_part_is_named_and_nothing_else(client, monkeypatch):
    def broken() -> None:
        raise ConnectionError("secret host name")

    monkeypatch.setitem(health.PARTS, "cache", broken)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failing", "parts": ["cache"]}
    assert b"secret" not in answer.content


def test_a_cache_that_forgets_is_silent(client, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda *args, **kwargs: None)
    assert client.get("/healthz").status_code == 503


def test_the_process_lives_without_a_database(client, monkeypatch):
    monkeypatch.setitem(health.PARTS, "database", lambda: 1 / 0)
    assert client.get("/livez").status_code == 200
