"""Titles of the site's own addresses, asked of the rooms that own them. Only what everybody may see has one."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override

Lookup = Callable[..., str | None]  # takes what the address says; None where not everybody sees it
_lookups: dict[str, Lookup] = {}


def register(url_name: str, lookup: Lookup) -> None:
    """A room tells, when it starts, how the things behind one of its addresses are called."""
    _lookups[url_name] = lookup


def path_of(address: str) -> str | None:
    """The path, without language prefix, of an address of this site; None for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    own = not parts.scheme or (parts.scheme in {"http", "https"} and parts.netloc.lower() == _host())
    if not own or (parts.netloc and not parts.scheme) or not parts.path.startswith("/"):
        return None
    path = unquote(parts.path)
    first, _slash, rest = path[1:].partition("/")
    prefixed = first != settings.LANGUAGE_CODE and first in dict(settings.LANGUAGES)
    return f"/{rest}" if prefixed else path


def _host() -> str:
    return urlsplit(settings.SITE_URL).netloc.lower()


def title_of(address: str) -> str | None:
    """The title of a thing of this site that everybody may see; at most one query."""
    path = path_of(address)
    if path is None:
        return None
    try:
        with override(settings.LANGUAGE_CODE):  # its addresses have no prefix
            found = resolve(path)
    except Resolver404:
        return None
    lookup = _lookups.get(found.url_name or "")
    known: dict[str, Any] = found.kwargs
    return (lookup(**known) or None) if lookup else None
