"""Deliveries a second to 200 listeners, and the delay to thousands, each beside a bare ASGI loop of the same run."""

import base64
import json
import os
import selectors
import socket
import statistics
import struct
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

LISTENERS, FRAMES, CROWD = 200, 300, int(os.environ.get("BENCH_SOCKETS", "2000"))


def masked(text: str) -> bytes:
    """A client's text frame."""
    data, key = text.encode(), os.urandom(4)
    size = len(data)
    head = bytes([0x81, 0x80 | size]) if size < 126 else bytes([0x81, 0x80 | 126]) + struct.pack("!H", size)
    return head + key + bytes(b ^ key[i % 4] for i, b in enumerate(data))


def connect(address: str, path: str, first: str = "") -> socket.socket:
    host, port = urlsplit(address).hostname, urlsplit(address).port or 80
    link = socket.create_connection((host, port), timeout=20)
    link.sendall(
        f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
        f"Origin: {address}\r\n\r\n".encode()
    )
    got = b""
    while b"\r\n\r\n" not in got:
        part = link.recv(4096)
        if not part:
            raise SystemExit(f"{path} closed the line in the handshake")
        got += part
    if b" 101 " not in got.split(b"\r\n", 1)[0]:
        raise SystemExit(f"{path} refused: {got[:80]!r}")
    if first:
        link.sendall(masked(first))
    link.setblocking(False)
    return link


def drain(links: list[socket.socket], quiet: float, most: float, enough: int = 0) -> tuple[list[float], int, float]:
    """Reads until nothing came for `quiet` s: when each link had its last byte, all bytes, the time of the last."""
    watch = selectors.DefaultSelector()
    for index, link in enumerate(links):
        watch.register(link, selectors.EVENT_READ, index)
    last, total, began = [0.0] * len(links), 0, time.perf_counter()
    latest = began
    while time.perf_counter() - latest < quiet and time.perf_counter() - began < most:
        for key, _mask in watch.select(0.05):
            got = len(links[key.data].recv(1 << 18))
            if got:
                total += got
                latest = last[key.data] = time.perf_counter()
        if enough and total >= enough:
            break
    watch.close()
    return last, total, latest


def ask(address: str, path: str) -> str:
    return urllib.request.urlopen(address + path, timeout=30).read().decode()


def rate_of(address: str, path: str, first: str, trigger: str, stream: str) -> float:
    """Deliveries a second, counted in bytes: one frame measured alone gives the size of all."""
    links = [connect(address, path, first) for _ in range(LISTENERS)]
    drain(links, 1.5, 10)

    def send(many: int) -> None:
        if stream:
            ask(address, f"/bench/publish/?stream={stream}&n={many}")
        else:
            links[0].sendall(masked(str(many)))

    for _ in range(2):  # with the first may come the number of readers
        send(1)
        _last, one, _latest = drain(links, 1.0, 10)
    rates = []
    for _ in range(3):
        began = time.perf_counter()
        send(FRAMES)
        _last, total, latest = drain(links, 1.5, 60, enough=one * FRAMES)
        if total < one * FRAMES:
            print(f"  {trigger}: {total / (one or 1):.0f} of {FRAMES} frames arrived as such")
        rates.append(total / one * LISTENERS / (latest - began))
        drain(links, 0.5, 5)
    for link in links:
        link.close()
    return statistics.median(rates)


def memory(pid: int) -> int:
    """Resident memory in KiB of a process and its children."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS")))


def crowd(address: str, pid: int, follow: str, stream: str) -> None:
    """One frame to thousands of sockets: when the 95th of a hundred has it, and the memory of each."""
    before = memory(pid)
    links = [connect(address, "/live/", follow) for _ in range(CROWD)]
    drain(links, 2, 20)
    each = (memory(pid) - before) / CROWD
    p95s = []
    for _ in range(5):
        began = time.perf_counter()
        ask(address, f"/bench/publish/?stream={stream}&n=1")
        last, _total, _latest = drain(links, 1, 15)
        delays = sorted(t - began for t in last if t)
        p95s.append(delays[int(len(delays) * 0.95)] * 1000 if len(delays) == CROWD else float("inf"))
    print(f"{CROWD} sockets, one frame: p95 {statistics.median(p95s):.0f} ms, {each:.1f} KiB a connection")
    for link in links:
        link.close()


def measure(address: str, pid: int) -> None:
    stream = "topic.1"
    follow = json.dumps({"follow": ask(address, f"/bench/token/?stream={stream}"), "lang": "en"})
    bare = rate_of(address, "/bench/live/", "", "bare", "")
    ours = rate_of(address, "/live/", follow, "ours", stream)
    print(f"\nfan-out to {LISTENERS}: {ours:.0f} deliveries/s; a bare ASGI loop {bare:.0f}; ratio {ours / bare:.2f}")
    crowd(address, pid, follow, stream)
