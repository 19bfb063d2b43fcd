"""Who stands behind a pseudonym: two officers ask and agree, and for one day both see the name. The author is told."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.discussions.models import Post
from community.groups.models import Reader
from community.members.models import Member

PATIENCE = timedelta(days=7)  # for a second officer
SHOWN = timedelta(hours=24)


def officers() -> "models.QuerySet[Member]":
    """Who was given the office. To be a superuser is none."""
    given = Q(codename="reveal", content_type__app_label="moderation")
    held = Member.objects.active().filter(
        Q(groups__permissions__in=_permissions(given)) | Q(user_permissions__in=_permissions(given))
    )
    return held.distinct()


def _permissions(given: Q) -> "models.QuerySet[models.Model]":
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(given)


def is_officer(reader: Reader) -> bool:
    return reader.is_authenticated and officers().filter(pk=reader.pk).exists()


class RevealQuerySet(models.QuerySet["Reveal"]):
    def waiting(self) -> Self:
        return self.filter(seconded_at=None, asked_at__gt=timezone.now() - PATIENCE)

    def running(self) -> Self:
        return self.filter(seconded_at__gt=timezone.now() - SHOWN)


class Reveal(models.Model):
    """The name itself is never kept here: it is read from the post while the two may see it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)
    seconded_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    seconded_at = models.DateTimeField(null=True, blank=True)

    objects = RevealQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("reveal", "May find out, with a second officer, who stands behind a pseudonym")]

    def __str__(self) -> str:
        return f"reveal {self.post_id}"

    @property
    def until(self) -> datetime:
        """When the second officer is too late, or the name is no longer shown."""
        return self.seconded_at + SHOWN if self.seconded_at else self.asked_at + PATIENCE

    def is_shown_to(self, reader: Reader) -> bool:
        there = self.seconded_at is not None and self.seconded_at > timezone.now() - SHOWN
        return there and reader.pk in {self.asked_by_id, self.seconded_by_id}
