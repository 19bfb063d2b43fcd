"""Small web pages of what was read: one for each chapter, or for ten pages, none so long that a phone waits for it."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from resources.library.models import Chapter, Leaf, Reading
from resources.library.reading.found import PART, TITLE

TOGETHER = 10  # pages, where nothing says where a chapter begins
LARGEST = 44_000  # bytes of html; with the frame around it a page stays under 60 KB
LONGEST = 6_000  # letters of one paragraph
POINT = re.compile(r"[•●◦▪■–—‣·*-]\s+")
NUMBER = re.compile(r"(?:page|p\.?)?\s*[\divxlc]{1,6}(?:\s*(?:/|of|de|sur)\s*\d{1,5})?", re.IGNORECASE)
Part = tuple[Leaf, list[str]]  # a page, or some of it


def make(reading: Reading) -> None:
    """Replaces the chapters of a reading by new ones of its stored pages."""
    keep(reading, made_of(list(Leaf._base_manager.filter(reading=reading))))


def keep(reading: Reading, made: Sequence[Chapter]) -> None:
    """In the caller's transaction."""
    Chapter._base_manager.filter(reading=reading).delete()
    for chapter in made:
        chapter.reading = reading
    Chapter._base_manager.bulk_create(made, batch_size=50)


def made_of(leaves: Sequence[Leaf]) -> list[Chapter]:
    """None where no page has a word."""
    running = _running(leaves)
    chapters: list[Chapter] = []
    for title, group in _groups(leaves):
        for parts in _cut([(leaf, _paragraphs(leaf, running, title)) for leaf in group]):
            html = "".join(_section(leaf, paragraphs) for leaf, paragraphs in parts)
            if not any(paragraphs for _leaf, paragraphs in parts):
                continue
            made = Chapter(number=len(chapters) + 1, title=title, html=html)
            made.first_page, made.last_page = parts[0][0].number, parts[-1][0].number
            made.packed = len(gzip.compress(html.encode(), 9, mtime=0))
            chapters.append(made)
    return chapters


def _groups(leaves: Sequence[Leaf]) -> Iterator[tuple[str, Sequence[Leaf]]]:
    """By chapters where they are longer than a page or so; slides have a title each and go by tens."""
    starts = [place for place, leaf in enumerate(leaves) if leaf.heading]
    if len(starts) > 1 and len(leaves) >= 1.5 * len(starts):
        if starts[0]:
            yield "", leaves[: starts[0]]
        for start, end in pairwise([*starts, len(leaves)]):
            yield leaves[start].heading, leaves[start:end]
    else:
        for start in range(0, len(leaves), TOGETHER):
            yield "", leaves[start : start + TOGETHER]


def _running(leaves: Sequence[Leaf]) -> set[str]:
    """Lines that stand at the head or foot of most pages."""
    if len(leaves) < 5:
        return set()
    seen: Counter[str] = Counter()
    for leaf in leaves:
        paragraphs = leaf.text.split("\n\n")
        seen.update({_shape(paragraphs[0]), _shape(paragraphs[-1])})
    return {shape for shape, times in seen.items() if shape and times > len(leaves) * 0.6}


def _shape(paragraph: str) -> str:
    return re.sub(r"\d+", "#", paragraph) if len(paragraph) < 120 else ""


def _paragraphs(leaf: Leaf, running: set[str], title: str) -> list[str]:
    """Without what stands on every page, with the page's own heading once."""
    found = [paragraph for paragraph in leaf.text.split("\n\n") if paragraph.strip(PART + " ")]
    for end in (0, -1):
        while found and (NUMBER.fullmatch(found[end]) or (len(found) > 1 and _shape(found[end]) in running)):
            found.pop(end)
    heads = {paragraph.strip(PART) for paragraph in found if paragraph.startswith(TITLE)}
    if leaf.heading and leaf.heading == title:  # the page's own heading says it
        return [paragraph for paragraph in found if paragraph.strip(PART) != title or not paragraph.startswith(TITLE)]
    if leaf.heading and leaf.heading not in heads:
        found = [f"{TITLE}{leaf.heading}", *(one for one in found if one != leaf.heading)]
    return found


def _cut(pages: Sequence[Part]) -> Iterator[list[Part]]:
    """As many pages together as fit; a page that is too long alone goes on in the next."""
    held: list[Part] = []
    size = 0
    for leaf, paragraphs in pages:
        held.append((leaf, []))
        size += 40
        for paragraph in paragraphs:
            for piece in _pieces(paragraph):
                length = len(_block(piece).encode()) + 9
                if size + length > LARGEST:
                    if not held[-1][1]:
                        held.pop()
                    if held:
                        yield held
                    held, size = [(leaf, [])], 40
                held[-1][1].append(piece)
                size += length
    if held:
        yield held


def _pieces(paragraph: str) -> Iterator[str]:
    while len(paragraph) > LONGEST:
        end = max(paragraph.rfind(" ", 0, LONGEST), LONGEST // 2)
        yield paragraph[:end]
        paragraph = paragraph[end:].lstrip()
    yield paragraph


def _section(leaf: Leaf, paragraphs: Sequence[str]) -> str:
    blocks = "".join(_block(paragraph) for paragraph in paragraphs).replace("</ul><ul>", "")
    return f'<section id="page-{leaf.number}">{blocks}</section>'


def _block(paragraph: str) -> str:
    """Everything of the file is escaped: no letter of it is ever markup."""
    if paragraph.startswith(PART):
        return f"<h3>{escape(paragraph.strip(PART))}</h3>"
    if paragraph.startswith(TITLE):
        return f"<h2>{escape(paragraph.strip(TITLE))}</h2>"
    if point := POINT.match(paragraph):
        return f"<ul><li>{escape(paragraph[point.end() :])}</li></ul>"
    return f"<p>{escape(paragraph)}</p>"
