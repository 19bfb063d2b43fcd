"""What a citation says of a record, before it is written in one of the formats."""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import override

from resources.library.models import Kind, Resource

PARTS = ("publishers", "themes")  # to be prefetched where many records are written
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
OTHERS = re.compile(r"[,;]?\s*\b(and others|et al\.?|et autres|y otros|e outros|na wengine)\s*$", re.IGNORECASE)
INITIALS = re.compile(r"(?:[^\W\d_]{1,2}(?:\.[\s-]*|[\s-]+|$)){1,4}$")
PARTICLES = {"van", "von", "de", "da", "do", "dos", "das", "del", "della", "der", "den", "di", "du", "la", "le", "el",
             "al", "bin", "ibn", "ter", "ten"}  # fmt: skip
BODIES = re.compile(
    r"\b(alliance|association|centre|center|council|department|federation|foundation|government|group|institute|"
    r"international|minist\w+|network|organi[sz]ation|organisation|programme|society|team|union|unit|university|"
    r"université|universidad\w*|universidade|wizara)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person, or an organisation, which has no given name."""

    family: str
    given: str = ""
    body: bool = False

    @property
    def inverted(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Facts:
    kind: Kind
    genre: str
    title: str
    english_title: str
    authors: list[Name]
    others: bool
    publishers: list[str]
    year: int | None
    edition: str
    series: str
    doi: str
    isbn: str
    identifier: str
    language: str
    summary: str
    keywords: list[str]
    url: str
    accessed: date
    key: str


def line(text: str) -> str:
    """One line without characters that are none."""
    return " ".join(CONTROL.sub(" ", text).split())


def address(record: Resource) -> str:
    """The same in every language of the interface."""
    return f"{settings.SITE_URL}/resources/{record.slug}/"


def facts(record: Resource) -> Facts:
    publishers = [line(maker.name) for maker in record.publishers.all()]
    written = line(record.authors)
    others = bool(OTHERS.search(written))
    authors = names(OTHERS.sub("", written), publishers) or [Name(maker, body=True) for maker in publishers]
    first = slugify(authors[0].family)[:30] if authors else ""
    kind = Kind(record.kind)
    with override("en"):
        genre = str(kind.label)
    return Facts(
        kind=kind,
        genre=genre,
        title=line(record.title),
        english_title=line(record.english_title),
        authors=authors,
        others=others,
        publishers=publishers,
        year=record.year,
        edition=line(record.edition),
        series=line(record.series),
        doi=line(record.doi),
        isbn=line(record.isbn),
        identifier=line(record.identifier),
        language=record.language,
        summary=line(record.summary),
        keywords=[line(str(theme)) for theme in record.themes.all()],
        url=address(record),
        accessed=timezone.localdate(),
        key=f"{first or 'record'}{record.year or ''}-{record.pk or 'new'}",
    )


def names(written: str, bodies: list[str]) -> list[Name]:
    """The authors of a line that people typed: `Roby, J.; Diop, Awa`, `N. Bockel, S. Romão`, `Ministry of Health`."""
    if written in bodies:
        return [Name(written, body=True)]
    if ";" in written:
        parts = written.split(";")
    else:
        parts = [part for some in re.split(r"\s+(?:and|&|et)\s+", written) for part in _at_commas(some)]
    return [_name(part.strip(" ,"), bodies) for part in parts if part.strip(" ,")]


def _at_commas(text: str) -> list[str]:
    """Commas part names (`A. Diop, B. Roby`), unless what follows one is a given name (`Diop, A., Roby, B.`)."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if len(pieces) == 2 and " " not in pieces[0]:
        return [", ".join(pieces)]
    made: list[str] = []
    for piece in pieces:
        if made and "," not in made[-1] and INITIALS.match(piece):
            made[-1] += f", {piece}"
        else:
            made.append(piece)
    return made


def _name(text: str, bodies: list[str]) -> Name:
    if text in bodies or BODIES.search(text):
        return Name(text, body=True)
    if "," in text:
        family, given = (part.strip() for part in text.split(",", 1))
        return Name(family, given)
    words = text.split()
    if len(words) == 1:
        return Name(text, body=text.isupper() and len(text) > 1)
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]))
