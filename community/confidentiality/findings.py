"""What in a text could tell who a client is. Pure functions; a person decides what to do about it.

    find("Call 0712 345 678")  ->  [Finding(Kind.PHONE, 5, 17, "0712 345 678")]

It finds forms, not meaning: a name that nothing points at, or a village, is not found.
"""

import unicodedata
from collections.abc import Callable, Iterator

from community.confidentiality import dates, persons, phones, places
from community.confidentiality.kinds import Finding, Kind

Spans = Iterator[tuple[int, int]]
# In the order in which they may claim a stretch of text: an identity number is no telephone number.
FINDERS: tuple[tuple[Kind, Callable[[str], Spans]], ...] = (
    (Kind.EMAIL, persons.emails),
    (Kind.COORDINATES, places.points),
    (Kind.NUMBER, persons.numbers),
    (Kind.DATE, dates.dates),
    (Kind.ADDRESS, places.houses),
    (Kind.PHONE, phones.phones),
    (Kind.NAME, persons.names),
)
SAME = str.maketrans(
    {**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"), **dict.fromkeys("\u00a0\u202f\u2007\u2009\t", " "), "\uff0b": "+", "\uff20": "@"}
)  # fmt: skip


def find(text: str) -> list[Finding]:
    """In the order of the text, none over another."""
    same = _same_length(text)
    taken: list[tuple[int, int]] = []
    found: list[Finding] = []

    def claim(kind: Kind, start: int, end: int) -> None:
        if all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
            found.append(Finding(kind, start, end, text[start:end]))

    bare = same
    for start, end in persons.links(same):
        kind = _of_link(same[start:end])
        if kind:
            claim(kind, start, end)
        # the figures of an address are no telephone number and no date
        bare = bare[:start] + " " * (end - start) + bare[end:]
    for kind, finder in FINDERS:
        for start, end in finder(bare):
            of_birth = kind == Kind.DATE and dates.is_of_birth(bare, start)
            claim(Kind.BIRTH if of_birth else kind, start, end)
    return sorted(found, key=lambda one: one.start)


def _of_link(address: str) -> Kind | None:
    if persons.CALLED.search(address):
        return Kind.PHONE
    if persons.PROFILE.search(address):
        return Kind.PROFILE
    return Kind.COORDINATES if any(places.points(address)) else None


def _same_length(text: str) -> str:
    """Figures of every script as 0-9, dashes and spaces of one kind; each letter stays where it stands."""
    if text.isascii():
        return text.replace("\t", " ")
    text = text.translate(SAME)
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
