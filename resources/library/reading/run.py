"""Starts the process that reads a file, ends it when it takes too long, and believes nothing it wrote."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from resources.library.reading import bounds

ROOT = Path(__file__).resolve().parents[3]
SLOW = "Reading it took too long."
DIED = "The program that reads it broke down."

log = logging.getLogger("commons.library")


def step(name: str, kind: str, source: Path, folder: Path, *, wall: float | None = None) -> Iterator[dict[str, Any]]:
    """What a step said, line by line; the last tells how it `ended`, whatever became of the process."""
    ended = _ended(name, kind, source, folder, wall or bounds.WALL)
    said = folder / f"{name}.jsonl"
    if ended or not said.exists():
        yield {"ended": "broken", "why": ended or DIED}
        return
    last: dict[str, Any] = {}
    with said.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            last = _object(line)
            yield last
    if "ended" not in last:
        yield {"ended": "broken", "why": DIED}


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {"ended": "broken", "why": DIED}
    return found if isinstance(found, dict) else {"ended": "broken", "why": DIED}


def _ended(name: str, kind: str, source: Path, folder: Path, wall: float) -> str:
    """Empty where the process ended by itself, else why not. It gets no secret of ours in its environment."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "resources.library.reading.extract", name, kind, str(source), str(folder)],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = process.wait(timeout=wall)
    except subprocess.TimeoutExpired:
        code = -signal.SIGXCPU
    finally:
        _end(process)
    if code:
        log.info("a file ended its reader", extra={"facts": {"step": name, "code": code}})
    return {0: "", -signal.SIGXCPU: SLOW}.get(code, DIED)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """With all it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
