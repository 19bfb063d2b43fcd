"""How programs are let in: so often, from anywhere, and with answers that are not sent twice."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from foundation import limits
from foundation.freshness import fresh

A_MINUTE = 120
View = Callable[..., dict[str, Any]]


def caller(request: HttpRequest) -> str:
    """Whose turn it is, for limits alone."""
    if request.user.is_authenticated:
        return f"member.{request.user.pk}"
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:  # no address known, as behind a socket
        return "unknown"


def door(view: View) -> Callable[..., HttpResponseBase]:
    """Makes an address of the API from a function that returns what to say. Refusals are JSON as well."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return opened(request, HttpResponse(status=204))
        if request.method not in {"GET", "HEAD"}:
            return refused(request, 405, "Only reading is possible here.", Allow="GET, HEAD, OPTIONS")
        try:
            limits.spend("api", caller(request), A_MINUTE)
            said = view(request, *args, **kwargs)
        except limits.TooMany as error:
            sentence = f"Too many requests. Try again in {error.seconds} seconds."
            return refused(request, 429, sentence, **{"Retry-After": str(error.seconds)})
        except Http404:
            return refused(request, 404, "There is nothing at this address that you may see.")
        return opened(request, fresh(request, JsonResponse(said, json_dumps_params={"ensure_ascii": False})))

    return answer


def refused(request: HttpRequest, status: int, sentence: str, **headers: str) -> HttpResponseBase:
    return opened(request, JsonResponse({"error": sentence}, status=status, headers=headers))


def opened(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Pages of other sites may read what strangers may; never what a session sees."""
    if not request.user.is_authenticated and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Allow-Headers"] = "If-None-Match"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    return response
