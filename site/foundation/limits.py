"""How often is too often. Counts live in the cache; without a cache nobody is refused."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.cache import cache

_off: ContextVar[bool] = ContextVar("limits_off", default=False)


class TooMany(Exception):
    """Refused for now; `seconds` tells when to try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many, wait {seconds} s")
        self.seconds = seconds


def spend(act: str, who: object, times: int, seconds: int = 60) -> None:
    """Counts one `act` by `who`; raises TooMany above `times` in a window of `seconds`."""
    if not settings.RATE_LIMITS or _off.get():
        return
    now = time.time()
    window = int(now // seconds)
    key = f"limit:{act}:{who}:{window}"
    cache.add(key, 0, seconds + 5)
    try:
        count = cache.incr(key)
    except ValueError:  # the cache is away or has just dropped the key
        return
    if count > times:
        raise TooMany(max(1, int((window + 1) * seconds - now)))


@contextmanager
def off() -> Iterator[None]:
    """For a command that writes what many people would have written over weeks."""
    before = _off.set(True)
    try:
        yield
    finally:
        _off.reset(before)
