"""Records that were there once: harvesters are told of them."""

from django.db import models


class Gone(models.Model):
    """A record that was public and is deleted, unpublished or closed. A record that comes back leaves this table."""

    number = models.BigIntegerField(unique=True, help_text="The record's id.")
    sets: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    gone_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.number)
