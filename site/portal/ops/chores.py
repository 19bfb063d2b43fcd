"""What falls due: scheduled pages, waiting letters, jobs that a killed worker left, old rows."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from community.discussions.actions.offer import offer_waiting
from community.discussions.actions.poll import end_polls
from community.members import actions as members
from foundation.letters import actions as letters
from portal.ops.models import taken
from resources.library import tasks as library
from resources.library.actions import misses, readings
from resources.library.actions.news import tell_news

log = logging.getLogger("commons.chores")
LOST_AFTER = timedelta(minutes=10)  # no job of ours runs this long
TRIES = 3


def publish_scheduled() -> None:
    call_command("publish_scheduled", verbosity=0)


def take_up_lost_jobs() -> int:
    """Jobs left running by a worker that died run again, three times at most."""
    lost = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=timezone.now() - LOST_AFTER)
    again = 0
    for job in lost.iterator():
        tries = len(job.worker_ids)
        same = DBTaskResult.objects.filter(pk=job.pk, status="RUNNING", started_at=job.started_at)
        again += same.update(status="READY" if tries < TRIES else "FAILED", finished_at=None)
    return again


def retry_failed_jobs() -> int:
    """A job that failed runs again after a minute, then after ten; after that it stays failed."""
    now = timezone.now()
    retried = 0
    for tries, wait in ((1, 1), (2, 10)):
        failed = DBTaskResult.objects.filter(status="FAILED", finished_at__lt=now - timedelta(minutes=wait))
        for job in failed.filter(finished_at__gt=now - timedelta(days=1)).iterator():
            if len(job.worker_ids) == tries:
                retried += DBTaskResult.objects.filter(pk=job.pk, status="FAILED").update(status="READY")
    return retried


def readmit_due() -> int:
    """Whose days of suspension are over may sign in again."""
    return members.readmit_due()


def forget_old_rows() -> None:
    old = Q(finished_at__lt=timezone.now() - timedelta(days=7))
    DBTaskResult.objects.filter(old, status__in=["SUCCESSFUL", "FAILED"]).delete()
    call_command("clearsessions", verbosity=0)
    misses.forget_old()


def empty_the_log() -> None:
    """SQLite's write-ahead log goes into the database here, so that no post waits for the disk."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


def learn_the_tables() -> None:
    """SQLite chooses its way by what it counted last; PostgreSQL counts by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=20000")
            cursor.execute("ANALYZE")


def offer_questions() -> None:
    offer_waiting()


def tell_searches() -> None:
    tell_news()


def read_overdue() -> None:
    readings.ask_overdue()


def forget_readings() -> None:
    readings.forget_unheld()


def check_links() -> None:
    """In a job: other people's servers are slow, and letters must not wait for them."""
    if settings.LINK_CHECKS:
        library.check_links.enqueue()


CHORES: tuple[tuple[str, int, Callable[[], object]], ...] = (
    ("publish", 15, publish_scheduled),
    ("log", 10, empty_the_log),
    ("lost jobs", 60, take_up_lost_jobs),
    ("failed jobs", 60, retry_failed_jobs),
    ("suspensions", 60, readmit_due),
    ("polls", 30, end_polls),
    ("offers", 3600, offer_questions),
    ("searches", 3600, tell_searches),
    ("links", 60, check_links),
    ("old rows", 24 * 3600, forget_old_rows),
    ("readings", 3600, read_overdue),
    ("old readings", 24 * 3600, forget_readings),
    ("tables", 24 * 3600, learn_the_tables),
)


def do_due() -> None:
    """Each chore once in its time, whoever asks and however often; one that fails does not stop the others."""
    for name, seconds, chore in CHORES:
        if not taken(name, seconds):
            continue
        try:
            chore()
        except Exception:
            log.exception("chore failed", extra={"facts": {"chore": name}})
    letters.deliver_due()
