"""Whole pages of people who are not signed in, kept under a key that names the last change of what they show."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from foundation.web import best_encoding, squeeze

_frame: Callable[[], object] = lambda: 0  # noqa: E731


def name_frame(version: Callable[[], object]) -> None:
    """The room that draws the frame (menus, notice) tells how to ask for its last change."""
    global _frame
    _frame = version


def _release() -> str:
    files = [Path(settings.STATIC_ROOT, "staticfiles.json"), *Path(settings.ROOT).glob("*/**/templates/**/*.html")]
    return hashlib.sha1(str([f.stat().st_mtime_ns for f in files if f.exists()]).encode()).hexdigest()


RELEASE = ""


def release() -> str:
    """Names the templates and files that pages are made of now."""
    global RELEASE
    RELEASE = RELEASE or _release()
    return RELEASE


def tongue() -> str:
    """The language now spoken."""
    return get_language() or ""


def frame_of(request: HttpRequest) -> object:
    """The last change of the frame, asked once for a page."""
    if getattr(request, "stamp", None) is None:
        request.stamp = _frame()  # type: ignore[attr-defined]  # the frame reads it again
    return request.stamp  # type: ignore[attr-defined]


def named(kind: str, request: HttpRequest, parts: tuple[object, ...]) -> str:
    """The key of a kept page: release, frame, language and address, and the last changes it shows."""
    name = repr((release(), frame_of(request), get_language(), request.get_full_path(), request.get_host(), parts))
    return f"{kind}:{hashlib.sha1(name.encode()).hexdigest()}"


def remembered(request: HttpRequest, parts: tuple[object, ...], make: Callable[[], HttpResponse]) -> HttpResponseBase:
    """The page from the cache, else made and kept. Only a GET of nobody signed in is kept, and only a 200.

    `parts` must name every last change the page shows; language, path, query and frame are added here.
    """
    if request.user.is_authenticated or request.method not in {"GET", "HEAD"} or request.COOKIES.get("sessionid"):
        return make()
    key = named("page", request, parts)
    kept: dict[str, bytes] | None = cache.get(key)
    if kept is None:
        response = make()
        if response.status_code != 200 or response.cookies or response.streaming:
            return response
        body = response.content
        kept = {"": body, "gzip": squeeze(body, "gzip"), "br": squeeze(body, "br"), "etag": key.encode()}
        cache.set(key, kept, 24 * 3600)
    etag = f'"{kept["etag"][5:21].decode()}"'
    encoding = best_encoding(request)
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponse(status=304)
    else:
        answer = HttpResponse(kept[encoding])
        if encoding:
            answer["Content-Encoding"] = encoding
    answer["ETag"] = etag
    answer["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(answer, ("Accept-Encoding", "Cookie"))
    return answer
