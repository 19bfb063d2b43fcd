"""From the request to every hub. A request pays for a queue put or one row, never for the network."""

import asyncio
import logging
import os
import queue
import threading
import time
from typing import Any

from channels.layers import get_channel_layer
from django.conf import settings
from django.db import connection, transaction

from community.live import hub

logger = logging.getLogger("commons.live")
Message = dict[str, Any]
GROUP = "hub"
PATIENCE = 0.5  # seconds for Redis to take a message
STALE = 5.0  # seconds after which a waiting frame is not worth sending: listeners ask the page instead
KEPT = 60.0  # seconds a row is kept for the process that serves sockets
_waiting: "queue.Queue[tuple[float, Message]]" = queue.Queue(maxsize=1000)
_sender: threading.Thread | None = None
_starting = threading.Lock()


def post(message: Message) -> None:
    """After commit, by the shortest way that reaches every hub. No hub anywhere: nothing."""
    if settings.REDIS_URL:
        transaction.on_commit(lambda: _queue(message))
    elif hub.current() is not None:
        transaction.on_commit(lambda: hub.hand_over(message))
    elif _served_elsewhere():
        _leave_row(message)


def spoken(stream: str) -> set[str] | None:
    """The languages in which somebody listens; None where listeners of other processes may be, too."""
    found = hub.current()
    if settings.REDIS_URL or found is None:
        return None
    try:
        return set(found.streams.get(stream, {}).values())
    except RuntimeError:  # somebody came or went while they were counted
        return None


def marker() -> str | None:
    """The file that the serving process touches beside its SQLite database."""
    if connection.vendor != "sqlite":
        return None
    name = str(connection.settings_dict["NAME"])
    return None if "memory" in name else f"{name}.live"


def _served_elsewhere() -> bool:
    path = marker()
    try:
        return path is not None and time.time() - os.stat(path).st_mtime < 10
    except OSError:
        return False


def _leave_row(message: Message) -> None:
    """In the caller's transaction: it is seen exactly when the change is."""
    from community.live.models import Push

    now = time.time()
    row = Push.objects.create(message=message, at=now)
    if row.pk % 20 == 0:
        Push.objects.filter(at__lt=now - KEPT).delete()


def _queue(message: Message) -> None:
    global _sender
    with _starting:
        if _sender is None or not _sender.is_alive():
            _sender = threading.Thread(target=_send_all, name="live-sender", daemon=True)
            _sender.start()
    try:
        _waiting.put_nowait((time.monotonic(), message))
    except queue.Full:
        logger.warning("push dropped, queue full")


def _send_all() -> None:
    """The one thread of a process that talks to Redis. After a failure everybody is told to ask the page."""
    loop = asyncio.new_event_loop()
    failed = False
    while True:
        since, message = _waiting.get()
        if "stream" in message and time.monotonic() - since > STALE:
            failed = True
            continue
        try:
            if failed:
                loop.run_until_complete(_send({"behind": True}))
            loop.run_until_complete(_send(message))
            failed = False
        except Exception as error:
            if not failed:
                logger.warning("push not sent", extra={"facts": {"error": type(error).__name__}})
            failed = True


async def _send(message: Message) -> None:
    layer = get_channel_layer()
    async with asyncio.timeout(PATIENCE):
        await layer.group_send(GROUP, {"type": "hub.message", "message": message})
