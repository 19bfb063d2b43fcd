"""Records in RIS: a tag a line, `TY` begins a record and `ER` ends it. An `ER` that is missing is put there."""

import re
from collections.abc import Iterator
from typing import Any

import rispy
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from resources.library.citing.types import kind_of_ris
from resources.library.imports import foreign
from resources.library.imports.table import MOST_ROWS, Row, Table, too_many
from resources.library.imports.words import Words

BEGINS, ENDS = re.compile(r"TY  ?-"), re.compile(r"ER  ?-")
LISTS = ("authors", "first_authors", "secondary_authors", "urls", "keywords")


def table(text: str, words: Words) -> Table:
    made = Table()
    for number, written in enumerate(_records(text), 1):
        if number > MOST_ROWS:
            raise too_many()
        made.rows.append(_row(number, written, words))
    if not made.rows:
        raise ValidationError(_("There is no record in this file: one begins with a line “TY  - ”."))
    return made


def _records(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if BEGINS.match(line) and lines:
            yield "\n".join(lines)
            lines = []
        if lines or BEGINS.match(line):
            if ENDS.match(line):
                yield "\n".join(lines)
                lines = []
            else:
                lines.append(line)
    if lines:
        yield "\n".join(lines)


def _row(number: int, written: str, words: Words) -> Row:
    row = Row(number)
    try:
        told = rispy.loads(f"{written}\nER  - \n")[0]
    except Exception:  # whatever a stranger's file makes of the parser concerns that record alone
        row.refuse("", _("This record could not be read."))
        return row
    one = {name: foreign.line(value) for name, value in told.items() if isinstance(value, str)}
    many: dict[str, list[str]] = {name: _list(told.get(name)) for name in LISTS}
    values: dict[str, Any] = {
        "title": one.get("title") or one.get("primary_title", ""),
        "english_title": one.get("translated_title", ""),
        "kind": str(kind_of_ris(one.get("type_of_reference", ""), one.get("type_of_work", ""))),
        "series": _first(one, "journal_name", "tertiary_title", "secondary_title", "alternate_title3"),
        "edition": one.get("edition", ""),
        "identifier": _first(one, "note", "accession_number", "number"),
    }
    row.values |= {name: value for name, value in values.items() if value}
    if not row.values.get("title"):
        row.refuse("title", _("It has no title."))
    foreign.put_language(row, one.get("language", ""))
    foreign.put_year(row, _first(one, "year", "publication_year", "date"))
    foreign.put_abstract(row, str(told.get("abstract") or told.get("notes_abstract") or ""))
    foreign.put_numbers(row, one.get("doi", ""), re.split(r"[;,\s]+", one.get("issn", "")))
    publishers = [maker.strip() for maker in one.get("publisher", "").split(";") if maker.strip()]
    foreign.put_makers(row, many["authors"] or many["first_authors"], publishers)
    foreign.put_links(row, many["urls"])
    foreign.put_keywords(row, words, many["keywords"])
    return row


def _list(value: Any) -> list[str]:
    return [foreign.line(one) for one in (value if isinstance(value, list) else [value] if value else [])]


def _first(told: dict[str, str], *names: str) -> str:
    return next((told[name] for name in names if told.get(name)), "")
