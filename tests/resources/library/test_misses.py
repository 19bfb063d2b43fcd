from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from portal.ops.chores import CHORES
from resources.library import wordlist
from resources.library.actions import misses
from resources.library.models import Miss

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 9)"


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch):
    monkeypatch.setattr(wordlist, "_kept", None)


def asks(words, client=None, prefix="", address="10.0.0.1", agent=PHONE, **more):
    client = client or Client()
    answer = client.get(
        f"{prefix}/resources/", {"q": words, **more}, REMOTE_ADDR=address, headers={"User-Agent": agent}
    )
    assert answer.status_code == 200


def counted():
    return {(miss.words, miss.language): miss.count for miss in Miss.objects.all()}


def test_words_that_find_nothing_are_counted_by_day_and_language(keep):
    keep("Supervision by phone")
    asks("Quokka  féeding")
    asks("quokka feeding", address="10.0.0.2")
    asks("quokka feeding", prefix="/fr", address="10.0.0.3")
    assert counted() == {("quokka feeding", "en"): 2, ("quokka feeding", "fr"): 1}
    assert {miss.day for miss in Miss.objects.all()} == {timezone.now().date()}


def test_what_is_found_is_not_counted_nor_what_only_the_filters_hide(keep):
    keep("Supervision by phone", countries=["KE"])
    asks("supervision")
    asks("supervision", country="TZ")
    asks("")
    asks("   ")
    assert counted() == {}


def test_once_a_day_for_each_who_asks_also_where_the_page_is_kept(keep, member, signed_in):
    for _time in range(3):
        asks("quokkas")
    assert counted() == {("quokkas", "en"): 1}
    asks("quokkas", address="10.9.9.9")
    mine = signed_in(member)
    asks("quokkas", mine)
    asks("quokkas", mine, prefix="/sw")
    asks("quokkas", mine, page="2")
    assert sum(counted().values()) == 3


def test_when_something_fits_at_last_it_is_no_longer_missed(keep):
    asks("quokkas")
    keep("Feeding quokkas")
    asks("quokkas", address="10.0.0.2")
    assert counted() == {("quokkas", "en"): 1}


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "python-httpclient", "FeedFetcher"])
def test_robots_are_left_out(agent):
    asks("quokkas", agent=agent)
    assert counted() == {}


@pytest.mark.parametrize(
    "words",
    [
        "0712 345 678",
        "call +254712345678",
        "amina@example.org",
        "amina @ home",
        "born 12 March 2014 quokka",
        "2014-03-12",
        "case no. 48213",
        "49213 quokka",
        "Amina Hassan",
        "AMINA HASSAN",
        "quokka Amina Hassan Ali",
        "Élise N’Diaye",
        "her name is Amina",
        "٠٧١٢٣٤٥٦٧٨",
        "facebook.com/amina.hassan",
        "-1.29210, 36.82190",
    ],
)
def test_what_looks_personal_is_never_kept(words):
    asks(words)
    assert counted() == {}


@pytest.mark.parametrize(
    "words",
    ["quokka 2024", "Quokka feeding", "quokka ISO 9001", "مراقبة الكوالا", "QUOKKA"],
)
def test_ordinary_words_are(words):
    asks(words)
    assert len(counted()) == 1


def test_capitals_of_words_of_the_library_are_no_name(keep):
    keep("Case management in schools")
    assert misses.seems_personal("Case Amina")
    assert not misses.seems_personal("Case Management", {"case", "management"})
    asks("Case Management quokka")
    assert counted() == {("case management quokka", "en"): 1}


@pytest.mark.parametrize("words", ["x " * 60, "q" * 90, "!!!"])
def test_what_is_no_word_or_too_long_is_not_kept(words):
    asks(words)
    assert counted() == {}


def test_nothing_in_the_table_names_a_person():
    assert {field.name for field in Miss._meta.get_fields()} == {"id", "words", "language", "day", "count"}


def test_a_failing_count_loses_no_page(monkeypatch):
    monkeypatch.setattr(Miss, "add", lambda *_args: (_ for _ in ()).throw(DatabaseError))
    asks("quokkas")
    cache.clear()
    asks("quokkas")


def test_rows_go_after_four_hundred_days():
    today = date(2026, 6, 1)
    Miss.add("old", "en", today - timedelta(days=401))
    Miss.add("new", "en", today - timedelta(days=399))
    assert misses.forget_old(today) == 1
    assert counted() == {("new", "en"): 1}
    Miss.add("old", "en", timezone.now().date() - timedelta(days=500))
    [chore] = [chore for name, _seconds, chore in CHORES if name == "old rows"]
    chore()
    assert ("old", "en") not in counted()
