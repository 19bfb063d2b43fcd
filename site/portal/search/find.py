"""One search over all rooms: hits of the index, each asked of its own `visible_to` before anything is told of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from community.groups.models import Group, Reader
from foundation.fulltext.queries import BEST, Hit, ranked
from portal.search.kinds import KINDS, Found

PAGE = 20


@dataclass(frozen=True, slots=True)
class Results:
    """What a reader may see of the hits, best first; things, not parts."""

    reader: Reader
    query: str
    hits: Sequence[Hit]
    more: bool  # there are more than are put in order

    def __len__(self) -> int:
        return len(self.hits)

    def page(self, number: int) -> list[Found]:
        """The rows of one page, in order; six or fewer queries a kind."""
        shown = self.hits[(number - 1) * PAGE : number * PAGE]
        told = {
            name: KINDS[name].tell(KINDS[name].visible(self.reader), parts, self.query)
            for name, parts in _by_kind(shown).items()
        }
        return [found for name, pk, part in shown if (found := told[name].get((pk, part)))]


def find(reader: Reader, query: str, kind: str = "", language: str = "") -> Results:
    kinds = [kind] if kind in KINDS else list(KINDS)
    best = ranked(query, kinds, language, spaces_of(reader))
    things: dict[tuple[str, int], Hit] = {}
    for hit in best:
        things.setdefault(hit[:2], hit)
    open_to = {
        name: set(KINDS[name].visible(reader).filter(pk__in={pk for pk, _part in parts}).values_list("pk", flat=True))
        for name, parts in _by_kind(things.values()).items()
    }
    return Results(reader, query, [hit for hit in things.values() if hit[1] in open_to[hit[0]]], len(best) == BEST)


def spaces_of(reader: Reader) -> list[str]:
    """Where this reader's hits can be, so that what they may not see takes no place from what they may."""
    if not reader.is_authenticated:
        return [""]
    own = Group.objects.joined_by(reader).order_by().values_list("pk", flat=True)
    return ["", "members", *(f"group.{pk}" for pk in own)]


def _by_kind(hits: Iterable[Hit]) -> dict[str, list[tuple[int, int]]]:
    sorted_hits: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name, pk, part in hits:
        sorted_hits[name].append((pk, part))
    return sorted_hits
