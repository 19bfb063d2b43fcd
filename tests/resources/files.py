"""Small files made in memory."""

import zipfile
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image


def pdf(size=1000, name="guide.pdf") -> ContentFile:
    body = b"%PDF-1.4\n" + bytes(n % 251 for n in range(size - 9))
    return ContentFile(body, name=name)


def pdf_of(pages: list[str], *, picture: bytes = b"", contents: dict[str, int] | None = None) -> bytes:
    """A PDF with real text, written by hand: a page a string, a line of type a line.

    `picture` is a JPEG that stands on every page; `contents` are titles of the outline with their page.
    """
    objects: list[bytes] = []

    def put(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    catalog, tree, font = put(b""), put(b""), put(FONT)
    looks = f"/Font << /F1 {font} 0 R >>"
    if picture:
        width, height = Image.open(BytesIO(picture)).size
        head = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB"
        drawn = put(stream(picture, f"{head} /BitsPerComponent 8 /Filter /DCTDecode"))
        looks += f" /XObject << /Im1 {drawn} 0 R >>"
    kids = []
    for page in pages:
        lines = [f"({escaped(line)}) Tj T*" for line in page.split("\n")] if page else []
        ink = "\n".join(["BT /F1 12 Tf 14 TL 60 780 Td", *lines, "ET"]) if page else ""
        ink += "\nq 400 0 0 300 60 60 cm /Im1 Do Q" if picture else ""
        written = put(stream(ink.encode("cp1252")))
        what = f"/Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Resources << {looks} >>"
        kids.append(put(f"<< {what} /Contents {written} 0 R >>".encode()))
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[tree - 1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
    root = f"/Type /Catalog /Pages {tree} 0 R"
    if contents:
        first = len(objects) + 2
        for place, (title, page) in enumerate(contents.items()):
            beside = f"/Prev {first + place - 2} 0 R" if place else ""
            beside += f" /Next {first + place} 0 R" if place < len(contents) - 1 else ""
            named = b"\xfe\xff".hex() + title.encode("utf-16-be").hex()
            put(
                f"<< /Title <{named}> /Parent {first + len(contents) - 1} 0 R {beside} /Dest [{kids[page - 1]} 0 R /Fit] >>".encode()
            )
        ends = f"/First {first - 1} 0 R /Last {first + len(contents) - 2} 0 R /Count {len(contents)}"
        root += f" /Outlines {put(f'<< /Type /Outlines {ends} >>'.encode())} 0 R"
    objects[catalog - 1] = f"<< {root} >>".encode()
    return _bound(objects)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def stream(content: bytes, head: str = "") -> bytes:
    return f"<< {head} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _bound(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    end = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{end}\n%%EOF\n".encode()
    return bytes(out)


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
