"""Reading files: asking for it when a file is kept, and storing what was found, once for each sum."""

import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from foundation.fulltext.words import compared
from resources.library.filetypes import PDF
from resources.library.models import Leaf, Reading, Resource, ResourceFile, Submission
from resources.library.models.readings import State
from resources.library.reading import chapters, forms, run

CHUNK = 1 << 20
MARK = re.compile(r"(scanned|numérisé|escaneado|digitalizado) (with|by|using|avec|con|com) \w+", re.IGNORECASE)


def ask(checksum: str, language: str) -> None:
    """Leaves a job for a file that was not read yet, or whose words were stemmed in another language."""
    reading, new = Reading.objects.get_or_create(checksum=checksum, defaults={"language": language})
    if new:
        _leave_job(checksum)
    elif reading.language != language and not _held_in(checksum, reading.language):
        Reading.objects.filter(pk=reading.pk).update(language=language)  # gate: nobody is shown it
        ask_again(checksum)


def ask_again(checksum: str) -> None:
    """Anew from the start; what was found before stays until then."""
    now = timezone.now()
    Reading.objects.filter(checksum=checksum).update(read_at=None, asked_at=now)  # gate: nobody is shown it
    _leave_job(checksum)


def _leave_job(checksum: str) -> None:
    from resources.library.tasks import read_file  # the job calls this module

    transaction.on_commit(lambda: read_file.enqueue(checksum))


def read(checksum: str) -> str:
    """Reads a file of this sum, stores what it says, tells how it ended; once it is read, does nothing.

    Raises what the storage raises where that fails: then the job runs again.
    """
    reading = Reading.objects.filter(checksum=checksum).first()  # gate: nobody is shown it
    source = _source(checksum)
    if reading is None or source is None:
        return "gone"
    if reading.read_at is None:
        with tempfile.TemporaryDirectory(prefix="reading-") as folder:
            _read_all(reading, *source, Path(folder))
        reading.read_at = timezone.now()
        reading.save(update_fields=["read_at"])
        tell_resources(checksum)
    return reading.state


def _read_all(reading: Reading, file: FieldFile, kind: str, folder: Path) -> None:
    """The text first, and it can be found at once; the forms made of a PDF take longer."""
    try:
        copy = _copied(file, folder / "file")
    except FileNotFoundError:
        return _finish(reading, State.BROKEN, why="The file is missing where files are kept.")
    if kind.startswith("image/"):
        return _finish(reading, State.WORDLESS)
    _read_text(reading, kind, copy, folder)
    if kind == PDF.mime and reading.state in (State.READ, State.PICTURES):
        tell_resources(reading.checksum)
        forms.take_cover(reading, copy, folder)
        forms.take_light(reading, copy, folder)


def _source(checksum: str) -> tuple[FieldFile, str] | None:
    """Any of the files of this sum, in a record or sent in."""
    for model in (ResourceFile, Submission):
        one = model._base_manager.filter(checksum=checksum).exclude(file="").order_by("pk").first()
        if one is not None:
            return one.file, one.content_type
    return None


def _held_in(checksum: str, language: str) -> bool:
    return ResourceFile._base_manager.filter(checksum=checksum, language=language).exists()


def _copied(file: FieldFile, to: Path) -> Path:
    """The storage may be far away; the reader wants a file."""
    with file.storage.open(str(file.name)) as source, to.open("wb") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
    return to


def _read_text(reading: Reading, kind: str, copy: Path, folder: Path) -> None:
    """Everything slow comes before the transaction: on SQLite nobody else writes while it is open."""
    end: dict[str, Any] = {}
    leaves = [_with_words(leaf, reading) for leaf in _until_end(run.step("text", kind, copy, folder), end)]
    state, why = _judged(end, kind, leaves)
    leaves = leaves if state in (State.READ, State.PICTURES) else []
    stems = dict.fromkeys(word for leaf in leaves for word in leaf.words.split())
    pages = end.get("pages") if isinstance(end.get("pages"), int) else None
    made = chapters.made_of(leaves)
    with transaction.atomic():
        Reading.objects.select_for_update().filter(pk=reading.pk).first()  # gate: two jobs of one file take turns
        Leaf._base_manager.filter(reading=reading).delete()
        Leaf._base_manager.bulk_create(leaves, batch_size=200)
        chapters.keep(reading, made)
        _finish(reading, state, why=why, pages=pages, words=" ".join(stems))


def _until_end(said: Iterable[dict[str, Any]], end: dict[str, Any]) -> Iterator[Leaf]:
    for line in said:
        if "ended" in line:
            end.update(line)
        elif isinstance(line.get("text"), str) and isinstance(line.get("page"), int):
            heading = _storable(str(line.get("heading", "")))[:200]
            yield Leaf(number=line["page"], heading=heading, text=_storable(line["text"]))


def _storable(text: str) -> str:
    """Whatever the process wrote: no letter that a database refuses."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _with_words(leaf: Leaf, reading: Reading) -> Leaf:
    leaf.reading, leaf.words = reading, f" {compared(leaf.text, reading.language)} "
    return leaf


def _judged(end: dict[str, Any], kind: str, leaves: list[Leaf]) -> tuple[State, str]:
    """Some pages without text are named to editors; where most have none, they are pictures."""
    if end.get("ended") == "locked":
        return State.LOCKED, ""
    if end.get("ended") != "read":
        return State.BROKEN, str(end.get("why", run.DIED))[:200]
    bare = _bare([leaf.text for leaf in leaves])
    if not leaves or len(bare) > len(leaves) * 0.8:
        return State.PICTURES, ""
    named = ", ".join(map(str, bare[:12])) + (" …" if len(bare) > 12 else "")
    return State.READ, f"Pages without text: {named}" if bare and kind == PDF.mime else ""


def _bare(pages: list[str]) -> list[int]:
    """Numbers of the pages that have no words but a page's number, or the mark that a scanner leaves on each."""
    return [number for number, text in enumerate(pages, 1) if len(re.sub(r"[\W\d_]+", "", MARK.sub("", text))) < 3]


def _finish(reading: Reading, state: State, *, why: str = "", pages: int | None = None, words: str = "") -> None:
    reading.state, reading.why, reading.pages, reading.words = state, why, pages, words
    reading.save(update_fields=["state", "why", "pages", "words"])


def tell_resources(checksum: str) -> None:
    """The records that hold the file are found by its words, and their kept pages change."""
    for resource in Resource._base_manager.filter(files__checksum=checksum, live=True).distinct():
        with transaction.atomic():
            resource.index_words()
            Resource._base_manager.filter(pk=resource.pk).update(updated_at=timezone.now())
