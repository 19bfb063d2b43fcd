"""The part of a file that is asked for, so that a download goes on where the line dropped (RFC 9110, 14)."""

import re

from django.http import HttpRequest
from django.utils.http import parse_http_date_safe

SINGLE = re.compile(r"bytes=\s*(\d{0,19})-(\d{0,19})\s*")


class NotInside(Exception):
    """The range lies outside the file: 416."""


def part(request: HttpRequest, size: int, etag: str, changed: int) -> tuple[int, int] | None:
    """First and last byte, or None for the whole: no range, several, one we cannot read, or a file that has changed."""
    asked = SINGLE.fullmatch(request.headers.get("Range", "").strip())
    if not asked or asked.groups() == ("", "") or request.method != "GET" or not _still(request, etag, changed):
        return None
    first, last = asked.groups()
    if not first:
        if int(last) == 0 or size == 0:
            raise NotInside
        return max(0, size - int(last)), size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise NotInside
    return int(first), min(int(last), size - 1) if last else size - 1


def _still(request: HttpRequest, etag: str, changed: int) -> bool:
    """`If-Range`: the part is given only of the very file that the first part was of."""
    known = request.headers.get("If-Range", "").strip()
    if not known:
        return True
    if known.startswith(('"', "W/")):
        return known == etag
    return parse_http_date_safe(known) == changed
