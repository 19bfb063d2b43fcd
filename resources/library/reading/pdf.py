"""Text, headings and the first page of a PDF, by PDFium."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pypdfium2
from PIL import Image

from resources.library.reading import bounds, glyphs
from resources.library.reading.found import TITLE, Found, Page
from resources.library.reading.tidy import clean, paragraphs, unbroken

COVER_SIDE = 480  # pixels of its width, or of its height where it is wide


def opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise bounds.Locked from None
        raise bounds.Broken("This is no whole PDF.") from None


def read(path: Path) -> Found:
    document = opened(path)
    count = len(document)
    if count < 1:
        raise bounds.Broken("This PDF has no pages.")
    if count > bounds.PAGES:
        raise bounds.Broken("This file has more pages than we read.")
    return Found(_pages(document, count), count, kind="pdf")


def _pages(document: pypdfium2.PdfDocument, count: int) -> Iterator[Page]:
    titles = _outline(document)
    for number in range(count):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            yield Page("", titles.get(number, ""))
            continue
        yield _page(page.get_textpage(), titles.get(number, ""))
        page.close()


def _page(text: pypdfium2.PdfTextPage, title: str) -> Page:
    raw = text.get_text_range() if text.count_chars() else ""
    ranks: list[int] = []
    if len(raw) == text.count_chars():  # else places of letters cannot be told
        ranks = glyphs.ranks(text, raw)
        raw = glyphs.righted(text, raw)
    text.close()
    made = _blocks(raw[: bounds.LETTERS_OF_PAGE].split("\r\n"), ranks)
    if title:
        plain = _bare(title)
        made = [f"{TITLE}{part.strip(TITLE)}" if _bare(part) == plain else part for part in made]
    return Page("\n\n".join(made), title)


def _blocks(lines: list[str], ranks: list[int]) -> list[str]:
    """Lines of one rank that follow each other are one heading, or some paragraphs."""
    made: list[str] = []
    ranked = zip(lines, [*ranks, *([0] * len(lines))], strict=False)
    for rank, group in groupby(ranked, key=lambda one: one[1]):
        said = clean(unbroken("\n".join(line for line, _rank in group)))
        if rank and said:
            made.append(TITLE * rank + said.replace("\n", " "))
        else:
            made += paragraphs(said.split("\n"))
    return made


def _bare(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _outline(document: pypdfium2.PdfDocument) -> dict[int, str]:
    """The chapters' titles by page, from 0. Of several on a page the first; a lone root is stepped over."""
    levels: dict[int, dict[int, str]] = {}
    try:
        for entry in document.get_toc(max_depth=3):
            to = entry.get_dest()
            title, page = clean(entry.get_title()).replace("\n", " ")[:200], to.get_index() if to else None
            if title and page is not None:
                levels.setdefault(entry.level, {}).setdefault(page, title)
    except pypdfium2.PdfiumError:
        return {}
    chosen = next((level for level in sorted(levels) if len(levels[level]) > 1), None)
    return levels[chosen] if chosen is not None else {}


def cover(path: Path, to: Path) -> tuple[int, int]:
    """A small WEBP of the first page, and its measures."""
    page = opened(path)[0]
    width, height = page.get_size()
    if not (width > 0 and height > 0 and 0.1 < width / height < 10):
        raise bounds.Broken("The first page has no shape of a page.")
    scale = COVER_SIDE / max(width, height * 0.7)
    picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    for quality in (72, 55, 40, 25, 10):
        picture.save(to, "WEBP", quality=quality, method=6)
        if to.stat().st_size <= bounds.COVER:
            return picture.size
    raise bounds.Broken("The first page makes too large a picture.")
