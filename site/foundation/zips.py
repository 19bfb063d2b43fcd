"""A ZIP that is sent while it is read: what is in it is stored as it is, so its length is known before the first byte.

Sums and lengths stand before each file and not behind it (a file is read twice for that), since programs on phones that
unpack while they load refuse a stored file whose length comes later. No file of 4 GB, no ZIP of 4 GB, at most 65,535.
"""

import asyncio
import hashlib
import zlib
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from struct import pack
from typing import IO

from django.core.cache import cache
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from foundation.downloads import CHUNK, Given, dressed, known

LOCAL, CENTRAL, END = 30, 46, 22  # bytes of the three kinds of heads, without the name
UTF8 = 0x800
VERSION, UNIX = 20, 3 << 8
MODE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it stands in the ZIP; `mark` names its content: other bytes, another mark."""

    name: str
    size: int
    mark: str
    changed: datetime
    open: Callable[[], IO[bytes]]


def length(entries: list[Entry]) -> int:
    return END + sum(LOCAL + CENTRAL + 2 * len(one.name.encode()) + one.size for one in entries)


def mark(entries: list[Entry]) -> str:
    return hashlib.sha256(repr([(one.name, one.size, one.mark) for one in entries]).encode()).hexdigest()[:32]


def chunks(entries: list[Entry]) -> Generator[bytes]:
    """Raises OSError where a file is no longer as long as it was: the reader sees that the download broke off."""
    heads, at = [], 0
    for one in entries:
        name = one.name.encode()
        facts = pack("<HHHIII", 0, *moment(one.changed), sum_of(one), one.size, one.size)
        yield pack("<IHH", 0x04034B50, VERSION, UTF8) + facts + pack("<HH", len(name), 0) + name
        tail = pack("<HHHHHII", len(name), 0, 0, 0, 0, MODE, at)
        heads.append(pack("<IHHH", 0x02014B50, UNIX | VERSION, VERSION, UTF8) + facts + tail + name)
        yield from pieces(one)
        at += LOCAL + len(name) + one.size
    yield from heads
    size = sum(len(head) for head in heads)
    yield pack("<IHHHHIIH", 0x06054B50, 0, 0, len(heads), len(heads), size, at, 0)


def pieces(one: Entry) -> Iterator[bytes]:
    left = one.size
    with one.open() as stored:
        while left > 0 and (piece := stored.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece
    if left:
        raise OSError(f"{one.mark} is {left} bytes short")


def sum_of(one: Entry) -> int:
    """The CRC-32, kept by the mark of the content."""
    key = f"crc:{hashlib.sha256(f'{one.mark} {one.size}'.encode()).hexdigest()[:32]}"
    kept: int | None = cache.get(key)
    if kept is None:
        kept = 0
        for piece in pieces(one):
            kept = zlib.crc32(piece, kept)
        cache.set(key, kept, 30 * 24 * 3600)
    return kept


def moment(when: datetime) -> tuple[int, int]:
    """Time and date as MS-DOS wrote them, which begins in 1980."""
    year = max(0, when.year - 1980)
    return (when.hour << 11 | when.minute << 5 | when.second // 2, year << 9 | when.month << 5 | when.day)


def answer(
    request: HttpRequest, entries: list[Entry], filename: str, begun: Callable[[], None] | None = None
) -> HttpResponseBase:
    """200 or 304; a HEAD gets the heads alone. Parts are not given: `Accept-Ranges: none`."""
    total, etag = length(entries), f'"{mark(entries)}"'
    given = Given(None, filename, "application/zip", total, etag, 0, cache="private, max-age=0, must-revalidate")
    if known(request, etag):
        response: HttpResponseBase = HttpResponse(status=304)
    elif request.method == "HEAD":
        response = HttpResponse()
    else:
        if begun:
            begun()
        slow = isinstance(request, ASGIRequest)
        response = StreamingHttpResponse(_slowly(chunks(entries)) if slow else chunks(entries))
    dressed(response, given, etag)
    del response["Last-Modified"]
    response["Accept-Ranges"] = "none"
    if response.status_code == 200:
        response["Content-Length"] = str(total)
    patch_vary_headers(response, ("Cookie",))
    return response


async def _slowly(parts: Generator[bytes]) -> AsyncIterator[bytes]:
    """Under ASGI Django would read a plain iterator to its end before it sends the first byte."""
    try:
        while part := await asyncio.to_thread(next, parts, b""):
            yield part
    finally:
        with suppress(ValueError):  # the reader went away in the middle of a read; its thread closes the file
            parts.close()
