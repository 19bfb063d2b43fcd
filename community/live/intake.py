"""What reaches a hub from outside its process, and what it does by the clock."""

import asyncio
import json
import logging
import sqlite3
import time
import uuid
from pathlib import Path
from typing import Any

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import connection

from community.live import bus
from community.live.hub import Hub
from community.live.models import Epoch, Push

logger = logging.getLogger("commons.live")
LOOK = 0.25  # seconds between looks at the rows
COUNT = 2.0  # seconds between two numbers of readers
CHECK = 30.0  # seconds between looks at the members' epochs: the net under a lost cut
ECHO = 5.0  # a hub writes to itself this often, so that silence means a dead line
SILENCE = 15.0


def open_for(hub: Hub) -> None:
    counts = Counts(hub)
    hub.start(_every(COUNT, counts.tell))
    hub.start(_every(CHECK, lambda: check_members(hub)))
    path = bus.marker()
    if settings.REDIS_URL:
        hub.start(_from_layer(hub, counts))
    elif path is not None:
        tail = Tail(hub, path)
        hub.start(_every(LOOK, tail.look))


async def _every(seconds: float, work: Any) -> None:
    while True:
        try:
            await work()
        except Exception:
            logger.exception("live work failed")
        await asyncio.sleep(seconds)


class Tail:
    """Rows of other processes. `PRAGMA data_version` tells for microseconds whether anything changed at all."""

    def __init__(self, hub: Hub, path: str) -> None:
        self.hub = hub
        self.marker = Path(path)
        self.touched = 0.0
        self.version = -1
        self.table = Push._meta.db_table
        self.line: sqlite3.Connection | None = None

    def open(self) -> sqlite3.Connection:
        """A line of its own, since only changes made by others move `data_version`."""
        name = Path(str(connection.settings_dict["NAME"])).resolve()
        line = sqlite3.connect(f"{name.as_uri()}?mode=ro", uri=True, isolation_level=None)
        self.last = line.execute(f"SELECT coalesce(max(id), 0) FROM {self.table}").fetchone()[0]  # noqa: S608
        return line

    async def look(self) -> None:
        if self.line is None:
            self.line = self.open()
        if time.monotonic() - self.touched > 2:
            self.touched = time.monotonic()
            self.marker.touch()
        version = self.line.execute("PRAGMA data_version").fetchone()[0]
        if version == self.version:
            return
        query = f"SELECT id, message FROM {self.table} WHERE id > ? ORDER BY id LIMIT 500"  # noqa: S608
        rows = self.line.execute(query, [self.last]).fetchall()
        if len(rows) < 500:
            self.version = version
        for self.last, message in rows:
            self.hub.take(json.loads(message))


class Counts:
    """How many listen to a stream, in all processes; told when it changed, and not more often than the clock."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.name = uuid.uuid4().hex
        self.told: dict[str, int] = {}
        self.others: dict[str, tuple[float, dict[str, int]]] = {}
        self.sent: dict[str, int] = {}
        self.sent_at = 0.0

    def heard(self, message: dict[str, Any]) -> None:
        if message["hub"] != self.name:
            before = self.others.get(message["hub"], (0.0, {}))[1]
            self.others[message["hub"]] = (time.monotonic(), message["counts"])
            self.hub.changed |= before.keys() | message["counts"].keys()

    async def tell(self) -> None:
        changed, self.hub.changed = self.hub.changed, set()
        now = time.monotonic()
        self.others = {name: found for name, found in self.others.items() if now - found[0] < 60}
        for stream in changed:
            if stream.startswith("member."):
                continue
            if stream not in self.hub.streams:
                self.told.pop(stream, None)
                continue
            number = len(self.hub.streams[stream]) + sum(found[1].get(stream, 0) for found in self.others.values())
            if self.told.get(stream) != number:
                self.told[stream] = number
                self.hub.take({"stream": stream, "texts": {"": json.dumps({"stream": stream, "readers": number})}})
        if settings.REDIS_URL:
            await self._share(now)

    async def _share(self, now: float) -> None:
        counts = {s: len(f) for s, f in self.hub.streams.items() if not s.startswith("member.")}
        if counts == self.sent and now - self.sent_at < 20:
            return
        self.sent, self.sent_at = counts, now
        message = {"type": "hub.message", "message": {"hub": self.name, "counts": counts}}
        try:
            async with asyncio.timeout(bus.PATIENCE):
                await get_channel_layer().group_send(bus.GROUP, message)
        except Exception:
            self.sent_at = 0.0


async def check_members(hub: Hub) -> None:
    """Should a cut have been lost on the way, the epoch in the database still ends it."""
    names = [f"member.{member}" for member in hub.members]
    for start in range(0, len(names), 500):
        now = await epochs(names[start : start + 500])
        for name, value in now.items():
            member = int(name.split(".")[1])
            sockets = hub.members.get(member, ())
            hub.end_all([socket for socket in sockets if socket.claims.get(member) != value])


@database_sync_to_async
def epochs(names: list[str]) -> dict[str, int]:
    return Epoch.objects.values_of(names)


async def _from_layer(hub: Hub, counts: Counts) -> None:
    """One channel for the whole process. After a broken line everybody asks the page, and ends are looked up."""
    wait, fresh = 0.5, True
    while True:
        try:
            layer = get_channel_layer()
            async with asyncio.timeout(SILENCE):
                channel = await layer.new_channel()
                await layer.group_add(bus.GROUP, channel)
            if not fresh:
                hub.take({"behind": True})
                await check_members(hub)
            wait, fresh = 0.5, False
            await _receive(hub, counts, layer, channel)
        except Exception as error:
            logger.warning("line to other processes lost", extra={"facts": {"error": type(error).__name__}})
            await asyncio.sleep(wait)
            wait, fresh = min(wait * 2, 10.0), False


async def _receive(hub: Hub, counts: Counts, layer: Any, channel: str) -> None:
    echo = hub.start(_every(ECHO, lambda: layer.send(channel, {"type": "hub.message", "message": {"echo": 1}})))
    joined = time.monotonic()
    try:
        while time.monotonic() - joined < 3600:  # a group forgets its members after a day
            async with asyncio.timeout(SILENCE):
                message = (await layer.receive(channel))["message"]
            if "counts" in message:
                counts.heard(message)
            elif "echo" not in message:
                hub.take(message)
    finally:
        echo.cancel()
