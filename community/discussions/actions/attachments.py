"""Files of a post: judged by their content, pictures made small and bare, stored under names of their own."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.discussions.models import Attachment, Kind, Post
from community.members.models import Member
from foundation import filetypes, limits
from foundation.pictures import shrinking
from foundation.text import clean


class FileRefused(ValidationError):
    """With the sentence that names the file."""


MOST = 4  # of one post
MEGABYTE = 1024 * 1024
LARGEST, LARGEST_IN_ALL, LARGEST_PICTURE = 10 * MEGABYTE, 25 * MEGABYTE, 150 * 1024  # bytes; a picture as it is kept
A_DAY = 40  # of one member
LONGEST_NAME = 120
DOCUMENTS = (filetypes.PDF, filetypes.WORD, filetypes.EXCEL, filetypes.POWERPOINT, filetypes.ODT)
Row = dict[str, Any]


@dataclass
class Storing:
    """`rows` are what `attach` makes attachments of; JSON, so that a post that waits can keep them."""

    rows: list[Row] = field(default_factory=list)
    used: bool = False
    kept_before: bool = False

    def as_values(self) -> dict[str, list[Row]]:
        return {"stored": self.rows} if self.rows else {}

    def taken(self) -> list[Row]:
        self.used = True
        return self.rows


@contextmanager
def storing(
    who: Member, files: Sequence[File], *, kind: str, pseudonym: bool, stored: Sequence[Row] = ()
) -> Iterator[Storing]:
    """Stores the files, and takes them away again where the act fails or does not take them.

    Before the transaction: reading pictures and writing to a far storage must not hold the topic's row.
    """
    store = Storing(list(stored), kept_before=bool(stored))
    try:
        if files:
            _few_and_small(files)
            for _file in files:
                limits.spend("file", who.pk, A_DAY, 24 * 3600)
            ready = [_prepared(file, kind=kind, pseudonym=pseudonym) for file in files]
            store.rows += [_stored(content, row) for content, row in ready]
        yield store
    except BaseException:
        store.used = False
        raise
    finally:
        if not store.used and not store.kept_before:
            discard(store.rows)


def attach(post: Post, rows: Sequence[Row]) -> None:
    """In the transaction of the post, before anybody is told of it."""
    if not rows:
        return
    Attachment.objects.bulk_create(Attachment(post=post, **row) for row in rows)
    post.attached = True
    post.save(update_fields=["attached"])


def remove(post: Post, chosen: Collection[int] | None = None) -> int:
    """Takes away those of the post that are named, or all; the files go after commit. The caller saves the post."""
    rows = Attachment.objects.filter(post=post)
    gone = list(rows if chosen is None else rows.filter(pk__in=chosen))
    rows.filter(pk__in=[one.pk for one in gone]).delete()
    post.attached = rows.all().exists()
    names = [{"file": one.file.name} for one in gone]
    transaction.on_commit(lambda: discard(names))
    return len(gone)


def discard(rows: Sequence[Row]) -> None:
    for row in rows:
        default_storage.delete(row["file"])


def _few_and_small(files: Sequence[File]) -> None:
    if len(files) > MOST:
        raise FileRefused(_("Attach at most %(most)s files. Choose them again.") % {"most": MOST}, code="many")
    if sum(file.size for file in files) > LARGEST_IN_ALL:
        raise FileRefused(
            _("Together the files are larger than %(most)s MB. Choose fewer or smaller ones.")
            % {"most": LARGEST_IN_ALL // MEGABYTE},
            code="large",
        )


def _prepared(file: File, *, kind: str, pseudonym: bool) -> tuple[File, Row]:
    """What is stored and shown of one file. Raises ValidationError with a sentence that names it."""
    name = name_of(file.name or "")
    file.seek(0)
    head = file.read(16)
    if shrinking.is_picture(head):
        if kind == Kind.CASE:
            raise _refusal(_("%(name)s is a picture. A case has no pictures, so that nobody can be known."), name)
        return _picture(file, name, pseudonym)
    if file.size > LARGEST:
        raise _refusal(_("%(name)s is larger than 10 MB."), name)
    found = filetypes.type_of(file)
    if found not in DOCUMENTS:
        raise _refusal(
            _(
                "We cannot take %(name)s. Choose a picture, a PDF, or a Word, Excel, PowerPoint or ODT file without macros."
            ),
            name,
        )
    if pseudonym:
        raise _refusal(_("%(name)s can hold your name inside. Under a pseudonym only pictures can be attached."), name)
    return file, {"name": _ending(name, found.ending), "mime": found.mime, "bytes": file.size}


def _picture(file: File, name: str, pseudonym: bool) -> tuple[File, Row]:
    try:
        made = shrinking.shrunk(file, LARGEST_PICTURE)
    except shrinking.TooManyPixels as error:
        raise _refusal(_("%(name)s has too many pixels. Make it smaller and choose it again."), name) from error
    except shrinking.Broken as error:
        raise _refusal(_("%(name)s is damaged, so it cannot be shown. Choose it again."), name) from error
    row: Row = {"name": _ending("picture" if pseudonym else name, made.ending), "mime": made.mime}
    row |= {"bytes": len(made.content), "width": made.width, "height": made.height}
    return ContentFile(made.content), row


def _refusal(sentence: str, name: str) -> FileRefused:
    return FileRefused(sentence % {"name": name}, code="file")


def name_of(given: str) -> str:
    """Without a path and what no name should hold; short enough to keep."""
    last = clean(given.replace("\\", "/").rsplit("/", 1)[-1].replace("\n", " "))
    kept = "".join(" " if letter in '<>:"|?*#%&;' else letter for letter in last)
    kept = " ".join(kept.split()).strip(". ") or "file"
    return kept if len(kept) <= LONGEST_NAME else _ending(kept, PurePath(kept).suffix.lstrip(".")[:8])


def _ending(name: str, ending: str) -> str:
    """With the ending of what it is, whatever its name said."""
    suffix = PurePath(name).suffix
    stem = name.removesuffix(suffix) if 1 < len(suffix) <= 9 else name
    room = LONGEST_NAME - len(ending) - 1
    return f"{stem[:room].strip('. ') or 'file'}.{ending}".strip(".")


def _stored(content: File, row: Row) -> Row:
    content.seek(0)
    ending = row["name"].rsplit(".", 1)[-1]
    place = f"attachments/{timezone.now():%Y/%m}/{uuid4().hex}.{ending}"
    return row | {"file": default_storage.save(place, content)}
