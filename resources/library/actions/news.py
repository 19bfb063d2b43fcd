"""Telling members what is new for their searches: a row for each, none of group records, never twice."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from community.notifications import actions as notices
from resources.library import terms
from resources.library.actions.searches import address_of
from resources.library.kept import News, newest_of_all, news
from resources.library.models import SavedSearch

STRANGER = AnonymousUser()
AT_ONCE = 50  # searches asked about in one query
IN_ONE_GO = 2000  # searches of one run; the others are first in the next
MARGIN = timedelta(minutes=1)  # a record whose transaction ends late still counts as after the last look
WINDOW = timedelta(days=60)  # older records are no news, however long a search was not opened


def tell_news(now: datetime | None = None) -> int:
    """Tells how many searches had news. Counted is what everybody may see: a notice outlives the right to a group.

    Costs one query where nothing was published, else two for every fifty searches and four for each that has news.
    """
    until = (now or timezone.now()) - MARGIN
    newest = newest_of_all()
    if newest is None:
        return 0
    waiting = SavedSearch.objects.filter(told=True, member__is_active=True, told_until__lt=min(newest, until))
    due = list(waiting.select_related("member").order_by("told_until", "pk")[:IN_ONE_GO])
    names = terms.names(terms.stamp()) if due else {}
    told = 0
    for start in range(0, len(due), AT_ONCE):
        some = due[start : start + AT_ONCE]
        found = news(some, STRANGER, names, since=until - WINDOW)
        told += sum(_tell(search, found[search.pk], until) for search in some if search.pk in found)
        SavedSearch.objects.filter(pk__in=[search.pk for search in some], told_until__lt=until).update(told_until=until)
    return told


def _tell(search: SavedSearch, new: News, until: datetime) -> bool:
    """Only when something came after the last telling; the number is of all since it was opened last."""
    if new.last <= search.told_until:
        return False
    with transaction.atomic():
        if not SavedSearch.objects.filter(pk=search.pk, told_until=search.told_until).update(told_until=until):
            return False  # another process was first, or it was just opened
        notices.notify_anew(
            search.member,
            "search_news",
            {"name": search.name, "number": new.number},
            address_of(search),
            key=f"search:{search.pk}:{new.last.timestamp()}",
        )
    return True
