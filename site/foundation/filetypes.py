"""What a file is, told from its content. A name is never believed."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

HEAD = 4096
MOST_PARTS = 5000
MOST_READ = 256 * 1024
UNPACKED = 500 * 1024 * 1024  # bytes that all parts together say they have
MACRO = re.compile(r"(^|/)vba(Project\.bin|Data\.xml)$|^xl/macrosheets/|^(Basic|Scripts)/", re.IGNORECASE)


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
    """None where it is none of the types that are taken. Leaves the file at its start."""
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
    """By the parts inside; nothing but the list of types is unpacked. Macros and bombs are not taken."""
    try:
        with zipfile.ZipFile(file) as parts:
            every = parts.infolist()
            names = {one.filename for one in every[:MOST_PARTS]}
            if len(every) > MOST_PARTS or sum(one.file_size for one in every) > UNPACKED:
                return None
            if any(MACRO.search(name) for name in names):
                return None
            if "mimetype" in names:
                with parts.open("mimetype") as part:
                    mime = part.read(100).decode("ascii", "replace").strip()
                return BY_MIME.get(mime)
            kinds = ""
            if "[Content_Types].xml" in names:
                with parts.open("[Content_Types].xml") as part:
                    kinds = part.read(MOST_READ).decode("utf-8", "replace")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error):
        return None
    if "[Content_Types].xml" not in names or "macroEnabled" in kinds:
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
        if len(head) < HEAD or error.start < len(head) - 4:  # a letter cut at the end of what was read is no fault
            return False
    return not any(byte < 9 or 13 < byte < 32 for byte in head)
