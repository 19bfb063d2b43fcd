"""DOI, ISBN and year as they are kept: one form each, so that the same work is recognised."""

import re
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

BEFORE_DOI = re.compile(r"^(https?://(dx\.|www\.)?doi\.org/|doi\.org/|doi:\s*)", re.IGNORECASE)
DOI = re.compile(r"^10\.\d{4,9}(\.\d+)*/[^\s<>\"\x00-\x1f]+$")
EARLIEST = 1800


def normal_doi(text: str) -> str:
    """Without what stands before it, in small letters: DOIs do not tell them apart. Raises ValidationError."""
    text = text.strip()
    before = BEFORE_DOI.match(text)
    doi = text[before.end() :] if before else text
    if before and before[0].lower().startswith(("http", "doi.org")):
        doi = unquote(doi.split("?")[0].split("#")[0])
    doi = doi.strip().rstrip(".,;").lower()
    if doi and not DOI.match(doi):
        raise ValidationError(_("This is not a DOI. It begins with 10. and has a slash, such as 10.1000/182."))
    return doi


def normal_isbn(text: str) -> str:
    """Digits alone, with `X` where the last is one. Raises ValidationError for a wrong check digit."""
    isbn = re.sub(r"^(urn:)?isbn(-1[03])?:?", "", text.strip(), flags=re.IGNORECASE)
    isbn = re.sub(r"[\s\u2010-\u2015-]", "", isbn).upper()
    if isbn and not _checks(isbn):
        raise ValidationError(_("This is not an ISBN: it has 10 or 13 digits, and the last one must fit the others."))
    return isbn


def _checks(isbn: str) -> bool:
    if re.fullmatch(r"[0-9]{9}[0-9X]", isbn):
        return sum((10 - n) * (10 if letter == "X" else int(letter)) for n, letter in enumerate(isbn)) % 11 == 0
    if re.fullmatch(r"97[89][0-9]{10}", isbn):
        return sum((3 if n % 2 else 1) * int(letter) for n, letter in enumerate(isbn)) % 10 == 0
    return False


def check_year(year: int | None) -> None:
    """Raises ValidationError for a year that no document has. Next year's are announced in autumn."""
    latest = timezone.now().year + 1
    if year is not None and not EARLIEST <= year <= latest:
        raise ValidationError(
            _("Give a year between %(first)s and %(last)s.")
            % {"first": EARLIEST, "last": latest}  # one place, no comma
        )


def clean_numbers(record: Any) -> None:
    """Puts a record's numbers into their form; raises ValidationError with what is wrong beside each field."""
    wrong: dict[str, ValidationError] = {}
    for field, normal in (("doi", normal_doi), ("isbn", normal_isbn)):
        try:
            setattr(record, field, normal(getattr(record, field)))
        except ValidationError as error:
            wrong[field] = error
    try:
        check_year(record.year)
    except ValidationError as error:
        wrong["year"] = error
    if wrong:
        raise ValidationError(wrong)  # type: ignore[arg-type]
