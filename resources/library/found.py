"""What a choice finds for one reader: the ids in order, and what each filter would leave."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet, Sum

from community.groups.models import Reader
from community.members.models import Member
from foundation.compiled import Compiled
from foundation.fulltext import queries
from resources.library.columns import Columns
from resources.library.filters import Chosen
from resources.library.models import Download, Resource

ISBN = re.compile(r"\b(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]\b")  # however it is divided


def _of_groups(pk: int) -> "QuerySet[Resource]":
    seen = Resource.objects.visible_to(Member(pk=pk)).exclude(group=None)
    return seen.order_by("pk").values_list("pk")  # type: ignore[return-value]


OF_GROUPS = Compiled(_of_groups)


def own(reader: Reader) -> tuple[int, ...]:
    """The records that this reader sees and others do not, since they are kept by groups. Everybody sees the rest."""
    return tuple(pk for (pk,) in OF_GROUPS(reader.pk)) if reader.is_authenticated else ()


@dataclass
class Found:
    chosen: Chosen
    columns: Columns
    own: tuple[int, ...]
    language: str

    @cached_property
    def matched(self) -> list[int]:
        """By the words alone, the best first; whoever may see them."""
        words = ISBN.sub(lambda number: re.sub(r"[- ]", "", number[0]), self.chosen.q)
        return queries.found("resource", words, self.language)

    @cached_property
    def searched(self) -> int:
        """What the words find of what the reader sees."""
        seen = self.columns.open | self.columns.bits(self.own)
        return seen & self.columns.bits(self.matched) if self.chosen.q else seen

    @cached_property
    def ids(self) -> list[int]:
        """Narrowed and sorted."""
        left = self.columns.narrowed(self.searched, self.chosen.facets)
        if self.chosen.sort == "title":
            return self.columns.titled(left)
        newest = self.columns.newest(left)
        if self.chosen.sort == "downloads":
            times = dict(Download._base_manager.order_by().values_list("resource").annotate(Sum("count")))
            return sorted(newest, key=lambda pk: -times.get(pk, 0))
        if self.chosen.sort == "relevance":
            inside = set(newest)
            return [pk for pk in self.matched if pk in inside]
        return newest

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        return self.columns.counts(self.searched, self.chosen.facets)

    def queryset(self) -> "QuerySet[Resource]":
        """What the words find, for what is asked of the database."""
        return Resource.objects.filter(pk__in=self.columns.newest(self.searched))
