"""A plain text: paragraphs by empty lines, pages by form feeds."""

import re
from collections.abc import Iterator
from pathlib import Path

from resources.library.reading import bounds
from resources.library.reading.flow import Block, gathered, laid_out
from resources.library.reading.found import Found
from resources.library.reading.tidy import clean, paragraphs, unbroken


def read(path: Path) -> Found:
    with path.open("rb") as file:
        raw = file.read(bounds.LETTERS * 4 + 1)
    return Found(laid_out(gathered(_blocks(raw.decode("utf-8-sig", "replace")))))


def _blocks(text: str) -> Iterator[Block]:
    for number, sheet in enumerate(text.split("\f")):
        turns = number > 0
        for part in re.split(r"\n[ \t]*\n", unbroken(sheet)):
            for paragraph in paragraphs(clean(part).split("\n")):
                yield Block(paragraph, turns=turns)
                turns = False
