"""The words around what was looked for, in the text of a page."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from foundation.fulltext.words import stem
from foundation.text import fold

AROUND = 180  # letters, about
BEFORE = 60
FRONT = {"ar", "sw"}  # where a word changes in front
WORD = re.compile(r"\bpara[\s-]+(?=professional|social)\w+|\w+", re.IGNORECASE)  # what `fold` makes one word of
Place = tuple[int, int, int]  # from, to, which of the words asked


@lru_cache(maxsize=50_000)
def _compared(word: str, language: str) -> str:
    return " ".join(stem(part, language) for part in fold(word).split())


def places(text: str, asked: Sequence[Sequence[str]], language: str) -> list[Place]:
    """Where a text has the words of a query (`fulltext.words.alternatives`)."""
    which = {form: number for number, forms in reversed(list(enumerate(asked))) for form in forms}
    starts = {form[:1] for form in which}
    found = []
    for hit in WORD.finditer(text):
        word = hit[0].lower()
        if language not in FRONT and word[0].isascii() and word[0] not in starts:
            continue  # spares stemming it: its stem starts with the same letter
        number = which.get(_compared(word, language))
        if number is not None:
            found.append((hit.start(), hit.end(), number))
    return found


def excerpt(text: str, asked: Sequence[Sequence[str]], language: str) -> SafeString:
    """The stretch that has most of the words, each marked; empty where the text has none."""
    text = " ".join(text.split())
    found = places(text, asked, language)
    if not found:
        return SafeString("")
    first = max(range(len(found)), key=lambda n: (_worth(found, n), -n))
    start = max(0, found[first][0] - BEFORE)
    start = text.find(" ", start) + 1 if start else 0
    end = max(start + AROUND, found[first][1])
    end = text.rfind(" ", found[first][1], end + 1) if end < len(text) else len(text)
    end = max(end, found[first][1])
    shown = _marked(text, start, end, (one for one in found if start <= one[0] and one[1] <= end))
    return mark_safe(f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}")  # noqa: S308


def _worth(found: list[Place], first: int) -> tuple[int, int]:
    """How many of the words stand in the stretch that starts here, and how close together."""
    seen: dict[int, int] = {}
    for start, end, number in found[first:]:
        if end - found[first][0] > AROUND - BEFORE:
            break
        seen.setdefault(number, start)
    return len(seen), -max(seen.values(), default=0) + found[first][0]


def _marked(text: str, start: int, end: int, found: Iterable[Place]) -> str:
    parts, at = [], start
    for first, last, _number in found:
        parts += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
        at = last
    return "".join([*parts, escape(text[at:end])])
