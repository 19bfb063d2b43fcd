"""A Redis that refuses or hangs costs little time and no error."""

import socket
import time

import pytest

from foundation.cache import PatientRedisCache

LIMITS = {"OPTIONS": {"socket_timeout": 0.3, "socket_connect_timeout": 0.3}}


@pytest.fixture
def black_hole():
    """A port that accepts and never answers."""
    hole = socket.create_server(("127.0.0.1", 0))
    yield hole.getsockname()[1]
    hole.close()


def cache_at(port: int) -> PatientRedisCache:
    PatientRedisCache._until = 0.0
    return PatientRedisCache(f"redis://127.0.0.1:{port}", LIMITS)


def test_a_hanging_cache_costs_one_short_wait(black_hole):
    away = cache_at(black_hole)
    began = time.monotonic()
    assert away.get("key", "nothing") == "nothing"
    assert away.get_many(["a", "b"]) == {}
    away.set("key", 1)
    away.set_many({"a": 1})
    assert away.add("key", 1) is True
    assert away.delete("key") is False
    assert time.monotonic() - began < 1.5


def test_a_refusing_cache_is_a_miss():
    with socket.create_server(("127.0.0.1", 0)) as used:
        port = used.getsockname()[1]
    assert cache_at(port).get("key") is None


def test_counting_without_a_cache_says_so():
    with socket.create_server(("127.0.0.1", 0)) as used:
        port = used.getsockname()[1]
    with pytest.raises(ValueError, match="away"):
        cache_at(port).incr("key")
