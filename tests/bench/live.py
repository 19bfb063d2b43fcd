"""The site's ASGI application, with a bare fan-out at /bench/live/ beside its own socket."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from config.asgi import application as real

Send = Callable[[dict[str, Any]], Awaitable[None]]
listeners: set[Send] = set()
FRAME = {"type": "websocket.send", "text": '{"html":"' + "x" * 640 + '"}'}


async def bare(receive: Callable[[], Awaitable[dict[str, Any]]], send: Send) -> None:
    """A client that sends a number has so many frames sent to every listener, as quickly as a plain loop can."""
    await receive()
    await send({"type": "websocket.accept"})
    listeners.add(send)
    try:
        while (message := await receive())["type"] == "websocket.receive":
            for _ in range(int(message["text"])):
                for other in list(listeners):
                    await other(FRAME)
                await asyncio.sleep(0)
    finally:
        listeners.discard(send)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "websocket" and scope["path"] == "/bench/live/":
        await bare(receive, send)
    else:
        await real(scope, receive, send)
