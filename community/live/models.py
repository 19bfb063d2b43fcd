"""Two small tables: how old a token may be, and what other processes have to say."""

import time
from collections.abc import Iterable

from django.db import models


class EpochQuerySet(models.QuerySet["Epoch"]):
    def values_of(self, names: Iterable[str]) -> dict[str, int]:
        """The epoch of each name; one that was never raised is 0."""
        wanted = list(names)
        return dict.fromkeys(wanted, 0) | dict(self.filter(space__in=wanted).values_list("space", "value"))

    def raise_for(self, name: str) -> None:
        """Any other value kills the old tokens, so the clock will do: one statement, nothing to lock."""
        self.bulk_create(
            [Epoch(space=name, value=time.time_ns())],  # type: ignore[list-item]
            update_conflicts=True,
            unique_fields=["space"],
            update_fields=["value"],
        )


class Epoch(models.Model):
    """`group.7`, `members` or `member.3`: a private token names the value it was made at."""

    space = models.CharField(primary_key=True, max_length=80)
    value = models.BigIntegerField(default=0)

    objects = EpochQuerySet.as_manager()

    def __str__(self) -> str:
        return self.space


class Push(models.Model):
    """A message from a process without sockets to the one that has them (SQLite without Redis). Lives for a minute."""

    message = models.JSONField()
    at = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return f"push {self.pk}"
