"""When things happened. Each act is done now and its rows are then moved to its moment in the past."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from community.discussions.models import Post, Topic
from community.groups.models import Activity, Group, Membership
from community.notifications.models import Notification
from foundation.audit.models import dated
from foundation.pictures.models import Picture
from resources.countries.models import Fact
from resources.library.models import Resource, ResourceFile

DRAFTS = ("first_published_at", "last_published_at")
FIELDS: list[tuple[Any, tuple[str, ...]]] = [
    (Topic, ("created_at", "changed_at")),
    (Post, ("created_at",)),
    (Notification, ("created_at",)),
    (Group, ("created_at",)),
    (Membership, ("since",)),
    (Activity, ("at",)),
    (Page, (*DRAFTS, "latest_revision_created_at")),
    (Resource, (*DRAFTS, "added_at", "updated_at")),
    (ResourceFile, ("added_at",)),
    (Picture, ("created_at",)),
    (Fact, ("changed_at",)),
    (Revision, ("created_at",)),
    (PageLogEntry, ("timestamp",)),
    (ModelLogEntry, ("timestamp",)),
]
GAP = timedelta(minutes=7)
Act = Callable[..., Any]


class Diary:
    """Acts with their moments; `live` does them in order of time, so that ids and counters rise as in life."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self._statements = [statement(model, field) for model, fields in FIELDS for field in fields]
        self._acts: list[tuple[datetime, int, Act, tuple[Any, ...]]] = []

    def ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)

    def plan(self, moment: datetime, act: Act, *given: Any) -> None:
        """At the latest half an hour before the loading."""
        moment = min(moment, self.now - timedelta(minutes=30))
        self._acts.append((moment, len(self._acts), act, given))

    def moments(self, seed: str, first: datetime, last: datetime, count: int) -> list[datetime]:
        """`count` moments from `first` to `last` in no regular order, each some minutes after the one before."""
        dice = random.Random(seed)  # noqa: S311
        room = max((last - first).total_seconds(), count * GAP.total_seconds())
        points = sorted(dice.uniform(0, room) for _ in range(max(0, count - 2)))
        made = [first + timedelta(seconds=point) for point in [0, *points, room][:count]]
        for place in range(1, len(made)):
            made[place] = max(made[place], made[place - 1] + GAP)
        beyond = made[-1] - (self.now - timedelta(minutes=31))
        return [moment - beyond for moment in made] if beyond > timedelta(0) else made

    def live(self) -> None:
        for moment, _place, act, given in sorted(self._acts, key=lambda planned: planned[:2]):
            self.do(moment, act, *given)
        self._acts.clear()

    def do(self, moment: datetime, act: Act, *given: Any) -> Any:
        """What the act has left with a time of now gets its moment; all before has one already."""
        with dated(moment):  # no line of the audit can be moved afterwards
            done = act(*given)
        then, now = (connection.ops.adapt_datetimefield_value(time) for time in (moment, self.now))
        with connection.cursor() as cursor:
            for statement in self._statements:
                cursor.execute(statement, [then, now])
        return done


def statement(model: Any, field: str) -> str:
    table = connection.ops.quote_name(model._meta.db_table)
    column = connection.ops.quote_name(model._meta.get_field(field).column)
    return f"UPDATE {table} SET {column} = %s WHERE {column} >= %s"  # noqa: S608
