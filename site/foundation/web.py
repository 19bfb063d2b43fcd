"""What every answer passes: compression, headers, the language of the prefix, refusals in the site's look."""

import gzip
import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import brotli
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from whitenoise.middleware import WhiteNoiseMiddleware

from foundation.limits import TooMany

Answer = Callable[[HttpRequest], HttpResponseBase]
COMPRESSIBLE = re.compile(r"^(text/|application/(json|xml|atom\+xml|ld\+json|manifest\+json|javascript))")
PRIVATE = "private, no-store"


def best_encoding(request: HttpRequest) -> str:
    """`br`, `gzip` or an empty string, as the client accepts."""
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    return "br" if re.search(r"\bbr\b", accepted) else "gzip" if re.search(r"\bgzip\b", accepted) else ""


def squeeze(body: bytes, encoding: str) -> bytes:
    return brotli.compress(body, quality=5) if encoding == "br" else gzip.compress(body, 6, mtime=0)


class StaticMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise, whose files under ASGI come from an asynchronous iterator, as Django asks."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = WhiteNoiseMiddleware.serve(static_file, request)
        if isinstance(request, ASGIRequest) and isinstance(response, FileResponse) and response.streaming:
            parts: Any = response.streaming_content

            async def later() -> AsyncIterator[bytes]:
                for part in parts:
                    yield part

            response.streaming_content = later()
        return response


class CompressMiddleware:
    """br or gzip where no proxy does it. Streams, ranges and small answers pass as they are."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            not isinstance(response, HttpResponse)
            or response.status_code == 206
            or response.has_header("Content-Encoding")
            or not COMPRESSIBLE.match(response.get("Content-Type", ""))
            or len(response.content) < 600
        ):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        encoding = best_encoding(request)
        if encoding:
            response.content = squeeze(response.content, encoding)
            response["Content-Encoding"] = encoding
            response["Content-Length"] = str(len(response.content))
        return response


class HeadersMiddleware:
    """Members' pages are never stored by a shared cache; the editors' rooms have the looser policy they need."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        if request.path.startswith("/admin/"):
            response._csp_replace = {  # type: ignore[attr-defined]
                "script-src": ["'self'", "'unsafe-inline'"],
                "style-src": ["'self'", "'unsafe-inline'"],
                "img-src": ["'self'", "data:", "blob:"],
                "frame-src": ["'self'"],
                "frame-ancestors": ["'self'"],
            }
            response.headers["X-Frame-Options"] = "SAMEORIGIN"  # previews stand in a frame of the editor
        user = getattr(request, "user", None)
        own = (user is not None and user.is_authenticated) or response.cookies
        if own and not response.has_header("Cache-Control"):
            response["Cache-Control"] = PRIVATE
        return response


class PrefixLocaleMiddleware:
    """The prefix of the address alone chooses the language: no cookie, no header, no redirect, no Vary."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.setdefault("Content-Language", language)
        return response


class RefusalMiddleware:
    """Too many requests: 429 in the site's look, with the seconds to wait."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, TooMany):
            return None
        response = render(request, "429.html", {"wait": error.seconds}, status=429)
        response["Retry-After"] = str(error.seconds)
        return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The session ended or the page is old: the text that was typed comes back with the page."""
    sentence = _(
        "This page is from before you signed in, or it is too old. Load it again; what you wrote is kept below."
    )
    kept = request.POST.get("body", "")[:20000]
    return render(request, "403.html", {"exception": sentence, "kept": kept}, status=403)
