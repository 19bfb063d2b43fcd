"""Telephone numbers, told from years, counts and other rows of figures."""

import re
from collections.abc import Iterator

ROW = re.compile(r"(?<![\w+#.,])(?:\+\s?|00)?\(?\d(?:[ ()./-]{0,2}\d){6,18}(?![\w%]|[.,]\d)")
CUE = re.compile(
    r"(?:\btel\b|\btél\b|phone|mobile|\bcell\b|\bcall\b|whats\s?app|\bsms\b|appele[rz]|tel[eé]fono|celular|llam|"
    r"telefone|telemóvel|\bligar\b|\bsimu\b|piga|هاتف|جوال|موبايل|تلفون|واتس)[^\d\n]{0,15}$",
    re.IGNORECASE,
)
NOT_ONE = re.compile(r"(?:\bISBN|\bISSN|\bdoi|[$€£]|\b(?:USD|EUR|KES|GBP)\b)[^\d\n]{0,12}$", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
LEAST, MOST = 7, 15  # figures; E.164 has no more


def phones(text: str) -> Iterator[tuple[int, int]]:
    for found in ROW.finditer(text):
        before = text[max(0, found.start() - 30) : found.start()]
        if _is_one(found.group(), before):
            yield found.start(), found.end()


def _is_one(row: str, before: str) -> bool:
    groups = re.findall(r"\d+", row)
    figures = "".join(groups)
    if not LEAST <= len(figures) <= MOST or NOT_ONE.search(before):
        return False
    if row.startswith(("+", "(")) or CUE.search(before):
        return True
    if all(YEAR.fullmatch(group) for group in groups):
        return False
    if len(groups) == 1:
        return _is_one_row(figures)
    if figures.startswith("0"):
        return min(map(len, groups)) > 1
    return _is_grouped(groups, row)


def _is_one_row(figures: str) -> bool:
    """A long round number is a count, not somebody's line."""
    return not figures.endswith("000") or figures.startswith("0")


def _is_grouped(groups: list[str], row: str) -> bool:
    thousands = len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if thousands and not re.search(r"\d-\d", row):
        return False
    a_range = len(groups) == 2 and all(group.endswith("00") for group in groups)
    few = len(groups) <= 5 and max(map(len, groups)) >= 3 and min(map(len, groups)) >= 2
    return few and not a_range and not ("." in row and len(groups) == 2)
