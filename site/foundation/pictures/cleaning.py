"""A picture carries no more than its pixels: no place, no camera, no name, no comment."""

from io import BytesIO
from typing import IO

from PIL import Image, ImageOps, ImageSequence

FORMATS = {"JPEG": {"quality": 88, "optimize": True}, "PNG": {"optimize": True}, "WEBP": {"quality": 88}, "GIF": {}}
MOVING = {"GIF", "WEBP"}
MOST = 128_000_000  # pixels of all frames, as Wagtail bounds what editors send


def cleaned(file: IO[bytes], most: int = MOST) -> bytes:
    """The same picture, turned upright and written anew. Pillow would write EXIF, XMP, comments and PNG text
    back out of `info`, so `info` is emptied first. What has too many pixels is not decoded, but refused with an error."""
    file.seek(0)
    with Image.open(file) as picture:
        kind = picture.format if picture.format in FORMATS else "PNG"
        options: dict[str, object] = dict(FORMATS[kind])
        drawn = getattr(picture, "n_frames", 1) if kind in MOVING else 1
        if picture.width * picture.height * drawn > most:
            raise Image.DecompressionBombError
        frames = [_bare(frame) for frame in (ImageSequence.Iterator(picture) if drawn > 1 else [picture])]
        if drawn > 1:
            options |= {"save_all": True, "append_images": frames[1:], "duration": 200, "loop": 0}
        out = BytesIO()
        frames[0].save(out, kind, **options)
    return out.getvalue()


def _bare(frame: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(frame)
    kept = {"transparency": upright.info["transparency"]} if "transparency" in upright.info else {}
    upright.info = kept
    if hasattr(upright, "_exif"):
        upright._exif = None
    upright.getexif().clear()
    return upright
