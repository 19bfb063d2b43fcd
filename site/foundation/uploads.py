"""How large a request may be. What is larger is refused by its head, before a byte of it lies on a disk."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

MEGABYTE = 1024 * 1024
ROOMS = (  # the largest file that is taken there, and the form around it
    (re.compile(r"/admin/"), 252 * MEGABYTE),
    (re.compile(r"(/[a-z]{2})?/(resources|groups)/"), 52 * MEGABYTE),
)
OTHERS = 30 * MEGABYTE
LINGER = 20  # seconds; a browser shows an answer only once it may stop sending

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]


def most(path: str) -> int:
    return next((size for room, size in ROOMS if room.match(path)), OTHERS)


def _said(length: str) -> int:
    return int(length) if length.isdecimal() and len(length) < 20 else 0


class SizeMiddleware:
    """413 with a sentence; stands behind what the page around it needs, before anything reads the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _said(request.META.get("CONTENT_LENGTH") or "") <= most(request.path_info):
            return self.get_response(request)
        answer: HttpResponse = render(request, "413.html", {"most": most(request.path_info)}, status=413)
        return answer


class Bounded:
    """Under ASGI Django puts a whole body on the disk before it looks at it: here it gets none that is too large.

    One without a length is counted as it comes, and cut like a line that broke.
    """

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        limit = most(scope.get("path", ""))
        length = dict(scope.get("headers", ())).get(b"content-length", b"").decode("latin-1")
        if _said(length) > limit:
            return await self.app(scope, _nothing(receive), _lingering(receive, send))
        body = _Counted(receive, send, limit)
        await self.app(scope, body.read, body.write)
        if body.cut and not body.answered:  # the application took it for a line that broke
            plain = (b"content-type", b"text/plain; charset=utf-8")
            await send({"type": "http.response.start", "status": 413, "headers": [plain, (b"connection", b"close")]})
            await send({"type": "http.response.body", "body": b"This is too large. Nothing of it was kept.\n"})
        return None


def _nothing(receive: Receive) -> Receive:
    """An empty body, and then silence until the client goes."""
    given = False

    async def read() -> Message:
        nonlocal given
        if not given:
            given = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.sleep(LINGER * 2)
        return {"type": "http.disconnect"}

    return read


def _lingering(receive: Receive, send: Send) -> Send:
    """Before the last byte goes out, what the browser still sends is taken and thrown away, for a while."""

    async def write(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), (b"connection", b"close")]
        elif message["type"] == "http.response.body" and not message.get("more_body"):
            await send({"type": "http.response.body", "body": message.get("body", b""), "more_body": True})
            await _drain(receive)
            message = {"type": "http.response.body", "body": b""}
        await send(message)

    return write


async def _drain(receive: Receive) -> None:
    ends = time.monotonic() + LINGER
    more = True
    while more and time.monotonic() < ends:
        try:
            message = await asyncio.wait_for(receive(), ends - time.monotonic())
        except TimeoutError:
            return
        more = message["type"] == "http.request" and message.get("more_body", False)


class _Counted:
    """A body that ends where it is too much, and whether it was answered."""

    def __init__(self, receive: Receive, send: Send, limit: int) -> None:
        self.receive, self.send, self.left = receive, send, limit
        self.cut = self.answered = False

    async def read(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        self.cut = self.cut or self.left < 0
        return {"type": "http.disconnect"} if self.cut else message

    async def write(self, message: Message) -> None:
        self.answered = True
        await self.send(message)
