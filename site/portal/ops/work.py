"""The worker and the scheduler: beside the web process in the embedded set-up, a process of their own in production."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from foundation.letters import actions as letters
from portal.ops import chores

log = logging.getLogger("commons.worker")


def run_jobs() -> None:
    """Runs all jobs that are ready. A look costs one read; only a job that is there takes the write lock."""
    if DBTaskResult.objects.ready().exists():
        Worker(
            queue_names=["*"],
            interval=1,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="commons",
            excluded_queue_names=[],
        ).run()


def every(seconds: float, work: Callable[[], object], stop: threading.Event) -> None:
    """Repeats `work` until `stop`; an error is logged and the next round comes."""
    while not stop.wait(seconds):
        started = time.monotonic()
        close_old_connections()
        try:
            work()
        except Exception:
            log.exception("round failed", extra={"facts": {"work": work.__name__}})
        finally:
            close_old_connections()
        if time.monotonic() - started > 60:
            log.warning("slow round", extra={"facts": {"work": work.__name__}})


def start(stop: threading.Event) -> list[threading.Thread]:
    """Three loops, so that a mail server that hangs holds up neither jobs nor the schedule."""
    rounds: tuple[tuple[float, Callable[[], object]], ...] = (
        (1, run_jobs),
        (2, letters.deliver_due),
        (10, chores.do_due),
    )
    threads = [
        threading.Thread(target=every, args=(s, work, stop), daemon=True, name=work.__name__) for s, work in rounds
    ]
    for thread in threads:
        thread.start()
    return threads
