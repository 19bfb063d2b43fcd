"""Giving out a file, counted without knowing who."""

import hashlib
import logging
import re

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language

from foundation import downloads
from resources.library.models import Download, ResourceFile

log = logging.getLogger("commons.library")
ROBOTS = re.compile(r"bot|crawl|spider|slurp|preview|monitor|scan|archiver|feed|http-?client", re.IGNORECASE)
UNASKED = {"prefetch", "preview"}  # as browsers say of what nobody tapped
DAY = 24 * 3600


def answer(request: HttpRequest, file: ResourceFile) -> HttpResponseBase:
    """The file or the part that is asked for, counted when its first byte goes out."""
    added = int(file.added_at.timestamp())
    given = downloads.Given(
        file.file, file.filename, file.content_type, file.bytes, file.checksum, added, **closed(file)
    )
    return downloads.answer(request, given, lambda: count(request, file))


def closed(file: ResourceFile) -> dict[str, str]:
    """What only a group sees is kept by no shared cache."""
    return {"cache": "private, no-cache"} if file.resource.group_id else {}


def count(request: HttpRequest, *files: ResourceFile) -> None:
    """Once a day for each member or address, robots and what a browser fetches on its own left out. Only the number
    is kept; a failure loses a count, never a download."""
    if ROBOTS.search(request.headers.get("User-Agent", "")) or UNASKED & {
        request.headers.get("Sec-Purpose", "").split(";")[0], request.headers.get("Purpose", ""),
    }:  # fmt: skip
        return
    today, who = timezone.now().date(), asker(request)
    new = [file for file in files if cache.add(f"taken:{file.checksum}:{today}:{who}", 1, DAY)]
    country = (request.user.country_id or "") if request.user.is_authenticated else ""
    taken = [(file.resource_id, file.checksum, file.language) for file in new]
    try:
        Download.add(taken, today, get_language() or "en", country)
    except DatabaseError:
        log.warning("downloads not counted", extra={"facts": {"files": [file.pk for file in new]}})


def asker(request: HttpRequest) -> str:
    """Tells repeats apart for a day, in the cache only; without the key nobody can turn it back into an address."""
    if request.user.is_authenticated:
        who = f"member {request.user.pk}"
    else:
        try:
            who = f"address {get_adapter().get_client_ip(request)}"
        except PermissionDenied:  # no address known, as behind a socket
            who = "unknown"
    return hashlib.blake2b(who.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16).hexdigest()
