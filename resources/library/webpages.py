"""A file as small web pages: its parts, how one is drawn, and what each costs to take."""

import copy
import hashlib
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import pagecache
from foundation.web import best_encoding, squeeze
from resources.library.models import Chapter, Reading, ResourceFile

EXACT = 16  # parts that are each measured; of a longer file so many, and the others are reckoned from them
MARKED = 80  # pages; more of them in one part are short, and their marks would weigh more than their words
HOLE = "\u2063text\u2063"
PAGE = re.compile(r'<section id="page-(\d+)">')


class Part(NamedTuple):
    """A chapter without its text."""

    reading: int
    number: int
    title: str
    first_page: int
    last_page: int
    packed: int

    def named(self, paged: bool) -> str:
        """Its title; else its pages, where the file has pages."""
        if self.title:
            return self.title
        if not paged:
            return _("Part %(number)d") % {"number": self.number}
        if self.first_page == self.last_page:
            return _("Page %(number)d") % {"number": self.first_page}
        return _("Pages %(first)d to %(last)d") % {"first": self.first_page, "last": self.last_page}


def parts_of(readings: Iterable[Reading]) -> dict[int, list[Part]]:
    """By reading, in one query."""
    found: dict[int, list[Part]] = {}
    held = Chapter._base_manager.filter(reading__in=list(readings)).order_by("reading", "number")
    for row in held.values_list(*Part._fields):
        found.setdefault(row[0], []).append(Part(*row))
    return found


def drawn(request: HttpRequest, file: ResourceFile, reading: Reading, parts: list[Part], at: int, text: str) -> str:
    """The page of the part at this place of the list."""
    part, paged = parts[at], bool(reading.pages)
    beside = {"before": parts[at - 1] if at else None, "after": parts[at + 1] if at + 1 < len(parts) else None}
    names = {name: one.named(paged) if one else "" for name, one in {"title": part, **beside}.items()}
    whole = len(parts) == 1 and not part.title  # a short file, called as itself
    values: dict[str, Any] = {
        "file": file, "resource": file.resource, "reading": reading, "part": part, "parts": len(parts), "text": text,
        **beside, "names": names | ({"title": file.name} if whole else {}), "whole": whole,
    }  # fmt: skip
    return render_to_string("library/chapter.html", values, request)


def marked(html: str, pages: int | None) -> str:
    """With a line that says where each page begins, where the file has more than one."""
    if not pages or pages == 1 or html.count("<section ") > MARKED:
        return html
    words = format_html('<p class="facts" lang="{}" dir="auto">{{}}</p>', get_language() or "en")

    def mark(found: re.Match[str]) -> str:
        return found[0] + words.format(_("Page %(number)d") % {"number": int(found[1])})

    return PAGE.sub(mark, html)


def costs(request: HttpRequest, file: ResourceFile, reading: Reading, parts: list[Part]) -> list[int]:
    """The bytes that are sent for each part, as this reader takes them: language, frame and compression count."""
    encoding, inside = best_encoding(request), request.user.is_authenticated
    frame = (pagecache.release(), pagecache.frame_of(request), get_language(), encoding, inside)
    name = repr((reading.pk, reading.read_at, file.pk, *frame))
    key = f"costs:{hashlib.sha1(name.encode()).hexdigest()}"
    kept: list[int] | None = cache.get(key)
    if kept is None:
        kept = _measured(request, file, reading, parts, encoding)
        cache.set(key, kept, 7 * 24 * 3600)
    return kept


def _measured(request: HttpRequest, file: ResourceFile, reading: Reading, parts: list[Part], how: str) -> list[int]:
    quiet = copy.copy(request)
    quiet._messages = []  # type: ignore[attr-defined]  # what the reader is to be told is not used up
    frame = drawn(quiet, file, reading, parts, len(parts) // 2, HOLE)

    def sent(text: str) -> int:
        return len(squeeze(frame.replace(HOLE, text).encode(), how) if how else frame.replace(HOLE, text).encode())

    chosen = parts if len(parts) <= EXACT else parts[:: -(-len(parts) // EXACT)]
    rows = Chapter._base_manager.filter(reading=reading, number__in=[part.number for part in chosen])
    exact = {number: sent(marked(html, reading.pages)) for number, html in rows.values_list("number", "html")}
    alone = sent("")
    share = sum(size - alone for size in exact.values()) / max(1, sum(part.packed for part in chosen))
    return [exact.get(part.number) or round(alone + share * part.packed) for part in parts]
