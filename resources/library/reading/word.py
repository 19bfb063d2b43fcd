"""Text of a Word document. Its pages are those of Word, where Word left marks of them."""

from collections.abc import Iterator
from pathlib import Path

from resources.library.reading.bounds import Broken
from resources.library.reading.flow import Block, Rows, gathered, laid_out
from resources.library.reading.found import Found
from resources.library.reading.parts import Parts

UNSEEN = {"Fallback", "del", "moveFrom", "pict"}  # a second form of the same, and what was crossed out


def read(path: Path) -> Found:
    parts = Parts(path)
    if "word/document.xml" not in parts.names:
        raise Broken("This Word document has no text part.")
    walk = Walk(_levels(parts))
    blocks = gathered(walk.blocks(parts, "word/document.xml"))
    if "word/footnotes.xml" in parts.names:
        blocks += gathered(walk.blocks(parts, "word/footnotes.xml"))
    pages = list(laid_out(blocks, ruled=walk.ruled))
    return Found(iter(pages), len(pages) if walk.ruled else None)


def _levels(parts: Parts) -> dict[str, int]:
    """Of the styles that are headings, by their id."""
    levels: dict[str, int] = {}
    above: dict[str, str] = {}
    style = ""
    if "word/styles.xml" not in parts.names:
        return levels
    for kind, tag, about in parts.events("word/styles.xml"):
        if kind != "start":
            continue
        if tag == "style":
            style = about.get("styleId", "")
        elif tag == "name" and about.get("val", "").lower().startswith("heading "):
            levels[style] = _number(about["val"][8:])
        elif tag == "name" and about.get("val", "").lower() == "title":
            levels[style] = 1
        elif tag == "outlineLvl":
            levels.setdefault(style, _number(about.get("val", "")) + 1)
        elif tag == "basedOn":
            above[style] = about.get("val", "")
    for name, base in above.items():
        if name not in levels and base in levels:
            levels[name] = levels[base]
    return {name: level for name, level in levels.items() if 0 < level < 7}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 3 else 9


class Walk(Rows):
    def __init__(self, levels: dict[str, int]) -> None:
        super().__init__()
        self.levels = levels
        self.ruled = self.point = self.taking = False

    def blocks(self, parts: Parts, name: str) -> Iterator[Block]:
        hidden = 0
        for kind, tag, about in parts.events(name):
            if hidden or (tag in UNSEEN and kind != "text"):
                hidden += (kind == "start") - (kind == "end")
            elif kind == "text":
                if self.taking:
                    self.text.append(tag)
            elif kind == "start":
                self.taking = tag == "t"
                yield from self._start(tag, about)
            else:
                self.taking = False
                yield from self._end(tag)

    def _start(self, tag: str, about: dict[str, str]) -> Iterator[Block]:
        value = about.get("val", "")
        if tag == "pStyle":
            self.level = self.levels.get(value, 0)
        elif tag == "outlineLvl":
            self.level = _number(value) + 1 if _number(value) < 6 else 0
        elif tag == "numPr":
            self.point = True
        elif tag == "tr":
            self.rows += 1
        elif tag == "lastRenderedPageBreak" or (tag == "br" and about.get("type") == "page"):
            self.ruled = self.ruled or tag == "lastRenderedPageBreak"
            if not self.rows:  # a row that goes over two pages stays on the first
                yield from self._said()
            self.turns = True
        elif tag in GLYPHS:
            self.text.append(GLYPHS[tag])

    def _end(self, tag: str) -> Iterator[Block]:
        if tag == "p":
            if self.rows:
                self.row += self.words()
            else:
                yield from self._said()
            self.level, self.point = 0, False
        elif tag == "tr":
            yield from self.row_ends()

    def _said(self) -> Iterator[Block]:
        for said in self.words():
            yield Block(f"• {said}" if self.point and not self.level else said, self.level, self.turns)
            self.turns = self.point = False


GLYPHS = {"tab": " ", "cr": "\n", "br": "\n", "noBreakHyphen": "-"}
