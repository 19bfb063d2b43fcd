"""Records in a CSV file: any of the usual separators, the first row names the columns."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from resources.library.imports.columns import COLUMNS, cell, read
from resources.library.imports.table import MOST_ROWS, Row, Table, too_many
from resources.library.imports.words import Words

MOST_COLUMNS = 200
WIDEST = 200_000  # letters of a cell; more is a quotation mark that nobody closed
MARK = "\ufeff"


def table(text: str, words: Words) -> Table:
    """Raises ValidationError where it is no table at all."""
    before = csv.field_size_limit(WIDEST)
    try:
        return _table(text, words)
    finally:
        csv.field_size_limit(before)


def _table(text: str, words: Words) -> Table:
    first = text.lstrip("\r\n").partition("\n")[0]
    parted_by = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=parted_by, strict=True)
    try:
        names = [name.strip().lstrip("'").casefold().replace(" ", "_") for name in next(lines, [])]
    except csv.Error:
        names = []
    if len(names) > MOST_COLUMNS:
        raise ValidationError(_("This file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    if "title" not in names:
        raise ValidationError(_("The first row must name the columns, and one of them must be “title”."))
    doubled = {name for name in names if name in COLUMNS and names.count(name) > 1}
    if doubled:
        raise ValidationError(_("A column stands twice: %(names)s.") % {"names": ", ".join(sorted(doubled))})
    made = Table()
    strange = [name for name in names if name and name not in COLUMNS]
    if strange:
        told = ", ".join(name[:40] for name in strange[:20])
        made.notes.append(_("These columns are not known and are passed over: %(names)s.") % {"names": told})
    for number, cells in enumerate(_rows(lines), 2):
        if cells == []:
            continue
        if len(made.rows) == MOST_ROWS:
            raise too_many()
        made.rows.append(_row(number, names, cells, words))
    return made


def _rows(lines: Any) -> Iterator[list[str] | str]:
    """Cells, or what is wrong with the row: the next row may be well again."""
    while True:
        try:
            yield [] if not any(cells := next(lines)) else cells
        except StopIteration:
            return
        except csv.Error as error:
            lost = "end of data" in str(error) or "limit" in str(error)
            yield (
                _("A quotation mark is opened and not closed: what follows it could not be read.")
                if lost
                else _("Its quotation marks do not fit.")
            )
            if lost:
                return


def _row(number: int, names: list[str], cells: list[str] | str, words: Words) -> Row:
    row = Row(number)
    if isinstance(cells, str):
        row.refuse("", cells)
        return row
    if any(one.strip() for one in cells[len(names) :]):
        row.refuse("", _("It has more cells than the first row has names."))
    for name, text in zip(names, cells, strict=False):
        if name in COLUMNS:
            try:
                row.values[name] = read(name, text, words)
            except ValidationError as error:
                row.refuse(name, error.messages[0])
    return row


def lines(many: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The file, row by row, as spreadsheets take it: with the mark that tells them it is UTF-8."""
    yield MARK + ",".join(COLUMNS) + "\r\n"
    for values in many:
        out = io.StringIO()
        csv.writer(out).writerow([cell(column, values[column]) for column in COLUMNS])
        yield out.getvalue()
