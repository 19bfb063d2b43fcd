import pytest
from django.core.cache import cache

from foundation import limits

pytestmark = pytest.mark.django_db


def test_the_eleventh_in_a_minute_is_refused():
    for _ in range(10):
        limits.spend("reply", 1, times=10)
    with pytest.raises(limits.TooMany) as refused:
        limits.spend("reply", 1, times=10)
    assert 1 <= refused.value.seconds <= 60


def test_each_person_has_an_own_count():
    for _ in range(3):
        limits.spend("reply", 1, times=3)
    limits.spend("reply", 2, times=3)


def test_nobody_is_refused_when_the_cache_is_away(monkeypatch):
    def away(*args: object, **kwargs: object) -> int:
        raise ValueError

    monkeypatch.setattr(cache, "incr", away)
    for _ in range(50):
        limits.spend("reply", 1, times=1)


def test_limits_may_be_off_for_load_tests(settings):
    settings.RATE_LIMITS = False
    for _ in range(50):
        limits.spend("reply", 1, times=1)
