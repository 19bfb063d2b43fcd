"""Text of an EPUB, in the order in which it is read."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from resources.library.reading.bounds import Broken, Locked
from resources.library.reading.flow import Block, gathered, laid_out
from resources.library.reading.found import Found
from resources.library.reading.parts import Parts
from resources.library.reading.web import blocks_of

CONTAINER = "META-INF/container.xml"


def read(path: Path) -> Found:
    parts = Parts(path)
    if "META-INF/rights.xml" in parts.names:
        raise Locked
    if CONTAINER not in parts.names:
        raise Broken("This book has no list of its parts.")
    return Found(laid_out(gathered(_blocks(parts))))


def _blocks(parts: Parts) -> Iterator[Block]:
    """Each part of the book begins on a page of its own."""
    for name in _order(parts):
        made = blocks_of(parts.whole(name).decode("utf-8", "replace"))
        if made:
            made[0].turns = True
        yield from made


def _order(parts: Parts) -> list[str]:
    books = [about.get("full-path", "") for _kind, tag, about in parts.events(CONTAINER) if tag == "rootfile"]
    book = next((name for name in books if name in parts.names), None)
    if book is None:
        raise Broken("This book has no list of its parts.")
    files: dict[str, str] = {}
    order: list[str] = []
    for kind, tag, about in parts.events(book):
        if kind == "start" and tag == "item" and "html" in about.get("media-type", ""):
            files[about.get("id", "")] = posixpath.normpath(
                posixpath.join(posixpath.dirname(book), unquote(about.get("href", "")))
            )
        elif kind == "start" and tag == "itemref":
            order.append(about.get("idref", ""))
    wanted = dict.fromkeys(files[one] for one in order if one in files)
    return [name for name in wanted if name in parts.names]
