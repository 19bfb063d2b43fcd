"""Who did what to what, and why. Rows are added, never changed or removed."""

from typing import Any

from django.conf import settings
from django.db import models


class Entry(models.Model):
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    act = models.CharField(max_length=60)
    what = models.CharField(max_length=120, help_text="Kind and id, such as post:93; never a title.")
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("An audit entry is never removed.")


def record(who: Any, act: str, what: models.Model, why: str = "") -> Entry:
    """Adds one line, in the caller's transaction. `who` is a member or None for the system."""
    return Entry.objects.create(who=who, act=act, what=f"{what._meta.model_name}:{what.pk}", why=why)
