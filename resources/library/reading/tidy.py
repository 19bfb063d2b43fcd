"""Text as programs leave it in files, made into paragraphs that people read."""

import re
import unicodedata
from collections.abc import Iterable

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060-\u206f\u202a-\u202e\ufeff\ufff9-\uffff\ud800-\udfff]"
)
FORMS = re.compile("[\ufb00-\ufdff\ufe70-\ufeff]+")  # letters as they look in a word: ligatures, Arabic forms
SPLIT = re.compile("(?<=\\w)[-\u00ad\u2010\ufffe\x02][ \t]*\n[ \t]*(?=[^\\W\\d_])")
POINT = re.compile(r"^\s*(?:[•●◦▪■□–—*·‣-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
TURNED = re.compile("^([.)])(\\d{1,2})(?=\\s+[\u0590-\u08ff])", re.M)  # 1. before Arabic, as PDFium gives it: .1
ENDS = (".", "!", "?", ":", "؟", "۔", "”", '."')


def clean(text: str) -> str:
    """Without control characters, tricks of direction and halves of characters; NFC, single spaces, `\\n` lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = UNSEEN.sub("", text).replace("\u00ad", "")
    text = FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n"))
    return TURNED.sub(r"\2\1", "\n".join(lines).strip())


def unbroken(text: str) -> str:
    """A word that was parted at the end of a line, in one piece again."""
    return SPLIT.sub(_joined, text.replace("\r\n", "\n").replace("\r", "\n"))


def _joined(found: "re.Match[str]") -> str:
    follows = found.string[found.end()]
    return "" if follows.islower() else "-"


def paragraphs(lines: Iterable[str]) -> list[str]:
    """Lines of a printed page as paragraphs: a full line goes on in the next, a short one ends."""
    rows = [line for line in lines if line]
    full = sorted(map(len, rows))[len(rows) * 4 // 5] if rows else 0
    made: list[str] = []
    before = ""
    for row in rows:
        if before and _goes_on(before, row, full):
            made[-1] += f" {row}"
        else:
            made.append(row)
        before = row
    return made


def _goes_on(before: str, row: str, full: int) -> bool:
    if POINT.match(row):
        return False
    if row[0].islower():
        return True
    if before.endswith(ENDS):
        return len(before) > full * 0.85
    return len(before) > full * 0.7 and len(before) > 30
