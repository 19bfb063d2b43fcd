"""A text that has no pages, laid out on stretches of about a page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from resources.library.reading import bounds
from resources.library.reading.found import PART, TITLE, Page
from resources.library.reading.tidy import clean

STRETCH = 2_500  # letters
SENTENCE = re.compile(r"[.!?؟。]\s")


@dataclass(slots=True)
class Block:
    """A paragraph, or a heading where it has a level (from 1). `turns`: a page begins with it."""

    text: str
    level: int = 0
    turns: bool = False


class Rows:
    """Paragraphs as they end; a row of a table is one line. `rows` counts how deep."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.row: list[str] = []
        self.level = self.rows = 0
        self.turns = False

    def words(self) -> list[str]:
        said, self.text = "".join(self.text).strip(), []
        return [said] if said else []

    def row_ends(self) -> Iterator[Block]:
        self.rows = max(0, self.rows - 1)
        if self.row and not self.rows:
            yield Block(" | ".join(self.row), 0, self.turns)
            self.row, self.turns = [], False


def gathered(blocks: Iterable[Block]) -> list[Block]:
    """All of them, cleaned, the empty ones left out; a turn of the page goes on to the next."""
    made: list[Block] = []
    letters, turns = 0, False
    for block in blocks:
        turns = turns or block.turns
        block.text = clean(block.text)
        if not block.text:
            continue
        letters += len(block.text)
        if letters > bounds.LETTERS:
            raise bounds.Broken("This file has more text than we read.")
        block.turns, turns = turns, False
        made.append(block)
    return made


def laid_out(blocks: list[Block], *, ruled: bool = False) -> Iterator[Page]:
    """On the pages of the program that wrote it where it is `ruled`; else a new stretch begins at a break that the
    writer made, at a chapter, and at the end of a paragraph when a page is full."""
    chapter = chapter_level(blocks)
    held: list[str] = []
    heading, size = "", 0
    for block in blocks:
        starts = 0 < block.level <= chapter
        for piece in _pieces(block.text):
            full = size + len(piece) > STRETCH * 1.2 if size > STRETCH / 2 else False
            if held and (block.turns or (not ruled and ((starts and size > STRETCH / 3) or full))):
                yield Page("\n\n".join(held), heading)
                held, heading, size = [], "", 0
            block.turns = False
            line = piece.replace("\n", " ") if block.level else piece
            if starts:
                heading = heading or line[:200]
            mark = "" if not block.level else TITLE if block.level <= chapter else PART
            held.append(mark + line)
            size += len(piece)
    if held:
        yield Page("\n\n".join(held), heading)


def chapter_level(blocks: Iterable[Block]) -> int:
    """The highest level that stands more than once: a document may keep the first for its own title."""
    counts = Counter(block.level for block in blocks if block.level)
    return next((level for level in sorted(counts) if counts[level] > 1), min(counts, default=0))


def _pieces(text: str) -> Iterator[str]:
    """A paragraph of several pages is parted at the end of a sentence."""
    while len(text) > STRETCH * 2:
        ends = [found.end() for found in SENTENCE.finditer(text, STRETCH // 2, STRETCH)]
        end = ends[-1] if ends else max(text.rfind(" ", 0, STRETCH), STRETCH // 2)
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    yield text
