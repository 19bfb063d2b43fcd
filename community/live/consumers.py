"""The WebSocket at `/live/`: follow, leave, listen. Nothing is ever written over it."""

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature
from django.http.request import split_domain_port, validate_host

from community.live import hub as hubs
from community.live import intake, streams

LARGEST = 64 * 1024  # bytes of a client's frame
STRIKES = 10
MOST = 20  # streams of one socket
HURRY = 100  # frames of one client in a minute
LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)
PORTS = {"http": "80", "https": "443"}
Scope = dict[str, Any]


class Close(Exception):
    """Ends the conversation with a close code."""


async def socket(scope: Scope, receive: Any, send: hubs.Send) -> None:
    """The way in for every WebSocket: another path or a foreign page is refused before the handshake (403)."""
    await receive()
    if scope["path"] != "/live/" or not from_own_page(scope):
        await send({"type": "websocket.close"})
        return
    await send({"type": "websocket.accept"})
    await Listener(send).listen(receive)


def from_own_page(scope: Scope) -> bool:
    """The Origin must be the very host that was asked, one of ours, or `SITE_URL`; without one there is no browser."""
    origins = [value for name, value in scope["headers"] if name == b"origin"]
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if len(origins) != 1 or len(hosts) != 1:
        return False
    origin = _place(origins[0].decode("latin-1"))
    if origin is None or (settings.HTTPS and origin[0] != "https"):
        return False
    if origin == _place(settings.SITE_URL):
        return True
    host = hosts[0].decode("latin-1").lower()
    allowed = settings.ALLOWED_HOSTS or (["localhost", "127.0.0.1", "[::1]"] if settings.DEBUG else [])
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, allowed) and origin == _place(f"{origin[0]}://{host}")


def _place(address: str) -> tuple[str, str, str] | None:
    """Scheme, host and port of a bare origin; None for `null`, `file://` and anything with more to it."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    bare = f"{parts.scheme}://{parts.netloc}".lower() == address.strip("/").lower()
    if not bare or parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc:
        return None
    return parts.scheme, parts.hostname, str(port or PORTS[parts.scheme])


class Listener:
    """One client: a bare loop, because a Channels consumer would cost a task and 20 KiB for each."""

    __slots__ = ("hub", "minute", "said", "socket", "strikes")

    def __init__(self, send: hubs.Send) -> None:
        self.hub = hubs.here()
        self.socket = hubs.Socket(send)
        self.strikes = 0
        self.said = 0
        self.minute = 0.0

    async def listen(self, receive: Any) -> None:
        try:
            while (event := await receive())["type"] == "websocket.receive" and not self.socket.ended:
                await self.hear(event)
        except Close as end:
            if not self.socket.ended:
                self.socket.ended = True
                await hubs.quietly(self.socket.send({"type": "websocket.close", "code": end.args[0]}))
        except OSError:  # the client went while we spoke
            return
        except asyncio.CancelledError:
            if not self.socket.ended:
                raise
        finally:
            self.hub.forget(self.socket)

    async def hear(self, event: dict[str, Any]) -> None:
        text = event.get("text")
        self.count()
        if len(text or event.get("bytes") or "") > LARGEST or len((text or "").encode("utf-8", "replace")) > LARGEST:
            raise Close(1009)
        try:
            said = json.loads(text) if text is not None else None
        except (ValueError, RecursionError):
            said = None
        if isinstance(said, dict) and isinstance(said.get("follow"), str):
            await self.follow(said["follow"], said.get("lang"))
        elif isinstance(said, dict) and isinstance(said.get("leave"), str):
            name = said["leave"]
            for stream in [s for s in self.socket.follows if streams.shown(s) == name]:
                self.hub.leave(self.socket, stream)
        else:
            await self.refuse("not understood")

    def count(self) -> None:
        now = self.hub.loop.time()
        if now - self.minute > 60:
            self.minute, self.said = now, 0
        self.said += 1
        if self.said > HURRY:
            raise Close(1008)

    async def follow(self, token: str, language: object) -> None:
        try:
            leave = streams.read(token)
        except (BadSignature, ValueError):
            return await self.refuse("token not valid")
        if len(self.socket.follows) >= MOST and leave.stream not in self.socket.follows:
            return await self.refuse("too many streams")
        if leave.member is not None:
            self.hub.claim(self.socket, leave.member, leave.epochs[streams.member_stream(leave.member)])
        if leave.epochs and not await self.holds(leave):
            return await self.refuse("access ended", streams.shown(leave.stream))
        spoken = language if isinstance(language, str) and language in LANGUAGES else settings.LANGUAGE_CODE
        self.hub.follow(self.socket, leave.stream, leave.space, spoken)
        await self.say({"stream": streams.shown(leave.stream), "following": True})

    async def holds(self, leave: streams.Pass) -> bool:
        """Asked again when a space was closed meanwhile."""
        while True:
            closings = self.hub.closings
            if await intake.epochs(list(leave.epochs)) != leave.epochs:
                return False
            if closings == self.hub.closings:
                return True

    async def refuse(self, why: str, stream: str = "") -> None:
        await self.say({"refused": why} | ({"stream": stream} if stream else {}))
        self.strikes += 1
        if self.strikes >= STRIKES:
            raise Close(1008)

    async def say(self, frame: dict[str, Any]) -> None:
        if not self.socket.ended:
            await self.socket.send({"type": "websocket.send", "text": json.dumps(frame, separators=(",", ":"))})
