import asyncio
import json
import socket
import threading
import time

import pytest
import uvicorn
import websockets

from community.live import bus, consumers, hub, intake


class Site:
    """A real server in a thread, with a hub of its own."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        config = uvicorn.Config(
            consumers.socket,
            port=self.port,
            ws="websockets-sansio",
            ws_max_size=65536,
            log_level="critical",
            lifespan="off",
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    def start(self) -> None:
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        self.server.should_exit = self.server.force_exit = True
        self.thread.join(5)

    def visit(self, path="/live/", **values):
        values = {"origin": f"http://{self.host}", "proxy": None, "compression": None} | values
        return websockets.connect(f"ws://{self.host}{path}", **values)

    def in_hub(self, act, *values) -> None:
        hub.current().loop.call_soon_threadsafe(act, *values)


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setattr(hub, "_current", None)
    monkeypatch.setattr(bus, "marker", lambda: None)
    found = Site()
    found.start()
    yield found
    found.stop()


@pytest.fixture
def epochs(monkeypatch):
    """The epochs a server reads, where the database of the test belongs to another thread."""
    values: dict[str, int] = {}

    async def read(names):
        return {name: values.get(name, 0) for name in names}

    monkeypatch.setattr(intake, "epochs", read)
    return values


async def heard(client, seconds=3.0):
    return json.loads(await asyncio.wait_for(client.recv(), seconds))


async def ask(client, token, language="en"):
    await client.send(json.dumps({"follow": token, "lang": language}))


async def follow(client, token, language="en"):
    await ask(client, token, language)
    return await heard(client)


async def hear_all(client):
    while True:
        await heard(client)


async def ended(client):
    """Hears what still comes; the code the server closed with."""
    with pytest.raises(websockets.ConnectionClosed) as closed:
        await hear_all(client)
    return closed.value.rcvd.code


async def frames(client, number):
    """The next frames that carry a post."""
    found = []
    while len(found) < number:
        frame = await heard(client)
        if "seq" in frame or "behind" in frame:
            found.append(frame)
    return found
