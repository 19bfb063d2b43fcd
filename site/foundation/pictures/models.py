"""Pictures of pages, without metadata, served by a view that asks who may see the collection."""

from typing import Any, Self

from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet
from wagtail.models import CollectionViewRestriction

from foundation.pictures.cleaning import cleaned


class PictureQuerySet(ImageQuerySet):
    def visible_to(self, reader: Any) -> Self:
        """Pictures of collections that are open to this reader. Collections with a password are open to nobody."""
        return self.exclude(_closed("collection", reader))


class Picture(AbstractImage):
    alt = models.CharField(_("what it shows"), max_length=200, blank=True, help_text=_("For those who cannot see it."))
    credit = models.CharField(_("credit"), max_length=120, blank=True)

    admin_form_fields = ("title", "file", "alt", "credit", "collection", "tags")
    objects = PictureQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def default_alt_text(self) -> str:
        return self.alt

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:  # type: ignore[has-type]
            name = self.file.name  # type: ignore[has-type]
            self.file = ContentFile(cleaned(self.file), name=name)  # type: ignore[has-type]
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class RenditionQuerySet(models.QuerySet["Rendition"]):
    def visible_to(self, reader: Any) -> Self:
        return self.exclude(_closed("image__collection", reader))


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, related_name="renditions", on_delete=models.CASCADE)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]
        indexes = [models.Index(fields=["file"])]

    @property
    def url(self) -> str:
        return reverse("media", args=[self.file.name])


def _closed(to_collection: str, reader: Any) -> models.Q:
    """What lies in a collection (or below one) whose restriction this reader does not pass."""
    closed = models.Q(pk__in=[])
    for restriction in CollectionViewRestriction.objects.select_related("collection").prefetch_related("groups"):
        if not passes(restriction, reader):
            closed |= models.Q(**{f"{to_collection}__path__startswith": restriction.collection.path})
    return closed


def passes(restriction: Any, reader: Any) -> bool:
    """Whether a reader passes a page's or a collection's restriction. A shared password opens nothing here."""
    if restriction.restriction_type == restriction.NONE:
        return True
    if not reader.is_authenticated or restriction.restriction_type == restriction.PASSWORD:
        return False
    if restriction.restriction_type == restriction.LOGIN or reader.is_superuser:
        return True
    own = set(reader.groups.values_list("pk", flat=True))
    return any(group.pk in own for group in restriction.groups.all())
