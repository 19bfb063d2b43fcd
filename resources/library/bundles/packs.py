"""One ZIP of a shelf's files, with a page inside that tells what they are and works without a network."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.template.loader import render_to_string
from django.utils.timezone import now

from foundation import zips
from resources.library.bundles.names import Names, safe
from resources.library.bundles.shelves import Line, Shelf
from resources.library.models import ResourceFile

LARGEST = 1_000_000_000  # bytes: what a memory card of a phone still takes, and below where a ZIP needs another form
INDEX, SHEET = "index.html", "index.css"
STYLE = (Path(__file__).parent / SHEET).read_bytes()
AN_HOUR = 3600


@dataclass(slots=True)
class Packed:
    """A file and how it stands in the ZIP; without a name it was not in the storage."""

    file: ResourceFile
    name: str = ""
    size: int = 0
    light: bool = False


@dataclass(slots=True)
class Pack:
    shelf: Shelf
    light: bool
    entries: list[zips.Entry] = field(default_factory=list)
    rows: list[tuple[Line, list[Packed]]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return zips.length(self.entries)

    @property
    def files(self) -> list[ResourceFile]:
        """Those that are in it."""
        return [one.file for _line, some in self.rows for one in some if one.name]

    @property
    def fits(self) -> bool:
        return bool(self.files) and self.size <= LARGEST

    @property
    def filename(self) -> str:
        return f"{safe(self.shelf.title)[:60].rstrip('-.')}{'-light' if self.light else ''}.zip"


def pack(shelf: Shelf, light: bool = False) -> Pack:
    """Files that are the same to the byte are taken once."""
    made, names, taken = Pack(shelf, light), Names(INDEX, SHEET), dict[str, Packed]()
    for number, line in enumerate(shelf.lines, 1):
        some = []
        for file in line.resource.files.all():
            known = taken.get(file.checksum)
            one = (
                Packed(file, known.name, known.size, known.light) if known else _packed(made, line, number, file, names)
            )
            taken[file.checksum] = one
            some.append(one)
        made.rows.append((line, some))
    made.entries[:0] = _pages(made)
    return made


def _packed(made: Pack, line: Line, number: int, file: ResourceFile, names: Names) -> Packed:
    reading = made.shelf.readings.get(file.checksum) if made.light else None
    stored, mark = (reading.light, reading.light_checksum) if reading else (file.file, file.checksum)
    size = _size(stored)
    if size is None and reading:  # the light one is gone: the whole one then
        reading, stored, mark, size = None, file.file, file.checksum, _size(file.file)
    if size is None:
        return Packed(file)
    title = line.resource.title
    words = [f"{number:02d}", title[:50], *([file.name[:40]] if file.name != title else []), file.language]
    name = names.fresh("-".join([*words, "light"] if reading else words), file.type.ending)
    opened = partial(stored.storage.open, str(stored.name), "rb")
    made.entries.append(zips.Entry(name, size, mark or str(stored.name), file.added_at, opened))
    return Packed(file, name, size, bool(reading))


def _size(stored: Any) -> int | None:
    """Bytes in the storage, or None where it is not there. A bucket far away is asked once an hour."""
    key = f"stored:{sha256(str(stored.name).encode()).hexdigest()[:32]}"
    near = isinstance(stored.storage, FileSystemStorage)
    kept: int | None = None if near else cache.get(key)
    if kept is None:
        try:
            kept = stored.storage.size(str(stored.name))
        except Exception:  # each storage has its own way to say no
            kept = -1
        if not near:
            cache.set(key, kept, AN_HOUR)
    return None if kept == -1 else kept


def _pages(made: Pack) -> list[zips.Entry]:
    index = render_to_string(
        "library/collection_index.html",
        {"shelf": made.shelf, "rows": made.rows, "light": made.light, "site": settings.SITE_URL},
    ).encode()
    changed = made.shelf.changed or now().replace(hour=0, minute=0, second=0)
    return [_made(INDEX, index, changed), _made(SHEET, STYLE, changed)]


def _made(name: str, content: bytes, changed: datetime) -> zips.Entry:
    def opened() -> IO[bytes]:
        return BytesIO(content)

    return zips.Entry(name, len(content), sha256(content).hexdigest(), changed, opened)
