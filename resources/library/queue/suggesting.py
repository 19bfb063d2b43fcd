"""What a text seems to be about: themes and countries whose names or other words stand in it, and its language."""

import re
from dataclasses import dataclass, field
from typing import Any

from foundation.text import fold
from foundation.vocabulary.models import Country, Theme

MOST = 5
LETTERS = 60_000  # of the text that is looked through
TITLE = 5  # how often a word of the title counts
SHORTEST = 4  # letters of a name that is looked for
# The commonest small words of each language, which nearly every page has.
SMALL = {
    "en": "the of and to in is for with that are",
    "fr": "le la les des est et dans pour une que",
    "es": "el los las del que y en una por para",
    "pt": "os das dos uma que em para com nao do",
    "ar": "في من على الى ان التي هذا عن مع او",
    "sw": "ya wa na kwa katika ni la za cha kuwa",
}


@dataclass(frozen=True, slots=True)
class Suggested:
    themes: list[Theme] = field(default_factory=list)
    countries: list[Country] = field(default_factory=list)
    language: str = ""  # empty where nothing tells, or where it is the one that was chosen


def suggest(title: str, about: str, text: str, language: str) -> Suggested:
    heads = f" {fold(f'{title} {about}')} "
    body = f" {fold(text[:LETTERS])} "
    themes = _best(list(Theme._base_manager.all()), heads, body)
    countries = _best(list(Country._base_manager.all()), heads, body)
    guessed = language_of(f"{title} {about} {text[:LETTERS]}")
    return Suggested(themes, countries, "" if guessed == language else guessed)


def _best(terms: list[Any], heads: str, body: str) -> list[Any]:
    weighed = [(_weight(term, heads, body), -place, term) for place, term in enumerate(terms)]
    found = sorted((one for one in weighed if one[0]), key=lambda one: one[:2], reverse=True)
    return [term for _weight_of, _place, term in found[:MOST]]


def _weight(term: Any, heads: str, body: str) -> int:
    names = {fold(name) for name in [*term.names.values(), *term.synonyms.split("\n")]}
    names = {name for name in names if len(name) >= SHORTEST}
    return sum(TITLE * heads.count(f" {name} ") + body.count(f" {name} ") for name in names)


def language_of(text: str) -> str:
    """By its small words; empty where fewer than five of them stand there or two languages are as likely."""
    words = re.findall(r"\w+", fold(text))
    counts = {code: sum(word in small for word in words) for code, small in _small().items()}
    (best, most), (_second, next_most) = sorted(counts.items(), key=lambda one: one[1], reverse=True)[:2]
    return best if most >= 5 and most > next_most else ""


def _small() -> dict[str, set[str]]:
    return {code: set(fold(words).split()) for code, words in SMALL.items()}
