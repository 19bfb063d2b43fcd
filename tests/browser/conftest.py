"""A living site with the demo content, and a real browser in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "workforce-demo"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture(scope="session")
def address(tmp_path_factory) -> Iterator[str]:
    """`manage.py serve --prepare` in an empty folder: what `make run` starts."""
    port = free_port()
    folder = tmp_path_factory.mktemp("site")
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEBUG"}}
    environment = {**kept, "DATA_DIR": str(folder), "PORT": str(port)}
    with (folder / "log").open("w") as log:
        command = [sys.executable, "manage.py", "serve", "--prepare"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            yield wait_for(f"http://127.0.0.1:{port}", server, folder / "log")
        finally:
            server.terminate()
            server.wait(15)


def wait_for(address: str, server: subprocess.Popen, log: Path) -> str:
    for _ in range(1800):
        assert server.poll() is None, log.read_text()[-3000:]
        try:
            urllib.request.urlopen(address + "/healthz", timeout=2).read()
            return address
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text()[-3000:])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if not path:
        assert os.environ.get("CI") != "true", "chromium must be installed when CI=true"
        pytest.skip("chromium is not installed")
    with sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, list]:
    """The cookies of who has signed in once: more than thirty sign-ins a minute are refused, as they should be."""
    return {}


@pytest.fixture
def visit(browser, address, sessions):
    """Opens a context of its own: `visit("member")` is signed in as member@demo.example, `visit()` is nobody."""
    opened: list[BrowserContext] = []

    def start(role: str = "", **options: object) -> Page:
        context = browser.new_context(base_url=address, **options)
        opened.append(context)
        if role in sessions:
            context.add_cookies(sessions[role])
        page = context.new_page()
        if role and role not in sessions:
            page.goto("/accounts/login/")
            page.fill("[name=login]", f"{role}@demo.example")
            page.fill("[name=password]", PASSWORD)
            page.click("main form.stack button.btn")
            page.wait_for_url(lambda url: "/accounts/login/" not in url)
            sessions[role] = context.cookies()
        return page

    yield start
    for context in opened:
        context.close()
