"""Small files made in memory."""

import zipfile
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image


def pdf(size=1000, name="guide.pdf") -> ContentFile:
    body = b"%PDF-1.4\n" + bytes(n % 251 for n in range(size - 9))
    return ContentFile(body, name=name)


def zipped(name, parts: dict[str, str]) -> ContentFile:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return ContentFile(out.getvalue(), name=name)


def docx(name="log.docx", **parts: str) -> ContentFile:
    return zipped(name, {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **parts})


def jpeg_with_place() -> ContentFile:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "CANARY camera"
    Image.new("RGB", (8, 8), "teal").save(out, "JPEG", exif=exif, comment=b"CANARY comment")
    return ContentFile(out.getvalue(), name="photo.jpg")
