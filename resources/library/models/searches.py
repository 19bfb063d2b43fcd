"""Searches that somebody keeps, and words that were looked for and not found."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from community.members.models import Member

if TYPE_CHECKING:
    from community.groups.models import Reader


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def visible_to(self, reader: "Reader") -> Self:
        """Only one's own."""
        return self.filter(member=reader.pk) if reader.is_authenticated else self.none()


class SavedSearch(models.Model):
    """`query` is the address' own query string in the order the list writes it, so that the same choice is kept once."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(max_length=1500)
    language = models.CharField(max_length=8, default="en", help_text="Of the interface it was kept in.")
    told = models.BooleanField(_("tell me what is new"), default=True)
    seen_until = models.DateTimeField(help_text="When it was opened last: what came later is new.")
    told_until = models.DateTimeField(db_index=True, help_text="What came later was not yet told.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["member", "query"], name="search_once")]

    def __str__(self) -> str:
        return self.name


class Miss(models.Model):
    """Words that found nothing, by day and language of the interface: never who. See `actions.misses`."""

    words = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["words", "language", "day"], name="miss_once")]

    def __str__(self) -> str:
        return f"{self.words} {self.day}: {self.count}"

    @classmethod
    def add(cls, words: str, language: str, day: date) -> None:
        cls._base_manager.bulk_create([cls(words=words, language=language, day=day)], ignore_conflicts=True)
        cls._base_manager.filter(words=words, language=language, day=day).update(count=F("count") + 1)
