"""Giving out a file: in parts, without filling memory, counted without knowing who."""

import asyncio
import hashlib
import logging
import re
from collections.abc import AsyncIterator, Iterator
from typing import IO
from urllib.parse import quote

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.handlers.asgi import ASGIRequest
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import get_language

from resources.library.models import Download, ResourceFile
from resources.library.ranges import NotInside, part

log = logging.getLogger("commons.library")
CHUNK = 64 * 1024
ROBOTS = re.compile(r"bot|crawl|spider|slurp|preview|monitor|scan|archiver|feed|http-?client", re.IGNORECASE)
DAY = 24 * 3600


def answer(request: HttpRequest, file: ResourceFile) -> HttpResponseBase:
    """200, 206, 304 or 416 with the right headers; a HEAD gets the headers alone."""
    etag, changed = f'"{file.checksum}"', int(file.added_at.timestamp())
    if _known(request, etag):
        return _dressed(HttpResponse(status=304), file, etag, changed)
    try:
        asked = part(request, file.bytes, etag, changed)
    except NotInside:
        refusal = _dressed(HttpResponse(status=416), file, etag, changed)
        refusal["Content-Range"] = f"bytes */{file.bytes}"
        return refusal
    first, last = asked or (0, file.bytes - 1)
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse()
    else:
        if first == 0:
            count(request, file)
        stored = file.file.storage.open(str(file.file.name), "rb")
        stored.seek(first)
        read = _slowly if isinstance(request, ASGIRequest) else _plainly
        response = StreamingHttpResponse(read(stored, last - first + 1), status=206 if asked else 200)
    if asked:
        response["Content-Range"] = f"bytes {first}-{last}/{file.bytes}"
    response["Content-Length"] = str(last - first + 1)
    return _dressed(response, file, etag, changed)


def _known(request: HttpRequest, etag: str) -> bool:
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    return etag in known or known == ["*"]


def _dressed(response: HttpResponseBase, file: ResourceFile, etag: str, changed: int) -> HttpResponseBase:
    plain = re.sub(r'[^A-Za-z0-9._ -]|["\\]', "_", file.filename)
    response["Content-Type"] = file.content_type
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.filename, safe='')}"
    )
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
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


def count(request: HttpRequest, file: ResourceFile) -> None:
    """Once a day for each session or address, robots left out. Only the number is kept; a failure loses a count,
    never a download."""
    if ROBOTS.search(request.headers.get("User-Agent", "")):
        return
    today = timezone.now().date()
    if not cache.add(f"taken:{file.checksum}:{today}:{_asker(request)}", 1, DAY):
        return
    country = (request.user.country_id or "") if request.user.is_authenticated else ""
    try:
        Download.add(file.resource_id, file.checksum, today, get_language() or "en", country)
    except DatabaseError:
        log.warning("download not counted", extra={"facts": {"file": file.pk}})


def _asker(request: HttpRequest) -> str:
    """Tells repeats apart for a day, in the cache only; without the key nobody can turn it back into an address."""
    if request.user.is_authenticated:
        who = f"member {request.user.pk}"
    else:
        try:
            who = f"address {get_adapter().get_client_ip(request)}"
        except PermissionDenied:  # no address known, as behind a socket
            who = "unknown"
    return hashlib.blake2b(who.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16).hexdigest()
