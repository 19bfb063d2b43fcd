"""A picture carries no more than its pixels: no place, no camera, no name, no comment."""

from io import BytesIO
from typing import IO

from PIL import Image, ImageOps, ImageSequence

FORMATS = {"JPEG": {"quality": 88, "optimize": True}, "PNG": {"optimize": True}, "WEBP": {"quality": 88}, "GIF": {}}


def cleaned(file: IO[bytes]) -> bytes:
    """The same picture, turned upright and written anew. Pillow would write EXIF, XMP, comments and PNG text
    back out of `info`, so `info` is emptied first."""
    file.seek(0)
    with Image.open(file) as picture:
        kind = picture.format if picture.format in FORMATS else "PNG"
        options: dict[str, object] = dict(FORMATS[kind])
        frames = [_bare(frame) for frame in ImageSequence.Iterator(picture)]
        if len(frames) > 1 and kind in {"GIF", "WEBP"}:
            options |= {"save_all": True, "append_images": frames[1:], "duration": 200, "loop": 0}
        out = BytesIO()
        frames[0].save(out, kind, **options)
    return out.getvalue()


def _bare(frame: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(frame)
    kept = {"transparency": upright.info["transparency"]} if "transparency" in upright.info else {}
    upright = upright.copy()
    upright.info = kept
    if hasattr(upright, "_exif"):
        upright._exif = None
    upright.getexif().clear()
    return upright
