"""Records in BibTeX, with `@string`s put in and LaTeX's accents made letters."""

import logging
import re
from typing import Any

import bibtexparser
from bibtexparser.library import Library
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pylatexenc.latex2text import LatexNodes2Text

from resources.library.citing.types import kind_of_bibtex
from resources.library.imports import foreign
from resources.library.imports.table import MOST_ROWS, Row, Table, too_many
from resources.library.imports.words import Words

LATEX = re.compile(r"[\\{}$~]|--|``|''")
ADDRESSES = {"doi", "url"}  # read letter by letter
logging.getLogger("bibtexparser").setLevel(logging.ERROR)  # what is wrong is told to the editor
BRACE = {r"\ensuremath{\lbrace}": r"\{", r"\ensuremath{\rbrace}": r"\}"}


def table(text: str, words: Words) -> Table:
    try:
        library: Library = bibtexparser.parse_string(text)
    except Exception as error:  # a stranger's file may bring the parser to fall in ways it does not name
        raise ValidationError(_("This file could not be read as BibTeX.")) from error
    if len(library.entries) + len(library.failed_blocks) > MOST_ROWS:
        raise too_many()
    made = Table()
    for entry in library.entries:
        told = {name.lower(): str(part.value) for name, part in entry.fields_dict.items()}
        made.rows.append(_row((entry.start_line or 0) + 1, entry.entry_type, told, words))
    for block in library.failed_blocks:
        row = Row((block.start_line or 0) + 1)
        same = "duplicate" in type(block).__name__.lower()
        row.refuse(
            "", _("Its key stands twice in the file.") if same else _("Its braces or quotation marks do not fit.")
        )
        made.rows.append(row)
    if not made.rows:
        raise ValidationError(_("There is no record in this file: one begins with “@” and a word."))
    made.rows.sort(key=lambda row: row.number)
    return made


def _row(number: int, entry: str, written: dict[str, str], words: Words) -> Row:
    """Its number is the line where it begins."""
    row = Row(number)
    try:
        told = {name: text if name in ADDRESSES else decoded(text) for name, text in written.items()}
        names = people(written.get("author") or written.get("editor", ""))
        makers = people(_first(written, "publisher", "institution", "organization", "school"))
    except Exception:  # LaTeX is a programming language; what its reader cannot follow concerns that record alone
        row.refuse("", _("This record could not be read."))
        return row
    values: dict[str, Any] = {
        "title": told.get("title", ""),
        "kind": str(kind_of_bibtex(entry, told.get("type", ""))),
        "series": _first(told, "journal", "series", "journaltitle", "booktitle"),
        "edition": told.get("edition", ""),
        "identifier": told.get("number", "") if entry != "article" else "",
    }
    english = foreign.ENGLISH.match(told.get("note", ""))
    values["english_title"] = english[1] if english else ""
    row.values |= {name: value for name, value in values.items() if value}
    if not row.values.get("title"):
        row.refuse("title", _("It has no title."))
    foreign.put_language(row, told.get("language") or told.get("langid", ""))
    foreign.put_year(row, told.get("year") or told.get("date", ""))
    foreign.put_abstract(row, told.get("abstract", ""))
    foreign.put_numbers(row, foreign.line(told.get("doi", "")), [told.get("isbn", "")])
    foreign.put_makers(row, names, makers)
    foreign.put_links(row, [told["url"]] if told.get("url") else [])
    foreign.put_keywords(row, words, re.split(r"\s*[,;]\s*", told.get("keywords", "")))
    return row


def decoded(text: str) -> str:
    if not LATEX.search(text):
        return foreign.line(text)
    for written, brace in BRACE.items():
        text = text.replace(written, brace)
    return foreign.line(LatexNodes2Text(keep_comments=True).latex_to_text(text))


def people(text: str) -> list[str]:
    """Names parted by `and`, unless braces hold it."""
    parts, depth, start = [], 0, 0
    for found in re.finditer(r"\\.|[{}]|\s+and\s+", text):
        sign = found[0]
        depth += (sign == "{") - (sign == "}")
        if sign.strip() == "and" and depth == 0:
            parts.append(text[start : found.start()])
            start = found.end()
    return [name for name in (decoded(part) for part in [*parts, text[start:]]) if name]


def _first(told: dict[str, str], *names: str) -> str:
    return next((told[name] for name in names if told.get(name)), "")
