"""Counting words that found nothing: by day and language of the interface, never who, never what looks personal."""

import hashlib
import logging
import re
from collections.abc import Container
from datetime import date, timedelta

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from community.confidentiality import findings
from foundation.text import clean, fold
from resources.library import wordlist
from resources.library.downloads import DAY, ROBOTS, asker
from resources.library.models import Miss
from resources.library.terms import Changes

log = logging.getLogger("commons.library")
LONGEST = 80  # characters; a longer text is no search
FIGURES = 5  # in a row or in all: a year is none too many, a number of a person or a line is
KEPT = timedelta(days=400)
CAPITAL = re.compile(r"\b[^\W\d_a-z]\w+(?:[\s'’-]+[^\W\d_a-z]\w*)+")


def seems_personal(words: str, known: Container[str] = ()) -> bool:
    """What could name somebody is not kept: addresses, numbers, days, and words written as names are."""
    figures = sum(letter.isdecimal() for letter in words)
    return bool(findings.find(words)) or "@" in words or figures >= FIGURES or _is_like_a_name(words, known)


def _is_like_a_name(words: str, known: Container[str]) -> bool:
    """Two or more words in a row with capitals, as in `Amina Hassan`; not where all are words of the library."""
    rows = (row.group() for row in CAPITAL.finditer(words))
    return any(
        any(part[:1].isupper() for part in row.split()[1:]) and not all(word in known for word in fold(row).split())
        for row in rows
    )


def found_none(words: str, changes: Changes, own: tuple[int, ...]) -> None:
    """Remembers that words find nothing until something changes, since a page that is kept does not search again."""
    cache.set(_key(words, changes, own), 1, DAY)


def count(request: HttpRequest, changes: Changes, own: tuple[int, ...]) -> None:
    """Counts the asker's words once a day, where they found nothing. A failure loses a count, never a page."""
    asked = request.GET.get("q", "")[:400]
    if not asked.strip() or request.GET.get("page") or ROBOTS.search(request.headers.get("User-Agent", "")):
        return
    said = " ".join(clean(asked).split())[:200]
    if not said or cache.get(_key(said, changes, own)) is None:
        return
    words, today = fold(said), timezone.now().date()
    if not words or len(words) > LONGEST or seems_personal(said, wordlist.now(changes)):
        return
    if not cache.add(f"missed:{_digest(words)}:{today}:{asker(request)}", 1, DAY):
        return
    try:
        Miss.add(words, (get_language() or "en")[:8], today)
    except DatabaseError:
        log.warning("words not counted")


def forget_old(today: date | None = None) -> int:
    """Older ones go, with what nobody else ever asked for."""
    before = (today or timezone.now().date()) - KEPT
    return Miss._base_manager.filter(day__lt=before).delete()[0]


def _key(words: str, changes: Changes, own: tuple[int, ...]) -> str:
    return f"finds-none:{_digest(repr((fold(words), changes, own)))}"


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()
