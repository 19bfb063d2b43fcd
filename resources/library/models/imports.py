"""Files of records that an editor brings in: looked at first, then done."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.members.models import Member
from foundation.storage import private

if TYPE_CHECKING:
    from community.groups.models import Reader


class ImportState(models.TextChoices):
    LOOKING = "looking", _("Being looked at")
    LOOKED = "looked", _("Looked at, nothing done yet")
    DOING = "doing", _("Being brought in")
    DONE = "done", _("Done")
    FAILED = "failed", _("Not a file we could read")


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, reader: "Reader") -> Self:
        """One's own: what a file holds is nobody else's until it is a record."""
        return self.filter(member=reader.pk) if reader.is_authenticated else self.none()


class Import(models.Model):
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    filename = models.CharField(max_length=200)
    file = models.FileField(upload_to="imports/%Y", storage=private, max_length=200)
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.LOOKING)
    rows = models.PositiveIntegerField(default=0)
    found: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        default=dict, help_text="How many are new, changed, the same or wrong, and what is wrong."
    )
    why = models.CharField(max_length=300, blank=True)
    publish = models.BooleanField(default=False)
    sent_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="import_once")]

    def __str__(self) -> str:
        return f"{self.filename} {self.state}"
