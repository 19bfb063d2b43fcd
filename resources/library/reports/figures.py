"""How often files were taken, by month, country and language, and which most: numbers for editors, never people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.vocabulary.models import Country
from resources.library import languages
from resources.library.editing.gate import handled_by
from resources.library.models import Download, ResourceFile

if TYPE_CHECKING:
    from community.groups.models import Reader

FEWEST = 5  # of one country: a smaller number could point to somebody
MOST = 50  # files


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    number: int | None  # None where it is too small to be told, or what is left over
    shown: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    title: str
    head: str
    rows: list[Row]
    note: str = ""


def first_of(month: date, back: int = 0) -> date:
    """The first day of the month so many months earlier."""
    place = month.year * 12 + month.month - 1 - back
    return date(place // 12, place % 12 + 1, 1)


def taken(reader: "Reader", first: date, last: date) -> "QuerySet[Download]":
    """In the months from `first` to `last`; of a group's records only to who is in the group."""
    seen = handled_by(reader).order_by().values("pk")
    return Download._base_manager.filter(resource__in=seen, day__gte=first, day__lt=first_of(last, -1))


def figures(found: "QuerySet[Download]", first: date, last: date) -> list[Figure]:
    return [_months(found, first, last), _countries(found), _file_languages(found), _languages(found), _files(found)]


def total(found: "QuerySet[Download]") -> int:
    return found.aggregate(times=Sum("count"))["times"] or 0


def _sums(found: "QuerySet[Download]", *fields: str) -> "Iterable[dict[str, Any]]":
    return found.order_by().values(*fields).annotate(times=Sum("count")).order_by("-times", *fields)


def _months(found: "QuerySet[Download]", first: date, last: date) -> Figure:
    counted = {row["month"]: row["times"] for row in _sums(found.annotate(month=TruncMonth("day")), "month")}
    rows, month = [], first
    while month <= last:
        rows.append(Row(date_format(month, "YEAR_MONTH_FORMAT"), counted.get(month, 0)))
        month = first_of(month, -1)
    return Figure("month", _("By month"), _("Month"), rows)


def _countries(found: "QuerySet[Download]") -> Figure:
    """What is not known is left without a number: it would tell the small ones by subtraction."""
    names = {country.pk: str(country) for country in Country._base_manager.all()}
    rows = []
    for row in _sums(found.exclude(country=""), "country"):
        small = row["times"] < FEWEST
        few = _("fewer than %(number)s") % {"number": FEWEST}
        rows.append(
            Row(names.get(row["country"], row["country"]), None if small else row["times"], few if small else "")
        )
    rows.sort(key=lambda row: (-(row.number or 0), row.label))
    rows.append(Row(_("Not known"), None, _("the rest")))
    note = _("The country a member has named. Of visitors who are not signed in none is known.")
    return Figure("country", _("By country"), _("Country"), rows, note)


def _file_languages(found: "QuerySet[Download]") -> Figure:
    rows = [Row(_tongue(row["file_language"]), row["times"]) for row in _sums(found, "file_language")]
    return Figure("file-language", _("By language of the file"), _("Language"), rows)


def _languages(found: "QuerySet[Download]") -> Figure:
    rows = [Row(_tongue(row["language"]), row["times"]) for row in _sums(found, "language")]
    return Figure("language", _("By language of the pages"), _("Language"), rows)


def _tongue(code: str) -> str:
    return languages.name(code) if code else _("Not known")


def _files(found: "QuerySet[Download]") -> Figure:
    counted = list(_sums(found, "resource", "resource__title", "checksum")[:MOST])  # type: ignore[index]
    sums = [row["checksum"] for row in counted]
    names = {
        (file.resource_id, file.checksum): f"{file.name} ({file.type.label}, {languages.name(file.language)})"
        for file in ResourceFile.objects.filter(checksum__in=sums)
    }
    rows = [
        Row(
            row["resource__title"],
            row["times"],
            more=names.get((row["resource"], row["checksum"]), _("an earlier edition")),
        )
        for row in counted
    ]
    return Figure("file", _("Most taken files"), _("Record"), rows)
