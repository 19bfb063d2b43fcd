"""On which page of a record's files the words of a search stand: asked for the records of one page of hits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, or_

from django.db.models import Case, F, IntegerField, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from foundation.fulltext.words import alternatives, stem
from foundation.text import STEMMED, terms
from resources.library.excerpts import excerpt
from resources.library.models import Chapter, Leaf, Resource, ResourceFile
from resources.library.places import address

WORDS = 8  # of a query that are looked for on the pages
PAGES = 6000  # that one question looks through; of larger files only the first
FAR = 1_000_000  # more than any file has pages


@dataclass(frozen=True, slots=True)
class Hit:
    """A page of a file with the words around what was looked for, and where it opens."""

    page: int | None  # None where the file has no pages
    text: SafeString
    href: str
    language: str


@dataclass(frozen=True, slots=True)
class Best:
    """The page of a reading that has most of the words, the first of those."""

    reading: int
    page: int
    score: int
    counted: bool
    language: str


def pages_of(resources: Iterable[Resource], query: str) -> dict[int, Hit]:
    """The best page by the record's id. Two queries; the files of the records should be fetched before."""
    asked = alternatives(query)[:WORDS]
    files = [file for resource in resources for file in resource.files.all()]  # type: ignore[attr-defined]
    if not asked or not files:
        return {}
    best = _best({file.checksum: file.pages or 0 for file in files}, asked, query)
    chosen: dict[int, tuple[ResourceFile, Best]] = {}
    for file in sorted(files, key=lambda file: file.language != get_language()):
        page = best.get(file.checksum)
        if page and (file.resource_id not in chosen or page.score > chosen[file.resource_id][1].score):
            chosen[file.resource_id] = file, page
    texts = _texts([page for _file, page in chosen.values()])
    return {
        pk: Hit(page.page if page.counted else None, words, address(file, page.page, chapter), page.language)
        for pk, (file, page) in chosen.items()
        for text, chapter in [texts[page.reading, page.page]]
        if (words := excerpt(text, asked, page.language))
    }


def _best(pages: dict[str, int], asked: Sequence[Sequence[str]], query: str) -> dict[str, Best]:
    """By checksum. A page with all the words in a row stands before one that has them apart."""
    words = [reduce(or_, (_has(form) for form in forms)) for forms in asked]
    parts = [Case(When(has, then=1), default=0) for has in words]
    if len(asked) > 1:
        parts.append(Case(When(reduce(or_, (_has(phrase) for phrase in phrases(query))), then=1), default=0))
    score = reduce(add, parts)
    within = Q(reading__checksum__in=list(pages))
    if sum(pages.values()) > PAGES:
        within &= Q(number__lte=PAGES // len(pages))
    found = (
        Leaf._base_manager.filter(within)
        .order_by()
        .values("reading", "reading__checksum", "reading__language", "reading__pages")
        .annotate(best=Max(score * Value(FAR) - F("number"), output_field=IntegerField()))
    )
    best = {}
    for row in found:
        if row["best"] <= 0:
            continue
        points = -(-row["best"] // FAR)
        page = points * FAR - row["best"]
        best[row["reading__checksum"]] = Best(
            row["reading"], page, points, row["reading__pages"] is not None, row["reading__language"]
        )
    return best


def phrases(query: str) -> set[str]:
    """The words of a query in a row, as they stand in the texts of each language."""
    words = " ".join(terms(query)).replace("_", " ").split()[:WORDS]
    return {" ".join(stem(word, language) for word in words) for language in ["", *STEMMED]}


def _has(words: str) -> Q:
    return Q(GreaterThan(StrIndex(F("words"), Value(f" {words} ")), 0))


def _texts(pages: list[Best]) -> dict[tuple[int, int], tuple[str, int | None]]:
    """Text and chapter of each page."""
    if not pages:
        return {}
    which = reduce(or_, (Q(reading=page.reading, number=page.page) for page in pages))
    held = Chapter._base_manager.filter(
        reading=OuterRef("reading"), first_page__lte=OuterRef("number"), last_page__gte=OuterRef("number")
    )
    chapter = Subquery(held.order_by("number").values("number")[:1])
    rows = Leaf._base_manager.filter(which).order_by().values_list("reading", "number", "text", chapter)
    return {(reading, number): (text, place) for reading, number, text, place in rows}
