"""A small HTTP client that keeps 16 connections busy, and a listener that counts what arrives."""

import asyncio
import contextlib
import statistics
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Result:
    """Requests answered 200, seconds, and the time of each answer in ms."""

    seconds: float = 0.0
    wrong: int = 0
    times: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    @property
    def median(self) -> float:
        return statistics.median(self.times) if self.times else 0.0


async def _one(address: str, paths: list[str], cookie: str, until: float, result: Result, offset: int) -> None:
    host, port = urlsplit(address).hostname, urlsplit(address).port
    reader, writer = await asyncio.open_connection(host, port)
    head = f" HTTP/1.1\r\nHost: {host}:{port}\r\nAccept-Encoding: gzip\r\n" + (
        f"Cookie: {cookie}\r\n" if cookie else ""
    )
    turn = offset
    try:
        while time.perf_counter() < until:
            began = time.perf_counter()
            writer.write(f"GET {paths[turn % len(paths)]}{head}\r\n".encode())
            turn += 1
            top = await reader.readuntil(b"\r\n\r\n")
            lower = top.lower()
            if b"transfer-encoding: chunked" in lower:
                while (size := int(await reader.readline(), 16)) > 0:
                    await reader.readexactly(size + 2)
                await reader.readline()
            else:
                length = int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
                await reader.readexactly(length)
            if top.startswith(b"HTTP/1.1 200"):
                result.times.append((time.perf_counter() - began) * 1000)
            else:
                result.wrong += 1
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def load(
    address: str, paths: list[str], *, cookie: str = "", seconds: float = 4, connections: int = 16
) -> Result:
    """Asks the paths in turn from every connection for some seconds."""
    result = Result()
    began = time.perf_counter()
    offsets = range(connections)
    await asyncio.gather(
        *(_one(address, paths, cookie, began + seconds, result, n * 7) for n in offsets), return_exceptions=False
    )
    result.seconds = time.perf_counter() - began
    return result
