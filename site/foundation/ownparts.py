"""Pages that all signed-in readers share, made once, with holes for what is one reader's own.

A template writes `{% own "name" %}` where something differs between readers. `shared` makes the page for nobody in
particular (`Somebody` knows nothing of anybody, so a forgotten hole fails loudly and cannot show one reader's
things to another) and keeps it; `filled` puts the reader's own parts in. Other pages write them at once.
"""

import copy
import hmac
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString, mark_safe

from foundation import pagecache

KEPT = 24 * 3600
# Unguessable, so that no text of a member can be taken for a hole.
SIGN = hmac.new(settings.SECRET_KEY.encode(), b"own parts", "sha1").hexdigest()[:12]
HOLE = re.compile(rf"~{SIGN}:([a-z_0-9.]+)~")
Own = Mapping[str, str | Callable[[], str]]
_makers: dict[str, Callable[[HttpRequest], str]] = {"csrf": get_token}


class Nobodys(Exception):
    """A page that is kept for all signed-in readers asked for something of one of them."""


class Somebody:
    """Any signed-in reader, while a page is made that all of them share."""

    is_authenticated = is_active = True
    is_anonymous = False

    def __getattr__(self, name: str) -> Any:
        raise Nobodys(f"“{name}” belongs to one reader: put it into a hole")


def hole(name: str) -> SafeString:
    return mark_safe(f"~{SIGN}:{name}~")  # noqa: S308


def part(name: str, maker: Callable[[HttpRequest], str]) -> None:
    """The room that draws the frame tells how to make the parts every page has."""
    _makers[name] = maker


def made(request: HttpRequest, name: str) -> str:
    return _makers[name](request)


def is_kept(request: Any) -> bool:
    return getattr(request, "for_somebody", False)


def for_somebody(request: HttpRequest) -> HttpRequest:
    """The same request from nobody in particular: no account, session or messages can be reached through it."""
    neutral = copy.copy(request)
    for name in ("session", "_messages", "_cached_user", "auser"):
        neutral.__dict__.pop(name, None)
    neutral.user = Somebody()  # type: ignore[assignment]
    neutral.for_somebody = True  # type: ignore[attr-defined]
    return neutral


def shared(request: HttpRequest, parts: tuple[object, ...], make: Callable[[HttpRequest], HttpResponse]) -> str:
    """The page with its holes. `parts` must name every last change it shows; language and address are added here."""
    key = pagecache.named("shared", request, (getattr(request, "shared", False), *parts))
    text: str | None = cache.get(key)
    if text is None:
        text = make(for_somebody(request)).content.decode()
        cache.set(key, text, KEPT)
    return text


def put(text: str, own: Mapping[str, str]) -> str:
    """Fills the holes that are named, such as those of one row, and leaves the others."""
    return HOLE.sub(lambda found: own.get(found[1], found[0]), text)


def filled(request: HttpRequest, text: str, own: Own) -> HttpResponse:
    """The reader's page. `own` gives the parts of this page by name; those of the frame are made here."""

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        if name not in own:
            return made(request, name)
        value = own[name]
        return value if isinstance(value, str) else value()

    return HttpResponse(HOLE.sub(fill, text))
