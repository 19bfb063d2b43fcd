"""One hub for each process: who follows what here, and the same text to each of them."""

import asyncio
import json
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterator
from types import coroutine
from typing import Any

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]
STUCK = 10.0  # seconds after which a reader that takes nothing is given up
BREATH = 100  # sockets written before others get their turn
RUSH = 15  # further frames of one stream that are written in the same turn
BACKLOG = 2000  # messages waiting for fan-out; beyond it all are told to ask the page
ENDED = 4401


@coroutine
def _rest_of(coro: Coroutine[Any, Any, None], waited: Any) -> Generator[Any, Any, None]:
    """Goes on with a coroutine that was already driven to its first wait."""
    error: BaseException | None = None
    while True:
        try:
            yield waited
        except BaseException as thrown:  # a cancellation belongs to the coroutine, too
            error = thrown
        try:
            waited = coro.send(None) if error is None else coro.throw(error)
        except StopIteration:
            return
        error = None


class Socket:
    """A listener. While `busy` (its reader is slow) frames are dropped, and it is told so afterwards."""

    __slots__ = ("busy", "claims", "ended", "follows", "missed", "send", "task")

    def __init__(self, send: Send) -> None:
        self.send = send
        self.task = asyncio.current_task()
        self.follows: dict[str, str] = {}  # stream -> space
        self.claims: dict[int, int] = {}  # member -> epoch its token was made at
        self.missed: set[str] | None = None
        self.busy = False
        self.ended = False


class Hub:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.streams: dict[str, dict[Socket, str]] = {}
        self.members: dict[int, set[Socket]] = {}
        self.sockets: set[Socket] = set()
        self.changed: set[str] = set()  # streams whose number of readers may have changed
        self.closings = 0
        self._waiting: deque[dict[str, Any]] = deque()
        self._wake = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self.start(self._fan_out())

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # who listens

    def claim(self, socket: Socket, member: int, epoch: int) -> None:
        """Before the epochs are read, so that a cut which comes in between finds the socket."""
        socket.claims[member] = epoch
        self.members.setdefault(member, set()).add(socket)

    def follow(self, socket: Socket, stream: str, space: str, language: str) -> None:
        if socket.ended:
            return
        self.sockets.add(socket)
        socket.follows[stream] = space
        self.streams.setdefault(stream, {})[socket] = language
        self.changed.add(stream)

    def leave(self, socket: Socket, stream: str) -> None:
        socket.follows.pop(stream, None)
        listeners = self.streams.get(stream)
        if listeners is not None:
            listeners.pop(socket, None)
            if not listeners:
                del self.streams[stream]
            self.changed.add(stream)

    def forget(self, socket: Socket) -> None:
        for stream in tuple(socket.follows):
            self.leave(socket, stream)
        for member in socket.claims:
            sockets = self.members.get(member, set())
            sockets.discard(socket)
            if not sockets:
                self.members.pop(member, None)
        self.sockets.discard(socket)

    # what comes in

    def take(self, message: dict[str, Any]) -> None:
        """Ends are done at once; frames wait their turn, in order. Only from the hub's own loop."""
        if "cut" in message:
            self.end_all(self.members.get(message["cut"], ()))
        elif "close" in message:
            name = message["close"]
            self.closings += 1
            self.end_all(s for s in self.sockets if name in s.follows or name in s.follows.values())
        elif len(self._waiting) < BACKLOG:
            self._waiting.append(message)
            self._wake.set()
        else:
            self._waiting.clear()
            self._waiting.append({"behind": True})

    def end_all(self, sockets: Any) -> None:
        for socket in tuple(sockets):
            self.end(socket, ENDED)

    def end(self, socket: Socket, code: int) -> None:
        """Closes politely; a socket whose line is full is dropped, since no frame could reach it."""
        if socket.ended:
            return
        socket.ended = True
        self.forget(socket)
        if socket.busy:
            if socket.task is not None:
                socket.task.cancel()
            return
        self.start(quietly(socket.send({"type": "websocket.close", "code": code})))

    # what goes out

    async def _fan_out(self) -> None:
        while True:
            await self._wake.wait()
            while self._waiting:
                message = self._waiting.popleft()
                if "stream" in message:
                    await self._tell(message["stream"], [message["texts"], *self._next_of(message["stream"])])
                elif "behind" in message:
                    for stream in tuple(self.streams):
                        await self._tell(stream, [{"": behind(stream)}])
                await asyncio.sleep(0)
            self._wake.clear()

    def _next_of(self, stream: str) -> Iterator[dict[str, str]]:
        """In a rush: what else waits for the same listeners, so that one turn writes it all to a socket."""
        for _ in range(RUSH):
            if not self._waiting or self._waiting[0].get("stream") != stream:
                return
            yield self._waiting.popleft()["texts"]

    async def _tell(self, stream: str, frames: list[dict[str, str]]) -> None:
        listeners = self.streams.get(stream)
        if not listeners:
            return
        spoken = set(listeners.values())
        events = {language: [_event(texts, language) for texts in frames] for language in spoken}
        give, breath = self.give, max(1, BREATH // len(frames))
        for count, (socket, language) in enumerate(tuple(listeners.items()), 1):
            for event in events[language]:
                if not socket.ended:
                    give(socket, event, stream)
            if count % breath == 0:
                await asyncio.sleep(0)

    def give(self, socket: Socket, event: dict[str, Any], stream: str) -> None:
        """Driven by hand: a socket with room takes the frame without a task or a turn of the loop."""
        if socket.busy:
            if socket.missed is None:
                socket.missed = set()
            socket.missed.add(stream)
            return
        coro = socket.send(event)
        try:
            waited = coro.send(None)
        except StopIteration:
            return
        except Exception:  # gone: its own receive loop hears of it, too
            self.forget(socket)
            return
        socket.busy = True
        self.start(self._finish(socket, coro, waited))

    async def _finish(self, socket: Socket, coro: Coroutine[Any, Any, None], waited: Any) -> None:
        try:
            async with asyncio.timeout(STUCK):
                await _rest_of(coro, waited)
        except Exception:
            self.end(socket, 1011)
            return
        socket.busy = False
        missed, socket.missed = socket.missed, None
        for stream in missed or ():
            if stream in socket.follows:
                self.give(socket, {"type": "websocket.send", "text": behind(stream)}, stream)


def _event(texts: dict[str, str], language: str) -> dict[str, Any]:
    text = texts.get(language) or texts.get("") or texts.get("en") or next(iter(texts.values()))
    return {"type": "websocket.send", "text": text}


def behind(stream: str) -> str:
    name = "member" if stream.startswith("member.") else stream
    return json.dumps({"stream": name, "behind": True}, separators=(",", ":"))


async def quietly(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception:
        return


_current: Hub | None = None
_making = threading.Lock()


def current() -> Hub | None:
    """The hub of this process, if it serves sockets."""
    return _current if _current is not None and not _current.loop.is_closed() else None


def here() -> Hub:
    """The hub of the running loop, started with its first socket."""
    global _current
    loop = asyncio.get_running_loop()
    with _making:
        if _current is None or _current.loop is not loop:
            from community.live import intake

            _current = Hub(loop)
            intake.open_for(_current)
        return _current


def hand_over(message: dict[str, Any]) -> None:
    """From any thread."""
    found = current()
    if found is not None:
        try:
            found.loop.call_soon_threadsafe(found.take, message)
        except RuntimeError:  # the loop closed just now: nobody listens any more
            return
