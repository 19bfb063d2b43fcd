"""Giving out a file in parts, without filling memory."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import quote

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date

from foundation.ranges import NotInside, part

CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it is given out. `mark` names its content; `changed` is in seconds."""

    file: Any
    filename: str
    content_type: str
    bytes: int
    mark: str
    changed: int
    cache: str = "public, max-age=0, must-revalidate"
    inline: bool = False


def answer(request: HttpRequest, given: Given, begun: Callable[[], None] | None = None) -> HttpResponseBase:
    """200, 206, 304 or 416 with the right headers; a HEAD gets the headers alone. `begun` hears of a first byte."""
    etag = f'"{given.mark}"'
    if known(request, etag):
        return dressed(HttpResponse(status=304), given, etag)
    try:
        asked = part(request, given.bytes, etag, given.changed)
    except NotInside:
        refusal = dressed(HttpResponse(status=416), given, etag)
        refusal["Content-Range"] = f"bytes */{given.bytes}"
        return refusal
    first, last = asked or (0, given.bytes - 1)
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse()
    else:
        if first == 0 and begun:
            begun()
        stored = given.file.storage.open(str(given.file.name), "rb")
        stored.seek(first)
        read = _slowly if isinstance(request, ASGIRequest) else _plainly
        response = StreamingHttpResponse(read(stored, last - first + 1), status=206 if asked else 200)
    if asked:
        response["Content-Range"] = f"bytes {first}-{last}/{given.bytes}"
    response["Content-Length"] = str(last - first + 1)
    return dressed(response, given, etag)


def known(request: HttpRequest, etag: str) -> bool:
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    return etag in known or known == ["*"]


def dressed(response: HttpResponseBase, given: Given, etag: str) -> HttpResponseBase:
    plain = re.sub(r'[^A-Za-z0-9._ -]|["\\]', "_", given.filename)
    how = "inline" if given.inline else "attachment"
    response["Content-Type"] = given.content_type
    response["Content-Disposition"] = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(given.filename, safe='')}"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(given.changed)
    response["Cache-Control"] = given.cache
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _plainly(stored: IO[bytes], left: int) -> Iterator[bytes]:
    with stored:
        while left > 0 and (chunk := stored.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


async def _slowly(stored: IO[bytes], left: int) -> AsyncIterator[bytes]:
    """Under ASGI Django would read a plain iterator to its end before it sends the first byte."""
    try:
        while left > 0 and (chunk := await asyncio.to_thread(stored.read, min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
    finally:
        stored.close()
