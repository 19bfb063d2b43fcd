"""How often files were taken: numbers of a day, never who."""

from datetime import date

from django.db import IntegrityError, models, transaction
from django.db.models import F


class Download(models.Model):
    """Counted by the file's sum, so that the numbers outlive a new edition of the record."""

    resource = models.ForeignKey("library.Resource", on_delete=models.CASCADE, related_name="downloads")
    checksum = models.CharField(max_length=64)
    day = models.DateField()
    language = models.CharField(max_length=8)
    country = models.CharField(max_length=2, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "checksum", "day", "language", "country"], name="download_once")
        ]

    def __str__(self) -> str:
        return f"{self.checksum[:8]} {self.day}: {self.count}"

    @classmethod
    def add(cls, resource_id: int, checksum: str, day: date, language: str, country: str) -> None:
        values = {
            "resource_id": resource_id,
            "checksum": checksum,
            "day": day,
            "language": language,
            "country": country,
        }
        row = cls._base_manager.filter(**values)
        if row.update(count=F("count") + 1):
            return
        try:
            with transaction.atomic():
                cls._base_manager.create(**values, count=1)
        except IntegrityError:  # another process was first
            row.update(count=F("count") + 1)
