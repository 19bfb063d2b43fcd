"""What a file is, told from its content. A name is never believed."""

import zipfile
from dataclasses import dataclass
from typing import IO

LARGEST = 250 * 1024 * 1024  # bytes
HEAD = 4096


@dataclass(frozen=True, slots=True)
class FileType:
    label: str
    mime: str
    ending: str


PDF = FileType("PDF", "application/pdf", "pdf")
PNG = FileType("PNG", "image/png", "png")
JPEG = FileType("JPEG", "image/jpeg", "jpg")
TEXT = FileType("TXT", "text/plain; charset=utf-8", "txt")
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = FileType("Word", OFFICE + "wordprocessingml.document", "docx")
EXCEL = FileType("Excel", OFFICE + "spreadsheetml.sheet", "xlsx")
POWERPOINT = FileType("PowerPoint", OFFICE + "presentationml.presentation", "pptx")
ODT = FileType("ODT", "application/vnd.oasis.opendocument.text", "odt")
EPUB = FileType("EPUB", "application/epub+zip", "epub")
ALL = [PDF, PNG, JPEG, TEXT, WORD, EXCEL, POWERPOINT, ODT, EPUB]
BY_MIME = {one.mime: one for one in ALL}


def type_of(file: IO[bytes]) -> FileType | None:
    """None where it is none of the types the library takes. Leaves the file at its start."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"PK\x03\x04"):
        found = _in_zip(file)
        file.seek(0)
        return found
    return TEXT if _is_text(head) else None


def _in_zip(file: IO[bytes]) -> FileType | None:
    """By the parts inside; nothing but a short `mimetype` is unpacked. Macros are not taken."""
    try:
        with zipfile.ZipFile(file) as parts:
            names = set(parts.namelist()[:5000])
            if "mimetype" in names:
                with parts.open("mimetype") as part:
                    mime = part.read(100).decode("ascii", "replace").strip()
                return BY_MIME.get(mime)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return None
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return None
    for inside, found in (
        ("word/document.xml", WORD),
        ("xl/workbook.xml", EXCEL),
        ("ppt/presentation.xml", POWERPOINT),
    ):
        if inside in names:
            return found
    return None


def _is_text(head: bytes) -> bool:
    """UTF-8 without control characters, and nothing that a browser could take for a page."""
    if not head or b"\x00" in head or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"#!", b"{\\rtf")):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:  # a letter cut at the end of what was read is no fault
            return False
    return not any(byte < 9 or 13 < byte < 32 for byte in head)
