"""The columns of a CSV file of records, both ways: what a cell says, and how a value is written into one.

Several values of a cell are parted by `|`; a `|` or `\\` inside a value has a `\\` before it.
"""

import re
from functools import cache
from typing import Any

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.text import clean
from foundation.vocabulary.models import Pillar
from resources.library import languages
from resources.library.citing.types import kind_named
from resources.library.imports.words import TERMS, Words
from resources.library.models import Level, Licence, Resource, Study

COLUMNS = [
    "slug", "title", "language", "english_title", "summary", "contents", "kind", "pillars", "themes", "countries",
    "regions", "cadres", "level", "publishers", "authors", "year", "edition", "series", "doi", "isbn", "identifier",
    "licence", "rights", "study", "concepts", "links",
]  # fmt: skip
CHOICES: dict[str, Any] = {"level": Level, "study": Study, "licence": Licence}
SEVERAL = {"pillars", "publishers", "links", *TERMS}
FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")  # what a spreadsheet runs, and our own mark before it


def cell(column: str, value: Any) -> str:
    """As it stands in the file. A cell that a spreadsheet would run begins with an apostrophe; `read` takes it off."""
    if column == "links":
        value = [" ".join(part for part in link if part) for link in value]
    if column in SEVERAL:
        value = "|".join(re.sub(r"([|\\])", r"\\\1", one) for one in value)
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) else text


def read(column: str, text: str, words: Words) -> Any:
    """Raises ValidationError with what is wrong, in words."""
    if text.startswith("'") and FORMULA.match(text):
        text = text[1:]
    text = clean(text)
    if column in SEVERAL:
        return READERS[column](column, parted(text), words)
    if column == "year":
        return _year(text)
    if column == "language":
        return _language(text)
    if column == "kind":
        kind = kind_named(text) if text else Resource._meta.get_field("kind").default
        return str(kind) if kind else _unknown(text)
    if column in CHOICES:
        return _choice(CHOICES[column], text)
    return text


def parted(text: str) -> list[str]:
    pieces = [re.sub(r"\\([|\\])", r"\1", one).strip() for one in re.findall(r"(?:\\[|\\]|[^|])+", text)]
    return list(dict.fromkeys(piece for piece in pieces if piece))


def _unknown(text: str) -> Any:
    raise ValidationError(_("“%(word)s” is not a word we know here.") % {"word": text[:60]})


def _year(text: str) -> int | None:
    if text and not re.fullmatch(r"[0-9]{4}(\.0)?", text):
        raise ValidationError(_("“%(word)s” is not a year.") % {"word": text[:60]})
    return int(text[:4]) if text else None


def _language(text: str) -> str:
    known = languages_by_name()
    found = known.get(text.casefold()) or known.get(text.casefold().split("-")[0]) if text else "en"
    return found or str(_unknown(text))


@cache
def languages_by_name() -> dict[str, str]:
    """By code, by its own name and by the English one."""
    codes = [code for code, _name in languages.choices()]
    english = {str(LANG_INFO[code]["name"]).casefold(): code for code in codes if "name" in LANG_INFO.get(code, {})}
    return english | {name.casefold(): code for code, name in languages.choices()} | {code: code for code in codes}


def _choice(kinds: Any, text: str) -> str:
    asked = text.casefold()
    if not text:
        return ""
    with override("en"):
        for one in kinds:
            if asked in (one.value, one.value.replace("-", " "), str(one.label).casefold()):
                return str(one.value)
    return str(_unknown(text))


def _pillars(_column: str, parts: list[str], _words: Words) -> tuple[str, ...]:
    for part in parts:
        if part.casefold() not in Pillar.values:
            _unknown(part)
    asked = {part.casefold() for part in parts}
    return tuple(pillar for pillar in Pillar.values if pillar in asked)


def _terms(column: str, parts: list[str], words: Words) -> tuple[str, ...]:
    keys = {words.key(column, part) or str(_unknown(part)) for part in parts}
    return tuple(sorted(keys))


def _publishers(_column: str, parts: list[str], _words: Words) -> tuple[str, ...]:
    for part in parts:
        if len(part) > 200:
            raise ValidationError(_("The name of a publisher has at most 200 letters."))
    return tuple(sorted(parts))


def _links(_column: str, parts: list[str], _words: Words) -> tuple[tuple[str, str, str], ...]:
    """Each `language address what it is`, the first and the last may be missing."""
    found = []
    for part in parts:
        language, address, label = "en", part, ""
        first, _space, rest = part.partition(" ")
        if not set(":/.") & set(first):
            language, address = _language(first), rest.strip()
        address, _space, label = address.partition(" ")
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError as error:
            raise ValidationError(_("“%(word)s” is not an address.") % {"word": address[:60]}) from error
        if len(address) > 500 or len(label) > 120:
            raise ValidationError(_("An address has at most 500 letters, and what it is at most 120."))
        found.append((language, address, label.strip()))
    return tuple(found)


READERS = {"pillars": _pillars, "publishers": _publishers, "links": _links, **dict.fromkeys(TERMS, _terms)}
