"""Looking after readings: what was never read is asked for, what no file holds any more is forgotten."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from resources.library.actions import read
from resources.library.models import Reading, ResourceFile, Submission
from resources.library.models.readings import State

OVERDUE = timedelta(hours=2)
KEPT = timedelta(days=2)  # a file may come back with the next revision


def ask_never_read() -> int:
    """Files that came before their reading did, as by an upgrade or a bulk load."""
    known = Reading.objects.filter(checksum=OuterRef("checksum"))  # gate: counts alone
    files = ResourceFile._base_manager.exclude(checksum="").exclude(Exists(known))
    found = dict(files.order_by("-pk").values_list("checksum", "language"))
    for checksum, language in found.items():
        read.ask(checksum, language)
    return len(found)


def ask_overdue() -> int:
    """Those whose job was lost on the way, or failed for good while the storage was away."""
    late = Reading.objects.filter(read_at=None, asked_at__lt=timezone.now() - OVERDUE)  # gate: counts alone
    return _again(list(late.order_by("asked_at").values_list("checksum", flat=True)[:50]))


def ask_all(*, broken_only: bool) -> int:
    every = (
        Reading.objects.filter(state=State.BROKEN) if broken_only else Reading.objects.order_by("pk")
    )  # gate: as above
    return _again(list(every.values_list("checksum", flat=True)))


def forget_unheld() -> int:
    """Text and small forms of files that are in no record and were not sent in: they go as the file went."""
    held = [Exists(model._base_manager.filter(checksum=OuterRef("checksum"))) for model in (ResourceFile, Submission)]
    old = Reading.objects.filter(asked_at__lt=timezone.now() - KEPT)  # gate: counts alone
    gone = list(old.exclude(held[0]).exclude(held[1]))
    for reading in gone:
        for file in (reading.cover, reading.light):
            if file.name:
                file.storage.delete(file.name)
        reading.delete()
    return len(gone)


def _again(checksums: list[str]) -> int:
    for checksum in checksums:
        read.ask_again(checksum)
    return len(checksums)
