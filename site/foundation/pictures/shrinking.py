"""A picture made small enough for a phone on a bad line, without anything but its pixels."""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore
from typing import IO

from PIL import Image, ImageOps

TAKEN = ["JPEG", "PNG", "WEBP", "GIF"]
SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")
MOST_PIXELS = 40_000_000
STEPS = ((1600, 80), (1600, 65), (1280, 65), (1024, 60), (800, 55), (640, 50), (480, 40), (320, 30), (160, 20))
FAULTS = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, Image.DecompressionBombError)
_one_at_a_time = BoundedSemaphore(1)  # a picture in work takes up to 160 MB


class TooManyPixels(ValueError):
    """Larger than is ever decoded; told by its header alone."""


class Broken(ValueError):
    """It begins like a picture and cannot be read to its end."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    content: bytes
    width: int
    height: int
    mime: str = "image/webp"
    ending: str = "webp"


def is_picture(head: bytes) -> bool:
    """By its first bytes."""
    return head.startswith(SIGNS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def shrunk(file: IO[bytes], most: int) -> Shrunk:
    """At most `most` bytes, upright, still, as WEBP. Only what the header allows is decoded."""
    file.seek(0)
    try:
        with Image.open(file, formats=TAKEN) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooManyPixels
            with _one_at_a_time:
                return _smallest(_bare(picture), most)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    except TooManyPixels:
        raise
    except FAULTS as error:
        raise Broken from error


def _bare(picture: Image.Image) -> Image.Image:
    """The pixels of the first frame, of the size that is kept, in colours that WEBP has."""
    side = STEPS[0][0]
    if picture.format == "JPEG":
        picture.draft("RGB", (side, side))  # decodes a large photograph at a fraction of its size
    picture.load()
    transparent = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((side, side), reducing_gap=2.0)
    plain = upright.convert("RGBA" if transparent else "RGB")
    plain.info = {}
    plain.getexif().clear()
    return plain


def _smallest(picture: Image.Image, most: int) -> Shrunk:
    """Smaller and coarser, step by step; the last step fits whatever it shows."""
    for side, quality in STEPS:
        picture.thumbnail((side, side), reducing_gap=2.0)
        out = BytesIO()
        picture.save(out, "WEBP", quality=quality, method=3)
        if out.tell() <= most:
            break
    return Shrunk(out.getvalue(), *picture.size)
