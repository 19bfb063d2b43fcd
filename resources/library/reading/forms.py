"""What is made of a PDF beside its text: a picture of the first page, a light copy. Each may fail by itself."""

import hashlib
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile
from PIL import Image

from resources.library.filetypes import PDF
from resources.library.models import Reading
from resources.library.reading import bounds, run
from resources.library.reading.light import SAVED

LEAST = 100_000  # bytes of a file that is worth a light copy


def take_cover(reading: Reading, copy: Path, folder: Path) -> None:
    *_rest, end = run.step("cover", PDF.mime, copy, folder)
    made = folder / "cover.webp"
    if end.get("ended") != "read" or not 0 < made.stat().st_size <= bounds.COVER:
        return
    with Image.open(made, formats=["WEBP"]) as picture:
        reading.cover_width, reading.cover_height = picture.size
    kept = reading.cover.name
    reading.cover.save(f"{reading.checksum[:16]}.webp", ContentFile(made.read_bytes()), save=False)
    reading.save(update_fields=["cover", "cover_width", "cover_height"])
    if kept:
        reading.cover.storage.delete(kept)


def take_light(reading: Reading, copy: Path, folder: Path) -> None:
    """Kept where it saves a third; one that was kept before and is no longer made goes."""
    size, made = copy.stat().st_size, folder / "light.pdf"
    ended = ""
    if size >= LEAST:
        *_rest, end = run.step("light", PDF.mime, copy, folder)
        ended = end.get("ended", "")
    kept = reading.light.name
    if ended == "read" and 0 < made.stat().st_size <= size * SAVED:
        with made.open("rb") as file:
            reading.light_checksum = hashlib.file_digest(file, "sha256").hexdigest()
            reading.light_bytes = made.stat().st_size
            reading.light.save(f"{reading.checksum[:16]}.pdf", File(file), save=False)
    elif kept:
        reading.light, reading.light_bytes, reading.light_checksum = "", 0, ""
    else:
        return
    reading.save(update_fields=["light", "light_bytes", "light_checksum"])
    if kept:
        reading.light.storage.delete(kept)
