"""How often files were taken: numbers of a day, never who."""

from collections.abc import Iterable
from datetime import date

from django.db import models, transaction
from django.db.models import F, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce


class Download(models.Model):
    """Counted by the file's sum, so that the numbers outlive a new edition of the record."""

    resource = models.ForeignKey("library.Resource", on_delete=models.CASCADE, related_name="downloads")
    checksum = models.CharField(max_length=64)
    day = models.DateField()
    language = models.CharField(max_length=8, help_text="Of the pages it was taken from.")
    file_language = models.CharField(max_length=8, blank=True, help_text="Of the file; kept, since files come and go.")
    country = models.CharField(max_length=2, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "checksum", "day", "language", "file_language", "country"], name="download_once"
            )
        ]
        indexes = [models.Index(fields=["day"], name="download_day")]

    def __str__(self) -> str:
        return f"{self.checksum[:8]} {self.day}: {self.count}"

    @classmethod
    @transaction.atomic
    def add(cls, files: Iterable[tuple[int, str, str]], day: date, language: str, country: str) -> None:
        """One more of each file, given as its resource, its sum and its language. Three queries for any number."""
        wanted = set(files)
        if not wanted:
            return
        same = {"day": day, "language": language, "country": country}
        rows = [cls(resource_id=of, checksum=sum_, file_language=own, **same) for of, sum_, own in sorted(wanted)]
        cls._base_manager.bulk_create(rows, ignore_conflicts=True)
        there = cls._base_manager.filter(**same, resource__in={of for of, _sum, _own in wanted}).values_list(
            "pk", "resource_id", "checksum", "file_language"
        )
        due = [pk for pk, *which in there if tuple(which) in wanted]
        cls._base_manager.filter(pk__in=due).update(count=F("count") + 1)

    @classmethod
    def times(cls) -> Coalesce:
        """How often the record of the outer query was taken: the one source of the number, wherever it is shown."""
        taken = cls._base_manager.filter(resource=OuterRef("pk")).order_by().values("resource")
        return Coalesce(Subquery(taken.annotate(number=Sum("count")).values("number")), 0, output_field=IntegerField())
