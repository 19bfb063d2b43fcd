"""Does each part answer? Each question has its own short limit."""

import logging
import secrets

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

log = logging.getLogger("commons.health")


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def shared_cache() -> None:
    token = secrets.token_hex(8)
    cache.set("healthz:" + token, token, 10)
    if cache.get("healthz:" + token) != token:
        raise ConnectionError("the cache does not answer")


def bus() -> None:
    if settings.REDIS_URL:
        import redis

        redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5).ping()


PARTS = {"database": database, "cache": shared_cache, "channel layer": bus}


def healthz(request: HttpRequest) -> HttpResponse:
    """200 `{"status": "ok"}`, else 503 naming the parts that do not answer (never why)."""
    silent = []
    for name, ask in PARTS.items():
        try:
            ask()
        except Exception as error:
            log.warning("part silent", extra={"facts": {"part": name, "error": type(error).__name__}})
            silent.append(name)
    if silent:
        return JsonResponse({"status": "failing", "parts": silent}, status=503)
    return JsonResponse({"status": "ok"})


def livez(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})
