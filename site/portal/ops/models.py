"""Who holds a chore just now, so that many schedulers do it once."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone


class Lease(models.Model):
    name = models.CharField(max_length=40, primary_key=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} until {self.until:%H:%M:%S}"


def taken(name: str, seconds: int) -> bool:
    """True for exactly one caller in each `seconds`; the others, in any process, get False."""
    now: datetime = timezone.now()
    until = now + timedelta(seconds=seconds)
    if Lease.objects.filter(name=name, until__lte=now).update(until=until):
        return True
    return Lease.objects.get_or_create(name=name, defaults={"until": until})[1]
