"""Rows first, letters later: what happened, for whom, put into words when it is read."""

from django.db import models

from community.members.models import Member


class Notification(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)
    params: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    space = models.CharField(max_length=60, blank=True, help_text="Rows of a space go when access to it is lost.")
    key = models.CharField(max_length=120, unique=True, help_text="The same event is told once.")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["member", "read_at"])]

    def __str__(self) -> str:
        return f"{self.kind} for {self.member_id}"
