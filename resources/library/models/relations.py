"""How records belong together."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel


class Relation(models.Model):
    """`resource` is what `kind` says of `other`."""

    class Kind(models.TextChoices):
        TRANSLATION = "translation", _("A translation of")
        ADAPTATION = "adaptation", _("An adaptation of")
        REPLACES = "replaces", _("Replaces")
        PART = "part", _("A part of")

    resource = ParentalKey("library.Resource", on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("how"), max_length=12, choices=Kind.choices)
    other = models.ForeignKey(
        "library.Resource", verbose_name=_("record"), on_delete=models.CASCADE, related_name="related_by"
    )
    other.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]  # its page of uses would name what a group keeps

    panels = [FieldPanel("kind"), FieldPanel("other")]

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["resource", "kind", "other"], name="relation_once")]
        verbose_name = _("related record")
        verbose_name_plural = _("related records")

    def __str__(self) -> str:
        return f"{self.resource_id} {self.kind} {self.other_id}"
