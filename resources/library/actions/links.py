"""Do the links of the records still answer? A few each round, each about once a week."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, F, Min, OuterRef, Q, Subquery
from django.utils import timezone

from resources.library import outside
from resources.library.models import LinkState, ResourceLink

WEEK, DAY = timedelta(days=7), timedelta(days=1)
A_ROUND = 10  # links
SECONDS = 20  # after which a round begins no other link
GENTLE = 1.0  # seconds between two requests to one host
LATER = {429, 503}  # the server asks for patience: neither alive nor dead
Look = Callable[[str, outside.Pause], int]


class Patience:
    """At most one request to a host in a second."""

    def __init__(self) -> None:
        self.last: dict[str, float] = {}

    def __call__(self, host: str) -> None:
        wait = self.last.get(host, float("-inf")) + GENTLE - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self.last[host] = time.monotonic()


def due(now: datetime) -> list[str]:
    """Addresses never asked first, then the longest not asked; one that failed is asked again the next day.

    A group's own records are left out: nobody outside hears from us what a group reads."""
    kept = LinkState.objects.filter(url=OuterRef("url"))
    fresh = kept.filter(Q(checked_at__gt=now - DAY) | Q(checked_at__gt=now - WEEK, failures=0))
    links = ResourceLink._base_manager.filter(resource__live=True, resource__group=None).exclude(Exists(fresh))
    last = links.annotate(last=Subquery(kept.values("checked_at")[:1]))
    asked = last.values("url").annotate(first=Min("pk"), asked_at=Min("last"))
    order = F("asked_at").asc(nulls_first=True)
    return list(asked.order_by(order, "first").values_list("url", flat=True)[:A_ROUND])


def check_due(look: Look = outside.status_of) -> int:
    """One round; how many were asked. Does nothing unless LINK_CHECKS is on."""
    if not settings.LINK_CHECKS:
        return 0
    begun, patience, number = time.monotonic(), Patience(), 0
    for url in due(timezone.now()):
        if time.monotonic() - begun > SECONDS:
            break
        check(url, look, patience)
        number += 1
    forget()
    return number


def check(url: str, look: Look = outside.status_of, patience: outside.Pause | None = None) -> LinkState:
    state, _made = LinkState.objects.get_or_create(url=url)
    try:
        state.status, state.why = look(url, patience or Patience()), ""
    except (outside.Refused, outside.Silent) as error:
        state.status, state.why = 0, str(error)[:120]
    if state.status == 0 or (state.status >= 500 and state.status not in LATER) or state.status in (404, 410):
        state.failures += 1
    elif state.status not in LATER:
        state.failures = 0
    state.checked_at = timezone.now()
    state.save()
    return state


def forget() -> None:
    """What no record links to any more."""
    linked = ResourceLink._base_manager.filter(url=OuterRef("url"))
    LinkState.objects.filter(~Exists(linked), checked_at__lt=timezone.now() - WEEK).delete()
