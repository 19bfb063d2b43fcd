"""Files as people send them, good and bad, made in memory."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.resources.files import docx as docx_content
from tests.resources.files import pdf as pdf_content
from tests.resources.files import zipped


def sent(name, content, kind="application/octet-stream"):
    return SimpleUploadedFile(name, content, kind)


def pdf(name="guide.pdf", size=1000):
    return sent(name, pdf_content(size).read(), "application/pdf")


def docx(name="log.docx", **parts):
    return sent(name, docx_content(name, **parts).read())


def picture(name="photo.jpg", size=(640, 480), kind="JPEG", **options):
    out = BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, kind, **options)
    return sent(name, out.getvalue(), "image/jpeg")


def with_place(name="photo.jpg"):
    """A photograph that tells where, with what and by whom it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "CANARY camera", 6
    exif.get_ifd(0x8825)[2] = (1.0, 17.0, 31.0)
    return picture(name, (300, 200), exif=exif, comment=b"CANARY comment", icc_profile=b"CANARY profile")


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, data=b"", *more):
    """A PNG that says it has this size, whatever is in it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"".join([_chunk(b"IHDR", header), *more, _chunk(b"IDAT", zlib.compress(data)), _chunk(b"IEND", b"")])
    return sent("bomb.png", b"\x89PNG\r\n\x1a\n" + body, "image/png")


def text_bomb():
    """A small PNG with a text that unpacks to 64 MB."""
    return png(4, 4, bytes(4 * 13), _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(64 << 20))))


def zip_bomb():
    """Says that its parts are of 600 MB; only their list is ever read."""
    content = bytearray(
        zipped("a.docx", {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", "word/more.xml": "x"}).read()
    )
    end = content.rfind(b"PK\x01\x02")
    content[end + 24 : end + 28] = struct.pack("<I", 600 << 20)
    return sent("bomb.docx", bytes(content))
