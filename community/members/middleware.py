"""A phone that several people use: the session ends with the browser or after fifteen idle minutes."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase

IDLE = 15 * 60


class SharedPhoneMiddleware:
    """Sets `request.shared`, which the frame writes as `<html data-shared>` so that the script keeps nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.shared = False  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.get("shared"):
            self._look(request)
        return self.get_response(request)

    def _look(self, request: HttpRequest) -> None:
        now = int(time.time())
        seen = request.session.get("seen", now)
        if now - seen > IDLE:
            logout(request)
            return
        request.shared = True  # type: ignore[attr-defined]
        if now - seen >= 60 or "seen" not in request.session:
            request.session["seen"] = now
