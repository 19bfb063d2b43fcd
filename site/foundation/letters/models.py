"""The outbox: a letter is a row written in the transaction of what it tells, and leaves exactly once."""

from django.db import models


class State(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given up"


class Letter(models.Model):
    key = models.CharField(max_length=150, unique=True, help_text="The same letter to the same person is written once.")
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    attached: "models.JSONField[list[dict[str, str]], list[dict[str, str]]]" = models.JSONField(
        default=list, help_text="Files of the closed storage: name there, filename, type. Read when the letter leaves."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    next_try_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"
