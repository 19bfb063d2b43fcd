"""The live records as columns: for each value of each filter the records that have it, as the bits of a whole number.

Counting what every filter would leave is then `&` and `bit_count`, a few microseconds a value, where SQL would ask
the search again for each. A process keeps one such table, named by the last change of the records and terms: 20,000 records
take about 3 MB and a third of a second to read. Who sees which records is asked of `visible_to`, never of the kept.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from foundation.vocabulary.models import Pillar
from resources.library.filters import COLUMNS
from resources.library.models import Resource, ResourceFile, ResourceLink
from resources.library.terms import Changes

Facets = Mapping[str, list[str]]
OF_ONE = [facet for facet, column in COLUMNS.items() if column in {field.attname for field in Resource._meta.fields}]
_kept: "tuple[Changes, Columns] | None" = None


@dataclass
class Columns:
    ids: list[int]  # newest first: the first is the lowest bit
    open: int  # what everybody may see
    having: dict[str, dict[str, int]]

    @cached_property
    def place(self) -> dict[int, int]:
        return {pk: place for place, pk in enumerate(self.ids)}

    @cached_property
    def by_title(self) -> list[int]:
        """Places in the order of the titles."""
        titles = Resource.objects.filter(live=True).values_list("title", "pk")
        return [
            self.place[pk] for _title, pk in sorted((title.casefold(), pk) for title, pk in titles) if pk in self.place
        ]

    def bits(self, ids: Iterable[int]) -> int:
        """Ids that are not live are passed over."""
        return _bits((self.place[pk] for pk in ids if pk in self.place), len(self.ids))

    def narrowed(self, left: int, facets: Facets, leaving_out: str = "") -> int:
        """Values of one facet widen each other, facets narrow each other."""
        for facet, values in facets.items():
            if facet != leaving_out:
                any_of = 0
                for value in values:
                    any_of |= self.having[facet].get(value, 0)
                left &= any_of
        return left

    def counts(self, left: int, facets: Facets) -> dict[str, dict[str, int]]:
        """For each facet, how many each value would leave, the other facets staying."""
        return {
            facet: {value: many for value, bits in values.items() if (many := (bits & rest).bit_count())}
            for facet, values in self.having.items()
            for rest in [self.narrowed(left, facets, facet)]
        }

    def newest(self, left: int) -> list[int]:
        return list(compress(self.ids, _flags(left)))

    def titled(self, left: int) -> list[int]:
        flags = _flags(left).ljust(len(self.ids), b"\0")
        return [self.ids[place] for place in self.by_title if flags[place]]


def now(changes: Changes) -> Columns:
    """The columns as of the last changes, which the caller has asked for (`terms.stamp`)."""
    global _kept
    kept = _kept
    if kept is None or kept[0] != changes:
        kept = _kept = changes, read()
    return kept[1]


def read() -> Columns:
    live = Resource.objects.filter(live=True).order_by()
    columns = [COLUMNS[facet] for facet in OF_ONE]
    rows = list(live.order_by("-added_at", "-pk").values_list("pk", *Pillar.values, *columns))
    ids = [row[0] for row in rows]
    found: dict[str, dict[str, list[int]]] = {facet: defaultdict(list) for facet in ("pillar", "lang", *COLUMNS)}
    for place, row in enumerate(rows):
        for pillar, has in zip(Pillar.values, row[1:], strict=False):
            if has:
                found["pillar"][pillar].append(place)
        for facet, value in zip(OF_ONE, row[1 + len(Pillar.values) :], strict=True):
            if value:
                found[facet][str(value)].append(place)
    kept = Columns(ids, 0, {})
    for facet, pairs in _many(live).items():
        for pk, value in pairs:
            if value and pk in kept.place:
                found[facet][value].append(kept.place[pk])
    kept.having = {
        facet: {value: _bits(places, len(ids)) for value, places in values.items()} for facet, values in found.items()
    }
    kept.open = kept.bits(Resource.objects.visible_to(AnonymousUser()).order_by().values_list("pk", flat=True))
    return kept


def _many(live: "QuerySet[Resource]") -> dict[str, Iterable[tuple[int, str]]]:
    """What a record can have more of than one."""
    pairs: dict[str, Any] = {
        facet: live.values_list("pk", column) for facet, column in COLUMNS.items() if facet not in OF_ONE
    }
    texts = [model._base_manager.order_by() for model in (ResourceFile, ResourceLink)]
    pairs["lang"] = texts[0].values_list("resource", "language").union(texts[1].values_list("resource", "language"))
    return pairs


def _bits(places: Iterable[int], many: int) -> int:
    digits = bytearray(b"0" * many)
    for place in places:
        digits[-1 - place] = 49
    return int(digits, 2) if digits else 0


def _flags(bits: int) -> bytes:
    """A byte for each bit, 1 where it is set; the lowest first."""
    return bin(bits)[:1:-1].encode().translate(FLAG)


FLAG = bytes(byte == 49 for byte in range(256))
