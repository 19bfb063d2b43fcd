"""A file that a member sends, looked at before it is kept: how large, of which type, and whether it could do harm."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.text import slugify
from django.utils.translation import gettext as _

from foundation.filetypes import EPUB, EXCEL, JPEG, ODT, PDF, PNG, POWERPOINT, TEXT, WORD, FileType, type_of
from foundation.pictures.cleaning import cleaned
from foundation.pictures.shrinking import FAULTS, MOST_PIXELS
from foundation.text import clean
from resources.library.dangers import dangerous

MEGABYTE = 1024 * 1024
LONGEST_ABOUT = 600
LARGEST = 50 * MEGABYTE
TAKEN = (PDF, WORD, EXCEL, POWERPOINT, ODT, EPUB, PNG, JPEG, TEXT)
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Checked:
    """`content` is what is kept: of a picture its pixels alone. `name` is only shown, never a path."""

    content: IO[bytes]
    name: str
    type: FileType
    bytes: int
    checksum: str

    def as_file(self) -> File:
        """Under a name of ours."""
        self.content.seek(0)
        return File(self.content, name=f"{uuid4().hex}.{self.type.ending}")


def told(about: str) -> str:
    """What the sender says it is for, as it is kept. A text column has no length of its own."""
    about = clean(about)
    if len(about) > LONGEST_ABOUT:
        raise ValidationError({"about": _("Make it shorter: at most 600 characters.")})
    return about


def checked(file: Any) -> Checked:
    """Raises ValidationError with the sentence the person reads. Slow for a PDF, so call it outside a transaction."""
    if file.size > LARGEST:
        raise ValidationError(_("This file is larger than 50 MB. Send a link to it instead."), code="large")
    if not file.size:
        raise ValidationError(_("This file is empty."), code="empty")
    refused = dangerous(file)
    if refused:
        raise ValidationError(refused, code="dangerous")
    found = type_of(file)
    if found not in TAKEN:
        raise ValidationError(
            _("We cannot take this file. Send a PDF, Word, Excel, PowerPoint, ODT, EPUB, PNG, JPEG or text file."),
            code="type",
        )
    content = ContentFile(_bare(file)) if found in (PNG, JPEG) else file
    content.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return Checked(content, shown_name(file.name or "", found), found, size, digest.hexdigest())


def _bare(file: IO[bytes]) -> bytes:
    try:
        return cleaned(file, MOST_PIXELS)
    except FAULTS as error:
        raise ValidationError(_("This picture is damaged or far too large."), code="type") from error


def shown_name(given: str, kind: FileType) -> str:
    """The last part of what the sender called it, in letters of any script, with the ending of what it is."""
    last = clean(given.replace("\\", "/").rsplit("/", 1)[-1].replace("\n", " "))
    stem = slugify(PurePath(last).stem, allow_unicode=True)[:80].strip("-") or "file"
    return f"{stem}.{kind.ending}"


def named(field: str, check: Callable[[Any], Any], value: Any) -> Any:
    """The refusal of one value, told at its field."""
    try:
        return check(value)
    except ValidationError as error:
        raise ValidationError({field: error}) from error
