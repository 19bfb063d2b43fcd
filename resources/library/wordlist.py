"""The words of the library, to tell a slip of the pen from a word: titles that everybody may see, and the vocabularies.

A process keeps one list. Of a large library it is read again ten minutes after a change at the earliest, since that
takes half a second; a word that stands in it too long does no harm, because what is proposed is searched for first.
"""

import re
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser

from foundation.text import fold
from foundation.vocabulary.models import Cadre, Concept, Country, Organisation, Region, Theme, words_of
from resources.library.models import Resource
from resources.library.terms import Changes

LEAST, MOST = 4, 30  # letters of a word that is corrected
LARGE, PATIENCE = 2000, 600  # records; seconds
FOR_TERMS = 20  # a word of a vocabulary counts as much as so many titles
WORD = re.compile(r"\w+")
_kept: "tuple[Changes, float, WordList] | None" = None


@dataclass
class WordList:
    """Folded words with how often they stand in titles; by length, each with the set of its letters as bits."""

    times: Counter[str]
    spelled: dict[str, str] = field(default_factory=dict)  # as it is written, where that differs
    by_length: dict[int, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for word in self.times:
            if LEAST - 1 <= len(word) <= MOST + 2:
                self.by_length[len(word)].append((word, _letters(word)))

    def __contains__(self, word: str) -> bool:
        return word in self.times

    def near(self, word: str, most: int = 4) -> list[str]:
        """The words that one slip (two in a long word) makes into this one, the nearest and commonest first."""
        if not LEAST <= len(word) <= MOST:
            return []
        slips = 1 if len(word) < 8 else 2
        mask, found = _letters(word), []
        for length in range(len(word) - slips, len(word) + slips + 1):
            for other, letters in self.by_length.get(length, ()):
                if (mask ^ letters).bit_count() <= 2 * slips and other != word:
                    steps = distance(word, other, slips)
                    if steps <= slips:
                        found.append((steps, word[0] != other[0], -self.times[other], other))
        return [other for *_order, other in sorted(found)[:most]]

    def parted(self, word: str) -> list[str]:
        """`childprotection` as `child protection`."""
        cuts = [(word[:at], word[at:]) for at in range(3, min(len(word), MOST) - 2)]
        known = [
            (self.times[one] + self.times[two], f"{one} {two}") for one, two in cuts if one in self and two in self
        ]
        return [max(known)[1]] if known else []


def distance(one: str, other: str, most: int) -> int:
    """Letters to put in, take out, change or swap with their neighbour; `most + 1` where it is more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row, before_last = row, [i], before
        for j, its in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = last
    return row[-1]


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def now(changes: Changes) -> WordList:
    """The list as of the last changes (`terms.stamp`), or a little older."""
    global _kept
    kept, moment = _kept, time.monotonic()
    if kept and (kept[0] == changes or (changes[0][1] > LARGE and moment - kept[1] < PATIENCE)):
        return kept[2]
    _kept = changes, moment, read()
    return _kept[2]


def read() -> WordList:
    times: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    plain: set[str] = set()  # an accent of one language is no better spelling in another
    for text, weight in _texts():
        for word in fold(text).split():
            times[word] += weight
        written = WORD.findall(unicodedata.normalize("NFC", text.lower()))
        plain.update(written)
        if not text.isascii():
            spelled.update((fold(word), word) for word in written if not word.isascii())
    return WordList(times, {word: accented for word, accented in spelled.items() if word not in plain})


def _texts() -> Iterator[tuple[str, int]]:
    """Titles once, names and synonyms in every language as often as they weigh."""
    seen = Resource.objects.visible_to(AnonymousUser()).order_by().values_list("title", "english_title")
    for title, english in seen.iterator(chunk_size=2000):
        yield f"{title} {english}", 1
    for model in (Theme, Cadre, Region, Concept, Country):
        for term in model._base_manager.order_by().iterator():  # type: ignore[attr-defined]
            yield words_of(term), FOR_TERMS
    for name, short in Organisation._base_manager.order_by().values_list("name", "short_name"):
        yield f"{name} {short}", FOR_TERMS
