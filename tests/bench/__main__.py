"""`make bench`: the speed table. Every figure stands beside a bare view of the same run on the same machine.

One web process on one core, the client on the other; three rounds, the median is printed. Environment:
`BENCH_SECONDS` (3) for each round, `BENCH_TOPICS` (2000), `BENCH_POSTS` (40000), `BENCH_RESOURCES` (2000),
`BENCH_PAGES` (20) of the file of a resource on average (20000 resources make the 400,000 pages of the largest library),
`BENCH_LONG` (100000) posts of one long topic, `TEST_DATABASE_URL` (and `TEST_REDIS_URL`) for a second table on PostgreSQL with Redis.
"""

import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from tests.bench import fanout, posting, slow_line
from tests.bench.client import load

ROOT = Path(__file__).resolve().parents[2]
PAGES, LIVE = 8711, 8712
SECONDS = float(os.environ.get("BENCH_SECONDS", "3"))
ROUNDS = 3


def environment(folder: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }


def manage(env: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, capture_output=True, text=True
    )
    return done.stdout


def on_core(core: int, command: list[str]) -> list[str]:
    return ["taskset", "-c", str(core), *command] if shutil.which("taskset") else command


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address + "/livez", timeout=1).read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} did not come up")


def memory(pid: int) -> int:
    """Resident memory in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) // 1024


PREPARE = """
from community.discussions.models import Topic
from community.members.models import Member
from blog.campaigns.models import Day
from blog.articles.models import Article
from django.contrib.sessions.backends.db import SessionStore
who = Member.objects.get(email="bench1@demo.example")
session = SessionStore()
session["_auth_user_id"], session["_auth_user_backend"] = str(who.pk), "community.members.backend.MemberBackend"
session["_auth_user_hash"] = who.get_session_auth_hash()
session.save()
topics = Topic.objects.filter(board__slug="bench", last_number__gte=20)[:200]
print("COOKIE", session.session_key)
for topic in topics:
    print("TOPIC", topic.pk, topic.get_absolute_url())
print("DAY", Day.objects.live().last().url)
print("ARTICLE", Article.objects.live().last().url)
print("LONG", Topic.objects.get(slug="bench-long").get_absolute_url())
"""


def prepare(env: dict[str, str]) -> dict[str, list[str]]:
    print("Writing the corpus …", flush=True)
    manage(env, "migrate", "--verbosity", "0")
    manage(env, "load_demo", "--verbosity", "0")
    size = {name: os.environ.get(f"BENCH_{name.upper()}", n) for name, n in
            (("topics", "2000"), ("posts", "40000"), ("resources", "2000"), ("pages", "20"), ("long", "100000"))}  # fmt: skip
    manage(env, "load_bench", *(f"--{name}={n}" for name, n in size.items()))
    manage(env, "collectstatic", "--noinput", "--verbosity", "0")
    facts: dict[str, list[str]] = {}
    for line in manage(env, "shell", "--no-imports", "-c", PREPARE).splitlines():
        name, _, value = line.partition(" ")
        facts.setdefault(name, []).append(value)
    return facts


def table(facts: dict[str, list[str]]) -> list[tuple[str, list[str], bool]]:
    ids = [line.split()[0] for line in facts["TOPIC"]]
    topics = [line.split()[1] for line in facts["TOPIC"]]
    return [
        ("bare view, 20 rows", [f"/bench/bare/?topic={pk}" for pk in ids], False),
        ("topic page, anonymous, whole page kept", topics[:1], False),
        ("topic page, anonymous, 200 topics in turn", topics, False),
        ("topic page, signed in", topics, True),
        ("board, anonymous", ["/discussions/bench/"], False),
        ("board, signed in", ["/discussions/bench/"], True),
        ("board list, anonymous", ["/discussions/"], False),
        ("board list, signed in", ["/discussions/"], True),
        ("resource list, anonymous", ["/resources/"], False),
        ("resource list, signed in, two filters", ["/resources/?lang=en&pillar=supporting"], True),
        ("resource list", [f"/resources/?page={n}" for n in range(1, 90)], True),
        (
            "search, anonymous",
            [f"/search/?q={w}" for w in ("supervision", "referral+school", "airtime", "budget")],
            False,
        ),
        (
            "search, signed in",
            [f"/search/?q={w}" for w in ("supervision", "referral+school", "airtime", "budget")],
            True,
        ),
        ("week page, anonymous", [facts["DAY"][0]], False),
        ("week page, signed in", [facts["DAY"][0]], True),
        ("article, signed in", [facts["ARTICLE"][0]], True),
    ]


def first_visits(address: str, cookie: str, long: str) -> None:
    """Pages of one long topic that nobody has asked before: an early one and a late one, in turn."""
    for who, head in (("anonymous", {}), ("signed in", {"Cookie": cookie})):
        spans: dict[str, list[float]] = {"pages 2-41": [], "pages 4901-4940": []}
        for step in range(40):
            for name, page in zip(spans, (2 + step, 4901 + step), strict=True):
                began = time.perf_counter()
                urllib.request.urlopen(urllib.request.Request(f"{address}{long}?page={page}", headers=head)).read()
                spans[name].append((time.perf_counter() - began) * 1000)
        told = ", ".join(f"{name} {statistics.median(times):.1f} ms" for name, times in spans.items())
        print(f"a topic of 100,000 posts, {who}, first visit: {told} (median)")


WORDS = ("the", "supervision", "child+protection", "referral", "kotu", "travailleur+famille", "social", "school+law")
NARROWED = (
    "lang=en&pillar=supporting",
    "type=report&pillar=planning",
    "country=KE&lang=fr",
    "level=government&type=toolkit",
)


def library(address: str) -> None:
    """Each page is made anew (a word and two filters nobody asked before), one request at a time."""
    for name, asked in (
        ("resource search, two filters", [f"q={word}&{two}" for word in WORDS for two in NARROWED]),
        ("resource list, two filters", list(NARROWED) * 8),
    ):
        times = []
        for turn, query in enumerate([asked[0], *asked]):  # the first reads the columns
            began = time.perf_counter()
            urllib.request.urlopen(f"{address}/resources/?{query}&turn={turn}").read()
            times.append((time.perf_counter() - began) * 1000)
        told = statistics.quantiles(times[1:], n=20)
        print(f"{name}, one client, nothing kept: {told[9]:.1f} ms (median), {told[18]:.1f} ms (p95)", flush=True)


def pages(env: dict[str, str], facts: dict[str, list[str]]) -> None:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1",
               "--port", str(PAGES), "--no-access-log", "--log-level", "error", "config.wsgi:application"]  # fmt: skip
    server = subprocess.Popen(on_core(0, command), cwd=ROOT, env=env)
    address, cookie = f"http://127.0.0.1:{PAGES}", f"sessionid={facts['COOKIE'][0]}"
    try:
        wait_for(address)
        print(f"\n{'page':44}{'per s':>9}{'to bare':>9}{'p50 ms':>9}{'p99 ms':>9}{'not 200':>9}")
        base = 0.0
        for name, paths, signed in table(facts):
            asyncio.run(load(address, paths, cookie=cookie if signed else "", seconds=0.7))
            rounds = [
                asyncio.run(load(address, paths, cookie=cookie if signed else "", seconds=SECONDS))
                for _ in range(ROUNDS)
            ]
            rate = statistics.median(r.rate for r in rounds)
            base = base or rate
            p50, p99 = (statistics.median(r.percentile(s) for r in rounds) for s in (0.5, 0.99))
            wrong = sum(r.wrong for r in rounds)
            print(f"{name:44}{rate:9.0f}{rate / base:9.2f}{p50:9.1f}{p99:9.1f}{wrong:9}", flush=True)
        library(address)
        if int(os.environ.get("BENCH_LONG", "100000")) >= 100_000:
            first_visits(address, cookie, facts["LONG"][0])
        slow_line.measure(address, facts["TOPIC"][0].split()[1])
        children = subprocess.run(
            ["pgrep", "-P", str(server.pid)], capture_output=True, text=True, check=False
        ).stdout.split()
        print(f"web process memory: {max(memory(int(pid)) for pid in [str(server.pid), *children])} MiB")
    finally:
        server.terminate()
        server.wait(10)


def live(env: dict[str, str], facts: dict[str, list[str]]) -> None:
    command = [sys.executable, "-m", "uvicorn", "--port", str(LIVE), "--ws-max-size", "65536", "--no-access-log",
               "--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--log-level", "error", "tests.bench.live:application"]  # fmt: skip
    server = subprocess.Popen(on_core(0, command), cwd=ROOT, env=env)
    address = f"http://127.0.0.1:{LIVE}"
    try:
        wait_for(address)
        pk, path = facts["TOPIC"][-1].split()
        posting.measure(address, facts["COOKIE"][0], pk, path)
        fanout.measure(address, server.pid)
    finally:
        server.terminate()
        server.wait(10)


def main() -> None:
    for name, kept in stores():
        print(f"\n{name}", flush=True)
        with tempfile.TemporaryDirectory() as folder, kept as more:
            env = environment(folder) | more
            facts = prepare(env)
            pages(env, facts)
            live(env, facts)


def stores() -> list[tuple[str, Any]]:
    """SQLite, and PostgreSQL in a database of its own where `TEST_DATABASE_URL` names a server."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    return [("SQLite", nullcontext({}))] + ([("PostgreSQL", database(server))] if server else [])


@contextmanager
def database(server: str) -> Iterator[dict[str, str]]:
    import psycopg

    name, redis = f"bench_{os.getpid()}", os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/6")
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield {"DATABASE_URL": server.rsplit("/", 1)[0] + f"/{name}", "SECRET_KEY": "b" * 50, "REDIS_URL": redis}
        finally:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


if __name__ == "__main__":
    main()
