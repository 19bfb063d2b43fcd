import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.ops import chores, models

pytestmark = pytest.mark.django_db


def job(**values: object) -> DBTaskResult:
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="portal.ops.chores.publish_scheduled", backend_name="default",
        run_after=timezone.now(), exception_class_path="", traceback="", queue_name="default", **values,
    )  # fmt: skip


def test_a_chore_is_taken_once_in_its_time():
    assert models.taken("publish", 60)
    assert not models.taken("publish", 60)


def test_a_lease_ends():
    assert models.taken("publish", 0)
    time.sleep(0.01)
    assert models.taken("publish", 0)


def test_running_it_twice_does_no_harm():
    DBTaskResult.objects.all().delete()
    call_command("send_due")
    call_command("send_due")


def test_a_job_that_a_killed_worker_left_runs_again():
    lost = job(status="RUNNING", started_at=timezone.now() - timedelta(minutes=30), worker_ids=["a"])
    assert chores.take_up_lost_jobs() == 1
    lost.refresh_from_db()
    assert lost.status == "READY"


def test_a_job_that_runs_now_is_left_alone():
    busy = job(status="RUNNING", started_at=timezone.now(), worker_ids=["a"])
    assert chores.take_up_lost_jobs() == 0
    busy.refresh_from_db()
    assert busy.status == "RUNNING"


def test_a_job_that_kills_every_worker_is_given_up():
    poison = job(status="RUNNING", started_at=timezone.now() - timedelta(minutes=30), worker_ids=["a", "b", "c"])
    assert chores.take_up_lost_jobs() == 1
    poison.refresh_from_db()
    assert poison.status == "FAILED"


def test_a_failed_job_is_tried_again_after_a_minute():
    failed = job(status="FAILED", finished_at=timezone.now() - timedelta(minutes=2), worker_ids=["a"])
    assert chores.retry_failed_jobs() == 1
    failed.refresh_from_db()
    assert failed.status == "READY"


def test_one_chore_that_fails_does_not_stop_the_others(monkeypatch):
    done = []
    monkeypatch.setattr(chores, "CHORES", (("bad", 1, lambda: 1 / 0), ("good", 1, lambda: done.append(1))))
    chores.do_due()
    assert done == [1]
