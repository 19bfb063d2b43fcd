"""Whether what a record links to still answers."""

from typing import Self

from django.db import models
from django.db.models import Q


class LinkStateQuerySet(models.QuerySet["LinkState"]):
    def dead(self) -> Self:
        """Gone, or three times in a row without an answer."""
        return self.filter(Q(status__in=(404, 410)) | Q(failures__gte=3))


class LinkState(models.Model):
    """By address, since the rows of links come and go with revisions."""

    url = models.URLField(max_length=500, unique=True)
    status = models.PositiveSmallIntegerField(default=0, help_text="The answer's number; 0 where nobody answered.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row.")
    checked_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=120, blank=True)

    objects = LinkStateQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.url} {self.status}"
