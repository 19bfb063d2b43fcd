"""Files that could do harm, told from their content. Where a virus scanner is at hand it stands behind `dangerous`."""

import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from foundation.filetypes import HEAD, MACRO, UNPACKED

CHUNK = 1 << 20
OVERLAP = 128  # bytes kept of the chunk before, so that no mark is cut in two
TEST_MARK = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE"  # in two parts, or scanners would take this file away
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!")
ARCHIVES = (b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGE = re.compile(rb"<(!doctype|html|head|body|script|svg|\?xml)", re.IGNORECASE)
EMBEDDED = re.compile(r"(^|/)(activeX/|embeddings/[^/]*\.bin$)", re.IGNORECASE)
RUNS = {".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jar", ".msi", ".hta", ".lnk", ".apk"}
A_PART = 64 << 20  # bytes
PACKED = 200  # times smaller; text and tables are packed to a fifth, at best to a fiftieth
SECONDS = 40  # by the clock, for looking into a PDF


def dangerous(file: IO[bytes]) -> str:
    """A sentence that says why the file is refused; empty where nothing was found. Leaves the file at its start."""
    file.seek(0)
    head = file.read(HEAD)
    try:
        if _marked(file):
            return _("This file carries the mark of a virus, so we do not take it.")
        if head.startswith(PROGRAMS):
            return _("This is a program. We take documents only.")
        if head.startswith(b"PK\x03\x04"):
            return _in_office(file)
        if head.startswith(ARCHIVES):
            return archive()
        if head.startswith(OLD_OFFICE):
            return _(
                "This is an old Office file, which can hide macros. Save it as docx, xlsx, pptx or PDF and send that."
            )
        if PAGE.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")):
            return _("This is a web page or an SVG drawing, which can hide scripts. Save it as a PDF and send that.")
        return _in_pdf(file) if head.startswith(b"%PDF-") else ""
    finally:
        file.seek(0)


def archive() -> str:
    return _("This is an archive. Take the documents out of it and send them one by one.")


def _marked(file: IO[bytes]) -> bool:
    file.seek(0)
    before = b""
    while chunk := file.read(CHUNK):
        if TEST_MARK in before + chunk:
            return True
        before = chunk[-OVERLAP:]
    return False


def _in_office(file: IO[bytes]) -> str:
    """By the names of the parts, and each part unpacked for the mark; how much that may be is bounded."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as parts:
            every = parts.infolist()
            names = [one.filename for one in every]
            if "[Content_Types].xml" not in names and "mimetype" not in names:
                return archive()
            if any(MACRO.search(name) for name in names) or _allows_macros(parts, names):
                return _("This file has macros, which can do harm. Save it without macros and send that.")
            if any(EMBEDDED.search(name) or PurePosixPath(name).suffix.lower() in RUNS for name in names):
                return _(
                    "This file has another file or a control inside, which can do harm. Take it out and send it again."
                )
            if sum(one.file_size for one in every) > UNPACKED or any(map(_swells, every)):
                return _("This file becomes far too large when it is opened, so we do not take it.")
            left = UNPACKED // 4
            for one in every:
                with parts.open(one) as part:
                    found, left = _marked_part(part, left)
                if found:
                    return _("This file carries the mark of a virus, so we do not take it.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error):
        return _("This file is damaged or locked, so we cannot look into it. Save it again and send that.")
    return ""


def _swells(part: zipfile.ZipInfo) -> bool:
    """Large, and packed as only the same few letters over and over can be."""
    return part.file_size > A_PART and part.file_size > PACKED * max(part.compress_size, 1)


def _allows_macros(parts: zipfile.ZipFile, names: list[str]) -> bool:
    if "[Content_Types].xml" not in names:
        return False
    with parts.open("[Content_Types].xml") as part:
        return b"macroEnabled" in part.read(CHUNK)


def _marked_part(part: IO[bytes], left: int) -> tuple[bool, int]:
    """`left` is how many bytes may still be unpacked of the whole file: what says it is small may not be."""
    before = b""
    while left > 0 and (chunk := part.read(min(CHUNK, left))):
        if TEST_MARK in before + chunk:
            return True, left
        before, left = chunk[-OVERLAP:], left - len(chunk)
    return False, left


def _in_pdf(file: IO[bytes]) -> str:
    """In a process of its own with hard limits, since a PDF can be made to keep its reader busy for ever."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        file.seek(0)
        while chunk := file.read(CHUNK):
            copy.write(chunk)
        copy.flush()
        asked = [sys.executable, "-m", "resources.library.peeking", copy.name]
        try:
            ran = subprocess.run(asked, cwd=settings.ROOT, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            return sentences()["broken"]
    said = ran.stdout.decode("ascii", "replace").strip()
    return "" if said == "fine" else sentences().get(said, sentences()["broken"])


def sentences() -> dict[str, str]:
    plain = _("Print it to a new PDF and send that.")
    return {
        "script": f"{_('This PDF has scripts inside, which can do harm.')} {plain}",
        "acts": f"{_('This PDF starts something when it is opened, which can do harm.')} {plain}",
        "inside": f"{_('This PDF has other files inside, which can do harm.')} {plain}",
        "locked": _("This PDF is locked with a password, so we cannot look into it. Send it without the password."),
        "broken": f"{_('This PDF is damaged, or too tangled for us to look into.')} {plain}",
    }
