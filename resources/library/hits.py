"""On which page of a record's files the words of a search stand: asked for the records of one page of hits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from foundation.fulltext.words import alternatives, stem
from foundation.text import STEMMED, terms
from resources.library.excerpts import excerpt
from resources.library.models import Chapter, Leaf, Reading, Resource, ResourceFile
from resources.library.places import address

WORDS = 8  # of a query that are looked for on the pages
PAGES = 6000  # that one question looks through; of larger files only the first


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

    leaf: int
    page: int
    score: int
    counted: bool
    language: str


def pages_of(resources: Iterable[Resource], query: str) -> dict[int, Hit]:
    """The best page by the record's id. Three queries; the files of the records should be fetched before."""
    asked = alternatives(query)[:WORDS]
    files = [file for resource in resources for file in resource.files.all()]  # type: ignore[attr-defined]
    if not asked or not files:
        return {}
    best = _best([file.checksum for file in files], asked, query)
    chosen: dict[int, tuple[ResourceFile, Best]] = {}
    for file in sorted(files, key=lambda file: file.language != get_language()):
        page = best.get(file.checksum)
        if page and (file.resource_id not in chosen or page.score > chosen[file.resource_id][1].score):
            chosen[file.resource_id] = file, page
    texts = _texts([page for _file, page in chosen.values()])
    return {
        pk: Hit(page.page if page.counted else None, words, address(file, page.page, chapter), page.language)
        for pk, (file, page) in chosen.items()
        for text, chapter in [texts[page.leaf]]
        if (words := excerpt(text, asked, page.language))
    }


def _best(checksums: list[str], asked: Sequence[Sequence[str]], query: str) -> dict[str, Best]:
    """By checksum. A page with all the words in a row stands before one that has them apart.

    Pages are compared here: a database would unpack the words of a page anew for each form of each word.
    """
    read = Reading._base_manager.filter(checksum__in=checksums).values_list("pk", "checksum", "language", "pages")
    readings = {pk: more for pk, *more in read.annotate(held=Count("leaves"))}
    leaves = Leaf._base_manager.filter(reading__in=list(readings)).order_by()
    if sum(held for *_more, held in readings.values()) > PAGES:
        leaves = leaves.filter(number__lte=PAGES // len(readings))
    wanted = [[f" {form} " for form in forms] for forms in asked]
    if len(asked) > 1:
        wanted.append([f" {phrase} " for phrase in phrases(query)])
    best: dict[str, Best] = {}
    for pk, reading, number, words in leaves.values_list("pk", "reading", "number", "words"):
        score = sum(any(form in words for form in forms) for forms in wanted)
        checksum, language, counted, _held = readings[reading]
        held = best.get(checksum)
        if score and (held is None or (score, -number) > (held.score, -held.page)):
            best[checksum] = Best(pk, number, score, counted is not None, language)
    return best


def phrases(query: str) -> set[str]:
    """The words of a query in a row, as they stand in the texts of each language."""
    words = " ".join(terms(query)).replace("_", " ").split()[:WORDS]
    return {" ".join(stem(word, language) for word in words) for language in ["", *STEMMED]}


def _texts(pages: list[Best]) -> dict[int, tuple[str, int | None]]:
    """Text and chapter of each page."""
    if not pages:
        return {}
    held = Chapter._base_manager.filter(
        reading=OuterRef("reading"), first_page__lte=OuterRef("number"), last_page__gte=OuterRef("number")
    )
    chapter = Subquery(held.order_by("number").values("number")[:1])
    leaves = Leaf._base_manager.filter(pk__in=[page.leaf for page in pages]).order_by()
    return {pk: (text, place) for pk, text, place in leaves.values_list("pk", "text", chapter)}
