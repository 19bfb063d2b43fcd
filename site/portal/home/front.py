"""What the home page shows: numbers, what is discussed now, new resources, this week's day. Few questions each."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from blog.campaigns.models import Day
from community.discussions.models import Topic
from community.members.models import Member
from foundation.vocabulary.models import Pillar
from resources.library.models import Resource

TOPICS = 5
RESOURCES = 4


@dataclass
class Entrance:
    """One pillar as a way into the resource database."""

    value: str
    label: Any
    words: Any
    shape: str
    count: int = 0


WORDS = {
    Pillar.PLANNING: (_("Who is needed, where, paid how. Law, money, mapping, hiring."), "square"),
    Pillar.DEVELOPING: (_("Training before and on the job, curricula, field placement."), "triangle"),
    Pillar.SUPPORTING: (_("Supervision, well-being, pay, recognition, associations."), "circle"),
}


def topics(request: HttpRequest) -> list[Topic]:
    """The last changed topics, with how many people wrote in each."""
    seen = Topic.objects.visible_to(request.user).order_by("-changed_at", "-pk")
    newest = list(seen.values_list("pk", flat=True)[:TOPICS])
    shown = Topic.objects.visible_to(request.user).filter(pk__in=newest).select_related("author__country", "country")
    return list(shown.order_by("-changed_at", "-pk"))


def numbers() -> dict[str, int]:
    return Member.objects.filter(is_active=True).aggregate(
        members=Count("pk"), countries=Count("country", distinct=True)
    )


def today(request: HttpRequest) -> Day | None:
    """The newest day of a Week of the last seven days that is open to this reader."""
    since = timezone.localdate() - timedelta(days=7)
    days = Day.objects.visible_to(request.user).for_language((get_language() or "en")[:2])
    days = days.filter(date__gte=since, date__lte=timezone.localdate())
    return days.defer_streamfields().select_related("locale").order_by("-date", "-number").first()


def version(request: HttpRequest) -> tuple[object, ...]:
    """Names a cached home page: its topics, newest resources, numbers, and the day it is."""
    seen = Topic.objects.visible_to(request.user).order_by("-changed_at", "-pk").values_list("pk", "seq")[:TOPICS]
    kept = Resource.objects.visible_to(request.user)
    return (tuple(seen), changed(kept), tuple(numbers().values()), timezone.localdate())


def changed(kept: QuerySet[Resource]) -> tuple[object, ...]:
    return tuple(kept.aggregate(count=Count("pk"), last=Max("updated_at")).values())


def entrances(kept: QuerySet[Resource]) -> list[Entrance]:
    """The pillars with how many resources each has; one resource may serve two. One query."""
    counts = kept.aggregate(**{pillar.value: Count("pk", filter=Q(**{pillar.value: True})) for pillar in Pillar})
    return [Entrance(pillar.value, pillar.label, *WORDS[pillar], count=counts[pillar.value]) for pillar in Pillar]


def shown(request: HttpRequest) -> dict[str, Any]:
    kept = Resource.objects.visible_to(request.user)
    day = today(request)
    return {
        "topics": topics(request),
        "resources": list(kept.order_by("-added_at", "-pk")[:RESOURCES]),
        "numbers": numbers(),
        "day": day,
        "days": day.get_siblings().count() if day else 0,
        "pillars": entrances(kept),
    }
