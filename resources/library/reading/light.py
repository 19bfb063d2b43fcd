"""A lighter copy of a PDF: its pictures in fewer points, everything else as it was."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
from PIL import Image, ImageChops, ImageStat
from pypdf.generic import ArrayObject, NameObject, NumberObject, StreamObject

from resources.library.reading.bounds import Broken

SIDE = 1280  # points of the longer side: 110 to the inch of an A4 page
QUALITY = 60
SMALLEST = 12_000  # bytes of a picture that is worth the work
SAVED = 2 / 3  # the copy is at most so much of the whole
LOOKED_AT = 12  # pages that are compared by eye
UNLIKE = 12.0  # of 255, on the average


def make(path: Path, to: Path) -> None:
    """Raises Broken where it would save less than a third, lose a word, or look otherwise."""
    reader = pypdf.PdfReader(path)
    if reader.is_encrypted:
        raise Broken("Its owner locked it against changes.")
    writer = pypdf.PdfWriter(clone_from=reader)
    if not sum(_lightened(picture) for picture in _pictures(writer)):
        raise Broken("It has no pictures that could be lighter.")
    with to.open("wb") as out:
        writer.write(out)
    if to.stat().st_size > path.stat().st_size * SAVED:
        raise Broken("A lighter copy would save less than a third.")
    _same(path, to)


def _pictures(writer: pypdf.PdfWriter) -> Iterator[StreamObject]:
    """Each once, however many pages show it; masks and what has a key colour stay as they are."""
    every = [one for one in writer._objects if isinstance(one, StreamObject) and one.get("/Subtype") == "/Image"]
    masks = {id(one[name].get_object()) for one in every for name in ("/SMask", "/Mask") if name in one}
    for one in every:
        keyed = isinstance(one.get("/Mask"), ArrayObject) or "/Decode" in one or one.get("/ImageMask")
        if id(one) not in masks and not keyed and len(one._data) >= SMALLEST:
            yield one


def _lightened(stream: StreamObject) -> bool:
    try:
        picture: Any = stream.decode_as_image()
    except Exception:  # a kind of picture that nobody decodes stays as it is
        return False
    if picture is None or picture.mode == "1":
        return False
    picture = picture.convert("L" if picture.mode in ("L", "LA") else "RGB")
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    if out.tell() > len(stream._data) * 0.8:
        return False
    for name in ("/DecodeParms", "/Metadata", "/Intent"):
        stream.pop(name, None)
    stream._data = out.getvalue()
    stream[NameObject("/Filter")] = NameObject("/DCTDecode")
    stream[NameObject("/ColorSpace")] = NameObject("/DeviceGray" if picture.mode == "L" else "/DeviceRGB")
    stream[NameObject("/BitsPerComponent")] = NumberObject(8)
    stream[NameObject("/Width")], stream[NameObject("/Height")] = map(NumberObject, picture.size)
    return True


def _same(path: Path, copy: Path) -> None:
    """The same pages with the same words, and some of them looked at."""
    whole, light = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument(copy)
    if len(whole) != len(light):
        raise Broken("The lighter copy has other pages.")
    looked = set(range(0, len(whole), max(1, len(whole) // LOOKED_AT)))
    for number in range(len(whole)):
        before, after = whole[number], light[number]
        if before.get_textpage().get_text_range() != after.get_textpage().get_text_range():
            raise Broken("The lighter copy has other words.")
        if number in looked and _unlike(before, after):
            raise Broken("The lighter copy looks otherwise.")
        before.close()
        after.close()


def _unlike(before: pypdfium2.PdfPage, after: pypdfium2.PdfPage) -> bool:
    scale = 200 / max(*before.get_size(), 1)
    one, other = (page.render(scale=scale).to_pil().convert("RGB") for page in (before, after))
    return one.size != other.size or max(ImageStat.Stat(ImageChops.difference(one, other)).mean) > UNLIKE
