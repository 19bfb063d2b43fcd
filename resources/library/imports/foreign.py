"""What reference managers say, in our words: the same for RIS and BibTeX."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

from foundation.text import clean, plain
from foundation.vocabulary.models import Pillar
from resources.library.identifiers import normal_doi, normal_isbn
from resources.library.imports.columns import languages_by_name
from resources.library.imports.table import Row
from resources.library.imports.words import TERMS, Words, compared

SHORT, LONG = 600, 5000  # letters of a summary, of what is in it
THREE = {"eng": "en", "fre": "fr", "fra": "fr", "spa": "es", "por": "pt", "ara": "ar", "swa": "sw", "rus": "ru"}
ENGLISH = re.compile(r"^In English: (.+)$")


def line(text: Any) -> str:
    return " ".join(clean(str(text or "")).split())


def put_abstract(row: Row, text: str) -> None:
    """As the summary where it fits; else its beginning, and the whole of it as what is in the record."""
    text = clean(text)
    if not text:
        return
    row.values["summary"] = text if len(text) <= SHORT else plain(text.replace("<", " "), SHORT - 1)
    if len(text) > SHORT:
        row.values["contents"] = text[:LONG]


def put_year(row: Row, text: str) -> None:
    found = re.search(r"\d{4}", text)
    if found:
        row.values["year"] = int(found[0])
    elif text:
        row.refuse("year", _not_read(text))


def put_language(row: Row, text: str) -> None:
    asked = text.casefold()
    code = THREE.get(asked) or languages_by_name().get(asked) or languages_by_name().get(re.split("[-_]", asked)[0])
    if code:
        row.values["language"] = code


def put_numbers(row: Row, doi: str, isbns: Iterable[str]) -> None:
    """Journals stand under the same tag as books: what is no ISBN is passed over."""
    if doi:
        try:
            row.values["doi"] = normal_doi(doi)
        except ValidationError as error:
            row.refuse("doi", error.messages[0])
    for number in isbns:
        try:
            row.values.setdefault("isbn", normal_isbn(number))
        except ValidationError:
            continue


def put_makers(row: Row, authors: list[str], publishers: list[str]) -> None:
    """A publisher that our own citation put in the place of the author is no author."""
    if publishers:
        row.values["publishers"] = tuple(sorted(set(publishers)))
    if authors and sorted(authors) != sorted(publishers):
        if authors[-1] in ("others", "et al."):
            authors[-1] = "and others"
        row.values["authors"] = "; ".join(authors)


def put_links(row: Row, addresses: Iterable[str]) -> None:
    """Our own address tells which record it is; others are links of a new record."""
    ours = settings.SITE_URL + "/"
    found = []
    for address in dict.fromkeys(line(one) for one in addresses):
        mine = re.search(r"/resources/([-\w]+)/$", address) if address.startswith(ours) else None
        if mine:
            row.values["slug"] = mine[1]
        elif urlsplit(address).scheme in ("http", "https") and len(address) <= 500:
            found.append((row.values.get("language", "en"), address, ""))
    if found:
        row.suggested["links"] = tuple(found)


def put_keywords(row: Row, words: Words, keywords: Iterable[str]) -> None:
    """Those that are words of ours become themes, countries and so on; the others have no place."""
    found: dict[str, set[str]] = {}
    for keyword in keywords:
        if compared(keyword) in Pillar.values:
            found.setdefault("pillars", set()).add(compared(keyword))
        for column in TERMS:
            key = words.key(column, keyword)
            if key:
                found.setdefault(column, set()).add(key)
    row.suggested |= {column: tuple(sorted(keys)) for column, keys in found.items()}


def _not_read(text: str) -> str:
    from django.utils.translation import gettext as _

    return _("“%(word)s” is not a year.") % {"word": text[:60]}
