"""What a file of records holds, row by row, before anything is done with it."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LARGEST = 20 * 1024 * 1024
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Problem:
    """`column` is "" where it is the row as a whole."""

    row: int
    column: str
    what: str

    def __str__(self) -> str:
        where = _("Row %(row)s, %(column)s: %(what)s") if self.column else _("Row %(row)s: %(what)s")
        return where % {"row": self.row, "column": self.column, "what": self.what}


@dataclass(slots=True)
class Row:
    """`values` has only what the file tells; `suggested` counts for a new record alone."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    suggested: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, what: str) -> None:
        self.problems.append(Problem(self.number, column, what))


@dataclass(slots=True)
class Table:
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def decoded(data: bytes) -> str:
    """UTF-8 or UTF-16 with their marks, UTF-8, else Windows' western letters. NUL and other control letters are left out."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return "".join(text.split("\x00")) if "\x00" in text else text


def too_many() -> ValidationError:
    return ValidationError(_("This file has more than %(most)s records. Part it.") % {"most": MOST_ROWS})
