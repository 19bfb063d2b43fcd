"""From the click to 100 other screens: a post is sent by HTTP, written, rendered and pushed to who has the topic open."""

import http.client
import json
import re
import selectors
import statistics
import time
import uuid
from urllib.parse import urlencode, urlsplit

from tests.bench.fanout import ask, connect, drain

READERS, POSTS = 100, 40


class Writer:
    """A signed-in member with one kept connection, as a browser has it."""

    def __init__(self, address: str, cookie: str, path: str) -> None:
        parts = urlsplit(address)
        self.address, self.path, self.cookie = address, path, f"sessionid={cookie}"
        self.line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        self.line.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.line.getresponse()
        page = answer.read().decode()
        self.cookie += "; " + (answer.getheader("Set-Cookie") or "").split(";")[0]
        self.token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]  # type: ignore[index]

    def post(self, words: str) -> None:
        """Sends a reply and waits for the answer, which leads to the new post."""
        body = urlencode({"body": words, "key": uuid.uuid4(), "csrfmiddlewaretoken": self.token})
        head = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.address,
            "Referer": self.address + self.path,
        }
        self.line.request("POST", self.path, body, head)
        answer = self.line.getresponse()
        answer.read()
        if answer.status != 302:
            raise SystemExit(f"the post was answered {answer.status}")


def arrivals(links: list, began: float, most: float = 5) -> list[float]:
    """Milliseconds until each listener had a frame."""
    watch = selectors.DefaultSelector()
    for index, link in enumerate(links):
        watch.register(link, selectors.EVENT_READ, index)
    seen: dict[int, float] = {}
    while len(seen) < len(links) and time.perf_counter() - began < most:
        for key, _mask in watch.select(0.01):
            if b'"html"' in links[key.data].recv(1 << 18):
                seen.setdefault(key.data, (time.perf_counter() - began) * 1000)
    watch.close()
    return list(seen.values()) + [most * 1000] * (len(links) - len(seen))


def measure(address: str, cookie: str, pk: str, path: str) -> None:
    import threading

    follow = json.dumps({"follow": ask(address, f"/bench/token/?stream=topic.{pk}"), "lang": "en"})
    links = [connect(address, "/live/", follow) for _ in range(READERS)]
    drain(links, 1.5, 10)
    writer = Writer(address, cookie, path)
    delays: list[float] = []
    answers: list[float] = []
    for number in range(POSTS):
        began = time.perf_counter()

        def send(number: int = number, began: float = began) -> None:
            writer.post(f"We tried it with {number} colleagues, and **it helped**.")
            answers.append((time.perf_counter() - began) * 1000)

        sending = threading.Thread(target=send)
        sending.start()
        delays += arrivals(links, began)
        sending.join()
        drain(links, 0.1, 1)
    for link in links:
        link.close()
    delays.sort()
    p50, p95 = delays[len(delays) // 2], delays[int(len(delays) * 0.95)]
    print(f"post -> shown to {READERS} others, with the write: p50 {p50:.1f} ms, p95 {p95:.1f} ms; ", end="")
    print(f"answered to the writer after {statistics.median(answers):.1f} ms")
