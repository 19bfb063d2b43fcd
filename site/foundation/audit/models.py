"""Who did what to what, and why. Rows are added, never changed or removed: not by code, and not by the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("audit_moment", default=None)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Adding one by one is all there is. A member who is deleted leaves their lines without a name."""

    def update(self, **values: Any) -> NoReturn:
        raise TypeError("An audit entry is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("An audit entry is never removed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("An audit entry is never changed.")


class Entry(models.Model):
    at = models.DateTimeField(default=timezone.now, db_index=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    act = models.CharField(max_length=60)
    what = models.CharField(max_length=120, help_text="Kind and id, such as post:93; never a title.")
    why = models.TextField(blank=True)
    space = models.CharField(max_length=60, blank=True, help_text="The group it happened in: who may read the line.")

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.act} {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("An audit entry is never removed.")


def named(what: models.Model) -> str:
    return f"{what._meta.model_name}:{what.pk}"


def record(who: Any, act: str, what: models.Model | str, why: str = "") -> Entry:
    """Adds one line, in the caller's transaction. `who` is a member or None for the system.

    A thing of a group says so by `live_space`, and the line is then read only by who may read in that group.
    """
    name = what if isinstance(what, str) else named(what)
    space = getattr(what, "live_space", "")
    return Entry.objects.create(who=who, act=act, what=name, why=why, space=space, at=_moment.get() or timezone.now())


@contextmanager
def dated(moment: datetime) -> Iterator[None]:
    """For a command that tells of the past: what is recorded meanwhile bears that moment, since no line can change."""
    before = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(before)
