"""What a reader chose in the address: parsed harmlessly, applied, and taken away again one by one."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from foundation.text import clean
from resources.library.models import Resource, ResourceFile, ResourceLink
from resources.library.terms import FACETS, Names

COLUMNS = {
    "type": "kind",
    "theme": "themes__slug",
    "country": "countries",
    "region": "regions__slug",
    "cadre": "cadres__slug",
    "level": "level",
    "year": "year",
    "concept": "concepts__slug",
    "study": "study",
    "licence": "licence",
}
SORTS = ("relevance", "newest", "downloads", "title")


@dataclass(frozen=True)
class Chosen:
    q: str = ""
    facets: dict[str, list[str]] = field(default_factory=dict)
    sort: str = "newest"

    @classmethod
    def read(cls, asked: QueryDict, known: Names) -> "Chosen":
        """Values that mean nothing are passed over."""
        q = " ".join(clean(asked.get("q", "")[:400]).split())[:200]
        facets: dict[str, list[str]] = {}
        for facet in FACETS:
            values = [value.strip() for value in asked.getlist(facet)[:50]]
            if facet == "country":
                values = [value.upper()[:2] if len(value) == 2 else "" for value in values]
            if facet == "year":
                good = [value for value in values if value.isascii() and value.isdigit() and len(value) == 4]
            else:
                good = [value for value in values if value in known[facet]]
            if good:
                facets[facet] = list(dict.fromkeys(good))
        sort = asked.get("sort", "")
        if sort not in SORTS or (sort == "relevance" and not q):
            sort = "relevance" if q else "newest"
        return cls(q, facets, sort)

    @property
    def number(self) -> int:
        return sum(len(values) for values in self.facets.values())

    def address(self, **changes: Any) -> str:
        """The query string of this choice; `sort` may be changed."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(facet, value) for facet, values in self.facets.items() for value in values]
        sort = changes.get("sort", self.sort)
        if sort != ("relevance" if self.q else "newest"):
            pairs.append(("sort", sort))
        return urlencode(pairs)

    def without(self, facet: str, value: str) -> str:
        left = {name: [one for one in ones if (name, one) != (facet, value)] for name, ones in self.facets.items()}
        return Chosen(self.q, left, self.sort).address()

    def narrowed(self, resources: "QuerySet[Resource]", leaving_out: str = "") -> "QuerySet[Resource]":
        """Values of one facet widen each other, facets narrow each other; as `Columns.narrowed`, for what asks the database.

        Subqueries, so no row comes twice.
        """
        for facet, values in self.facets.items():
            if facet == leaving_out:
                continue
            if facet == "pillar":
                chosen = Q()
                for value in values:
                    chosen |= Q(**{value: True})
                resources = resources.filter(chosen)
            elif facet == "lang":
                resources = resources.filter(
                    Q(pk__in=ResourceFile.objects.filter(language__in=values).values("resource"))
                    | Q(pk__in=ResourceLink._base_manager.filter(language__in=values).values("resource"))
                )
            elif facet in ("type", "level", "year", "study", "licence"):
                resources = resources.filter(**{f"{COLUMNS[facet]}__in": values})
            else:
                having = Resource.objects.filter(**{f"{COLUMNS[facet]}__in": values}).order_by().values("pk")
                resources = resources.filter(pk__in=having)
        return resources


def sort_name(sort: str) -> str:
    return {
        "relevance": _("Best match first"),
        "newest": _("Newest first"),
        "downloads": _("Most downloaded first"),
        "title": _("By title"),
    }[sort]
