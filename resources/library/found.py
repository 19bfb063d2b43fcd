"""What a choice finds on the shelf for one reader: the ids in order, and what each filter would leave."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet, Sum

from community.groups.models import Reader
from community.members.models import Member
from foundation.compiled import Compiled
from foundation.fulltext import queries
from resources.library.filters import Chosen
from resources.library.models import Download, Resource
from resources.library.shelf import Shelf


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
    shelf: Shelf
    own: tuple[int, ...]
    language: str

    @cached_property
    def matched(self) -> list[int]:
        """By the words alone, the best first; whoever may see them."""
        return queries.found("resource", self.chosen.q, self.language)

    @cached_property
    def searched(self) -> int:
        """What the words find of what the reader sees."""
        seen = self.shelf.open | self.shelf.bits(self.own)
        return seen & self.shelf.bits(self.matched) if self.chosen.q else seen

    @cached_property
    def ids(self) -> list[int]:
        """Narrowed and sorted."""
        left = self.shelf.narrowed(self.searched, self.chosen.facets)
        if self.chosen.sort == "title":
            return self.shelf.titled(left)
        newest = self.shelf.newest(left)
        if self.chosen.sort == "downloads":
            times = dict(Download._base_manager.order_by().values_list("resource").annotate(Sum("count")))
            return sorted(newest, key=lambda pk: -times.get(pk, 0))
        if self.chosen.sort == "relevance":
            inside = set(newest)
            return [pk for pk in self.matched if pk in inside]
        return newest

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        return self.shelf.counts(self.searched, self.chosen.facets)

    def queryset(self) -> "QuerySet[Resource]":
        """What the words find, for what is asked of the database."""
        return Resource.objects.filter(pk__in=self.shelf.newest(self.searched))
