"""A file that is kept is read by a job, once for its sum; what is lost on the way is taken up."""

from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from foundation.fulltext import queries
from foundation.fulltext.models import Entry
from resources.library import actions, tasks
from resources.library.actions import read, readings
from resources.library.models import Leaf, Reading, Resource, ResourceFile
from resources.library.models.readings import State
from tests.resources.files import jpeg_with_place, pdf_of

pytestmark = pytest.mark.django_db
GUIDE = pdf_of(["First page.", "A kinship ledger is kept."])


@pytest.fixture
def add(keep, django_capture_on_commit_callbacks):
    def make(resource=None, content=GUIDE, language="en", *, execute=True, name="guide.pdf"):
        with django_capture_on_commit_callbacks(execute=execute):
            content = ContentFile(content, name=name)
            return actions.add_file(None, resource or keep(), content, language=language, name="Guide")

    return make


@pytest.fixture
def jobs(monkeypatch):
    """The sums that jobs were left for; none of them runs."""
    asked = []
    monkeypatch.setattr(tasks, "read_file", SimpleNamespace(enqueue=asked.append))
    return asked


def test_a_file_that_is_kept_waits_and_then_is_read(add):
    file = add(execute=False)
    assert Reading.objects.get().state == State.WAITING
    assert tasks.read_file.enqueue(file.checksum).return_value == "read"
    assert Reading.objects.get().read_at


def test_the_job_runs_after_the_commit_and_the_record_is_found_by_a_word_of_page_two(add):
    resource = add().resource
    assert list(Resource.objects.visible_to(AnonymousUser()).filter(pk__in=queries.found("resource", "ledger"))) == [
        resource
    ]


def test_a_kept_page_of_the_record_changes_with_the_reading(keep, add):
    resource = keep()
    file = add(resource, execute=False)
    before = Resource.objects.get(pk=resource.pk).updated_at
    read.read(file.checksum)
    assert Resource.objects.get(pk=resource.pk).updated_at > before


def test_the_words_of_a_draft_are_found_by_nobody(keep, add):
    resource = keep()
    file = add(resource, execute=False)
    Resource.objects.get(pk=resource.pk).unpublish()
    read.read(file.checksum)
    assert not Entry.objects.filter(kind="resource", body__contains="ledger").exists()


def test_whoever_may_not_see_the_record_sees_no_reading(keep, add, member):
    resource = keep()
    add(resource)
    assert Reading.objects.visible_to(member).count() == 1
    Resource.objects.get(pk=resource.pk).unpublish()
    assert not Reading.objects.visible_to(member).exists()
    assert not Reading.objects.visible_to(AnonymousUser()).exists()


def test_one_file_in_two_records_is_read_once_and_finds_both(keep, add, jobs):
    first, second = keep(title="One"), keep(title="Other")
    file = add(first)
    add(second)
    assert jobs == [file.checksum]
    read.read(file.checksum)
    found = Resource.objects.visible_to(AnonymousUser()).filter(pk__in=queries.found("resource", "ledger"))
    assert {one.pk for one in found} == {first.pk, second.pk}


def test_a_change_of_the_record_reads_nothing_again(keep, add, jobs, django_capture_on_commit_callbacks):
    resource = keep()
    file = add(resource)
    with django_capture_on_commit_callbacks(execute=True):
        Resource.objects.get(pk=resource.pk).save_revision().publish()
    assert jobs == [file.checksum]


def test_another_language_stems_the_words_again(keep, add, django_capture_on_commit_callbacks):
    file = add(content=pdf_of(["Les familles travaillaient."]))
    assert " travaillai " in Leaf.objects.get().words
    with django_capture_on_commit_callbacks(execute=True):
        file = ResourceFile.objects.get(pk=file.pk)
        file.language = "fr"
        file.save()
    assert Reading.objects.get().language == "fr"
    assert " travaill " in Leaf.objects.get().words


def test_a_picture_has_no_text_and_says_so(add):
    add(content=jpeg_with_place().read(), name="photo.jpg")
    assert Reading.objects.get().state == State.WORDLESS


def test_read_twice_it_stands_once(add):
    file = add()
    before = list(Leaf.objects.values_list("pk", flat=True))
    assert read.read(file.checksum) == "read"
    assert list(Leaf.objects.values_list("pk", flat=True)) == before
    read.ask_again(file.checksum)
    assert read.read(file.checksum) == "read"
    assert list(Leaf.objects.values_list("number", flat=True)) == [1, 2]
    assert Reading.objects.get().chapters.count() == 1


def test_a_storage_that_is_away_leaves_it_waiting_for_the_next_try(add, monkeypatch):
    file = add(execute=False)

    def away(*_args):
        raise ConnectionError("away")

    monkeypatch.setattr(read, "_copied", away)
    with pytest.raises(ConnectionError):
        read.read(file.checksum)
    reading = Reading.objects.get()
    assert (reading.state, reading.read_at) == (State.WAITING, None)


def test_a_file_that_is_missing_says_so(add):
    file = add(execute=False)
    file.file.storage.delete(file.file.name)
    assert read.read(file.checksum) == "broken"
    assert "missing" in Reading.objects.get().why


def test_a_sum_that_nobody_holds_is_no_fault():
    assert tasks.read_file.enqueue("f" * 64).return_value == "gone"


def test_a_job_that_was_lost_is_left_again(add, jobs, django_capture_on_commit_callbacks):
    file = add(execute=False)
    assert readings.ask_overdue() == 0
    Reading.objects.update(asked_at=timezone.now() - timedelta(hours=3))
    with django_capture_on_commit_callbacks(execute=True):
        assert readings.ask_overdue() == 1
    assert jobs == [file.checksum]
    assert readings.ask_overdue() == 0


def test_files_from_before_are_read_by_a_command(add, django_capture_on_commit_callbacks):
    add(execute=False)
    Reading.objects.all().delete()
    out = StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("read_files", stdout=out)
    assert out.getvalue() == "1 files will be read.\n"
    assert Reading.objects.get().state == State.READ


@pytest.mark.parametrize(
    ("state", "option", "times"), [("read", "broken", 0), ("broken", "broken", 1), ("read", "all", 1)]
)
def test_some_are_read_again_when_asked(add, jobs, django_capture_on_commit_callbacks, state, option, times):
    file = add(execute=False)
    Reading.objects.update(state=state, read_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        call_command("read_files", stdout=StringIO(), **{option: True})
    assert jobs == [file.checksum] * times


def test_what_no_file_holds_is_forgotten_with_its_pictures(keep, add, settings):
    file = add()
    Reading.objects.update(asked_at=timezone.now() - timedelta(days=3))
    assert readings.forget_unheld() == 0
    ResourceFile.objects.all().delete()
    assert readings.forget_unheld() == 1
    assert not Leaf.objects.exists()
    left = [path.name for path in (settings.DATA_DIR / "files").rglob("*.webp")]
    assert left == []
    assert read.read(file.checksum) == "gone"


def test_what_was_just_taken_out_may_come_back(add):
    add()
    ResourceFile.objects.all().delete()
    assert readings.forget_unheld() == 0
