"""Text of an OpenDocument text."""

from collections.abc import Iterator
from pathlib import Path

from resources.library.reading.bounds import Broken, Locked
from resources.library.reading.flow import Block, Rows, gathered, laid_out
from resources.library.reading.found import Found
from resources.library.reading.parts import Parts

UNSEEN = {"annotation", "tracked-changes", "sequence-decls", "forms", "desc", "title", "tracked"}


def read(path: Path) -> Found:
    parts = Parts(path)
    if "META-INF/manifest.xml" in parts.names and b"encryption-data" in parts.whole("META-INF/manifest.xml"):
        raise Locked
    if "content.xml" not in parts.names:
        raise Broken("This document has no text part.")
    walk = Walk()
    blocks = gathered(walk.blocks(parts))
    pages = list(laid_out(blocks, ruled=walk.ruled))
    return Found(iter(pages), len(pages) if walk.ruled else None)


class Walk(Rows):
    def __init__(self) -> None:
        super().__init__()
        self.ruled = False
        self.depth = self.points = 0

    def blocks(self, parts: Parts) -> Iterator[Block]:
        hidden = 0
        for kind, tag, about in parts.events("content.xml"):
            if hidden or (tag in UNSEEN and kind != "text"):
                hidden += (kind == "start") - (kind == "end")
            elif kind == "text":
                if self.depth:
                    self.text.append(tag.replace("\n", " "))
            elif kind == "start":
                yield from self._start(tag, about)
            else:
                yield from self._end(tag)

    def _start(self, tag: str, about: dict[str, str]) -> Iterator[Block]:
        if tag in ("p", "h"):
            self.depth += 1
            given = about.get("outline-level", "1")
            self.level = min(int(given), 6) if tag == "h" and given.isdecimal() and len(given) < 3 else 0
        elif tag in GLYPHS:
            self.text.append(GLYPHS[tag])
        elif tag == "list-item":
            self.points += 1
        elif tag == "table-row":
            self.rows += 1
        elif tag == "soft-page-break":
            self.ruled = True
            if not self.rows:
                yield from self._said()
            self.turns = True

    def _end(self, tag: str) -> Iterator[Block]:
        if tag in ("p", "h"):
            self.depth = max(0, self.depth - 1)
            if self.rows:
                self.row += self.words()
            else:
                yield from self._said()
        elif tag == "list-item":
            self.points = max(0, self.points - 1)
        elif tag == "table-row":
            yield from self.row_ends()

    def _said(self) -> Iterator[Block]:
        for said in self.words():
            yield Block(f"• {said}" if self.points and not self.level else said, self.level, self.turns)
            self.turns = False


GLYPHS = {"tab": " ", "s": " ", "line-break": "\n"}
