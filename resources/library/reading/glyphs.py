"""What a PDF says of its letters beside which they are: how large, and where they stand."""

import ctypes
import re
import unicodedata
from collections import Counter

import pypdfium2
from pypdfium2 import raw as pdfium

WORD = re.compile("[\u0590-\u08ff]{2,}")  # letters that are written from the right
LARGER = 1.12  # than most of the page: a heading
MUCH_LARGER = 1.5
LONGEST = 160  # letters of a line that may be a heading


def righted(page: pypdfium2.PdfTextPage, text: str) -> str:
    """Many programs store Arabic letters as they are drawn; their place on the page tells in which order they are read."""
    return WORD.sub(lambda found: _word(page, found), text)


def _word(page: pypdfium2.PdfTextPage, found: "re.Match[str]") -> str:
    letters: list[tuple[float, str]] = []
    marks: list[tuple[float, str]] = []
    for place in range(found.start(), found.end()):
        letter = found.string[place]
        middle = _middle(page, place)
        if middle is None:
            return found[0]
        (marks if unicodedata.combining(letter) else letters).append((middle, letter))
    letters.sort(key=lambda one: -one[0])  # stable: letters drawn as one stay in their order
    made = [letter for _middle, letter in letters]
    for middle, mark in marks:
        if made:
            nearest = min(range(len(letters)), key=lambda place: abs(letters[place][0] - middle))
            made[nearest] += mark
    return "".join(made)


def _middle(page: pypdfium2.PdfTextPage, place: int) -> float | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(page, place, left, right, bottom, top):
        return None
    return (left.value + right.value) / 2


def ranks(page: pypdfium2.PdfTextPage, text: str) -> list[int]:
    """For each line 1 where it is much larger than most of the page, 2 where it is larger, else 0."""
    lines = text.split("\r\n")
    sizes, place = [], 0
    for line in lines:
        first = place + len(line) - len(line.lstrip())
        sizes.append(round(pdfium.FPDFText_GetFontSize(page, first), 1) if line.strip() else 0.0)
        place += len(line) + 2
    weight: Counter[float] = Counter()
    for size, line in zip(sizes, lines, strict=True):
        weight[size] += len(line.strip())
    most = weight.most_common(1)[0][0] if weight else 0.0
    if most <= 0:
        return [0] * len(lines)
    found = [_rank(size / most, line) for size, line in zip(sizes, lines, strict=True)]
    return found if sum(map(bool, found)) * 2 <= len(lines) else [0] * len(lines)


def _rank(times: float, line: str) -> int:
    if times < LARGER or len(line) > LONGEST or sum(map(str.isalpha, line)) < 2:
        return 0
    return 1 if times >= MUCH_LARGER else 2
