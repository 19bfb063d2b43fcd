"""Rows first, letters later: what happened, for whom, put into words when it is read."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse

from community.members.models import Member
from community.notifications.words import sentence


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, reader: Member | AnonymousUser) -> Self:
        """Only one's own."""
        return self.filter(member_id=reader.pk) if reader.is_authenticated else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notification(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)
    params: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    space = models.CharField(max_length=60, blank=True, help_text="Rows of a space go when access to it is lost.")
    key = models.CharField(max_length=120, unique=True, help_text="The same event is told once.")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["member", "read_at"]), models.Index(fields=["member", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.kind} for {self.member_id}"

    def get_absolute_url(self) -> str:
        return reverse("notification", args=[self.pk])

    @property
    def sentence(self) -> str:
        return sentence(self.kind, self.params)


class On(models.TextChoices):
    """What may be followed; `object_id` is its primary key."""

    TOPIC = "topic"
    BOARD = "board"
    THEME = "theme"
    MEMBER = "member"


class WatchQuerySet(models.QuerySet["Watch"]):
    def of(self, member: Member | AnonymousUser) -> Self:
        """Only one's own: whom somebody follows is told to nobody."""
        return self.filter(member_id=member.pk) if member.is_authenticated else self.none()


class Watch(models.Model):
    """A member follows something, or has muted it. What was muted is not followed again by writing there."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="watches")
    on = models.CharField(max_length=6, choices=On.choices)
    object_id = models.BigIntegerField()
    muted = models.BooleanField(default=False)

    objects = WatchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "on", "object_id"], name="watch_once")]
        indexes = [models.Index(fields=["on", "object_id"])]
        verbose_name_plural = "watches"

    def __str__(self) -> str:
        return f"{self.member_id} {'mutes' if self.muted else 'follows'} {self.on} {self.object_id}"
