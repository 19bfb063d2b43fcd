"""A choice of the list as it is kept: written in one order, named in words, asked for what is new."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext as _

from foundation.fulltext.queries import Asked
from resources.library import terms
from resources.library.filters import Chosen
from resources.library.models import Resource, SavedSearch
from resources.library.options import chips

if TYPE_CHECKING:
    from community.groups.models import Reader

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class News:
    """How many records came after a search was opened, and when the last of them came."""

    number: int
    last: datetime


def chosen_of(query: str, names: terms.Names | None = None) -> Chosen:
    """The choice of a query string without its sort, each facet's values in one order."""
    chosen = Chosen.read(QueryDict(query), terms.names(terms.stamp()) if names is None else names)
    facets = {facet: sorted(values) for facet, values in chosen.facets.items()}
    return replace(chosen, facets=facets, sort="relevance" if chosen.q else "newest")


def canonical(query: str) -> str:
    """The same for the same choice, whatever the order in which it was made."""
    return chosen_of(query).address()


def name_of(chosen: Chosen, names: terms.Names) -> str:
    """`Supervision, Kenya, French`."""
    words = [chosen.q[:1].upper() + chosen.q[1:], *(chip.label for chip in chips(chosen, names))]
    name = ", ".join(filter(None, words)) or _("All resources")
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip(" ,") + "…"


def is_whole(search: SavedSearch, names: terms.Names) -> bool:
    """False where a theme or another value of the choice is no longer there: it would find more than was asked."""
    return chosen_of(search.query, names).address() == search.query


def arrived(resources: "QuerySet[Resource]") -> "QuerySet[Resource]":
    """With `came`: when a record was published first, since a draft may lie for weeks."""
    return resources.annotate(came=Coalesce("first_published_at", "added_at"))


def matches(resources: "QuerySet[Resource]", chosen: Chosen) -> "QuerySet[Resource]":
    """What a choice finds, in no order: the words are asked once, nothing is weighed."""
    if chosen.q:
        asked = Asked(chosen.q, [Resource.search_kind])
        if asked.empty:
            return resources.none()
        resources = resources.filter(pk__in=RawSQL(asked.sql("SELECT e.object_id"), asked.values()))  # noqa: S611
    return chosen.narrowed(resources)


def news(
    searches: "Iterable[SavedSearch]", reader: "Reader", names: terms.Names, *, since: datetime | None = None
) -> dict[int, News]:
    """What came to each search since it was opened (or since a later moment), as `reader` sees it. Two queries for
    all of them: first whether anything came at all, then one that holds a part for each search."""
    whole = [search for search in searches if is_whole(search, names)]
    if not whole:
        return {}
    starts = {search.pk: max(search.seen_until, since or search.seen_until) for search in whole}
    seen = arrived(Resource.objects.visible_to(reader))
    newest = seen.aggregate(last=Max("came"))["last"]
    asked: list[QuerySet[Any, Any]] = [
        matches(seen.filter(_after(starts[search.pk])), chosen_of(search.query, names))
        .order_by()
        .values(search=Value(search.pk))
        .annotate(number=Count("pk"), last=Max("came"))
        for search in whole
        if newest and newest > starts[search.pk]
    ]
    if not asked:
        return {}
    rows = asked[0].union(*asked[1:], all=True) if asked[1:] else asked[0]
    return {row["search"]: News(row["number"], row["last"]) for row in rows if row["number"]}


def _after(moment: datetime) -> Q:
    """Told in columns, not in `came`, so that an index can serve."""
    return Q(first_published_at__gt=moment) | Q(first_published_at=None, added_at__gt=moment)


def newest_of_all() -> datetime | None:
    """When the last record that everybody may see came."""
    found = Resource.objects.filter(live=True, group=None).aggregate(
        last=Max(Coalesce(F("first_published_at"), "added_at"))
    )
    return found["last"]  # type: ignore[no-any-return]
