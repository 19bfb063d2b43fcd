"""The rows of a list: public records and those that are gone, in the order of their last change.

A page begins behind the last row of the page before (its moment and number), so a record that changes while somebody
harvests moves to the end and is never passed over.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Min, Q, QuerySet, TextField
from django.db.models.functions import Cast

from portal.api.oai.asked import Wanted
from portal.api.oai.errors import no_match, unknown_id
from resources.library.citing.sets import specs, within
from resources.library.models import Gone, Resource

AT_ONCE = 100
PARTS = ("files", "links", "themes")
NUMBER = re.compile(r"[1-9][0-9]{0,17}$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    moment: datetime
    sets: list[str]
    record: Resource | None = None  # None where it is gone


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    wanted: Wanted
    onward: Wanted | None


def public() -> "QuerySet[Resource]":
    return Resource.objects.visible_to(AnonymousUser()).order_by()


def identifier(number: int) -> str:
    return f"oai:{settings.SITE_HOST}:{number}"


def page(wanted: Wanted, parts: tuple[str, ...]) -> Page:
    """At most `AT_ONCE` rows. Raises noRecordsMatch where the first page is empty."""
    there, gone = _there(wanted), _gone(wanted)
    if wanted.size is None:
        wanted = replace(wanted, size=there.count() + gone.count())
    rows = [of(record) for record in _next(there, "updated_at", "pk", wanted).prefetch_related(*PARTS, *parts)]
    rows += [lost(row) for row in _next(gone, "gone_at", "number", wanted)]
    rows.sort(key=lambda row: (row.moment, row.number))
    if not rows and wanted.after is None:
        raise no_match()
    shown = rows[:AT_ONCE]
    if len(rows) <= AT_ONCE:
        return Page(shown, wanted, None)
    last = shown[-1]
    return Page(shown, wanted, replace(wanted, given=wanted.given + len(shown), after=(last.moment, last.number)))


def one(text: str, parts: tuple[str, ...] = ()) -> Row:
    """By its identifier. Raises idDoesNotExist, also for what is not public."""
    start, _found, number = text.rpartition(":")
    if f"{start}:" != identifier(0)[:-1] or not NUMBER.match(number):
        raise unknown_id()
    record = public().filter(pk=int(number)).prefetch_related(*PARTS, *parts).first()
    gone = None if record else Gone._base_manager.filter(number=int(number)).first()
    if record is None and gone is None:
        raise unknown_id()
    return of(record) if record else lost(gone)  # type: ignore[arg-type]


def earliest() -> datetime | None:
    moments = [public().aggregate(at=Min("updated_at"))["at"], Gone._base_manager.aggregate(at=Min("gone_at"))["at"]]
    return min((moment for moment in moments if moment), default=None)


def of(record: Resource) -> Row:
    return Row(record.pk, record.updated_at, specs(record), record)


def lost(row: Gone) -> Row:
    return Row(row.number, row.gone_at, row.sets)


def _there(wanted: Wanted) -> "QuerySet[Resource]":
    found = public().filter(_between("updated_at", wanted))
    return within(found, wanted.set) if wanted.set else found


def _gone(wanted: Wanted) -> "QuerySet[Gone]":
    found = Gone._base_manager.filter(_between("gone_at", wanted))
    if not wanted.set:
        return found
    spec = f'"{wanted.set}"' if ":" in wanted.set else f'"{wanted.set}:'
    return found.annotate(named=Cast("sets", TextField())).filter(named__contains=spec)  # alike on both databases


def _between(field: str, wanted: Wanted) -> Q:
    chosen = Q()
    if wanted.since:
        chosen &= Q(**{f"{field}__gte": wanted.since})
    if wanted.before:
        chosen &= Q(**{f"{field}__lt": wanted.before})
    return chosen


def _next(rows: "QuerySet[Any]", field: str, number: str, wanted: Wanted) -> "QuerySet[Any]":
    if wanted.after:
        moment, last = wanted.after
        rows = rows.filter(Q(**{f"{field}__gt": moment}) | Q(**{field: moment, f"{number}__gt": last}))
    return rows.order_by(field, number)[: AT_ONCE + 1]
