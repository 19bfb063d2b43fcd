"""Where a resource was used, and what its users say it is good for: sums alone, never who."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from resources.library.models import Answer, Resource, Use
from resources.library.models.uses import Purpose, Useful

NEWEST = 3
FEWEST = 3  # answers below which no sum is shown: of two, each would know what the other said


@dataclass
class Uses:
    told: int = 0
    stories: list[Use] = field(default_factory=list)
    answers: int = 0
    useful: int = 0
    partly: int = 0
    purpose: str = ""  # in words; the one that most have named, where at least three have

    @property
    def more(self) -> bool:
        return self.told > len(self.stories)


def uses_of(resource: Resource) -> Uses:
    """At most two queries for a resource that was asked `with_uses`, none where nobody has told or answered."""
    if not hasattr(resource, "uses_told"):  # a preview
        return Uses()
    found = Uses(told=resource.uses_told or 0)
    if found.told:
        shown = Use.objects.filter(resource=resource, hidden_at=None)  # gate: who asks was shown the resource
        found.stories = list(shown.select_related("country", "cadre")[:NEWEST])
    if (resource.answers_given or 0) >= FEWEST:  # type: ignore[attr-defined]
        _sum(resource, found)
    return found


def _sum(resource: Resource, found: Uses) -> None:
    rows = Answer.objects.filter(resource=resource).order_by().values_list("useful", "purpose").annotate(n=Count("pk"))
    useful: Counter[str] = Counter()
    purposes: Counter[str] = Counter()
    for said, purpose, number in rows:
        useful[said] += number
        purposes[purpose] += number if purpose and said != Useful.NO else 0
    found.answers, found.useful, found.partly = useful.total(), useful[Useful.YES], useful[Useful.PARTLY]
    best = purposes.most_common(1)
    if best and best[0][1] >= FEWEST:
        found.purpose = str(Purpose(best[0][0]).label)
