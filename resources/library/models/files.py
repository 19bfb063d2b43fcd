"""What a resource is read from: files kept here, and links to where its publisher keeps it."""

import hashlib
import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.forms import FileInput
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from foundation.pictures.cleaning import cleaned
from foundation.pictures.shrinking import FAULTS
from foundation.storage import private
from resources.library import filetypes, languages

if TYPE_CHECKING:
    from community.groups.models import Reader


class ResourceFileQuerySet(models.QuerySet["ResourceFile"]):
    def visible_to(self, reader: "Reader") -> Self:
        """Files of the resources this reader may see."""
        from resources.library.models.resource import Resource

        return self.filter(resource__in=Resource.objects.visible_to(reader).order_by().values("pk"))


class ResourceFile(models.Model):
    resource = ParentalKey("library.Resource", on_delete=models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=8, choices=languages.choices, default="en")
    name = models.CharField(
        _("what it is"), max_length=120, help_text=_("Such as: Group call log, or The whole guide.")
    )
    file = models.FileField(_("file"), upload_to="%Y", storage=private, max_length=200)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    content_type = models.CharField(max_length=120, editable=False)
    bytes = models.PositiveBigIntegerField(default=0, editable=False)
    checksum = models.CharField(max_length=64, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ResourceFileQuerySet.as_manager()
    # A bare field: the usual one would show the file's address, and it has none.
    panels = [FieldPanel("name"), FieldPanel("language"), FieldPanel("file", widget=FileInput), FieldPanel("pages")]

    class Meta:
        ordering = ["bytes", "pk"]  # small ones first, for a phone
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:  # type: ignore[attr-defined]
            self.clean()
        super().save(*args, **kwargs)
        if self.checksum:
            from resources.library.actions import read  # it knows every model

            read.ask(self.checksum, self.language)

    def get_absolute_url(self) -> str:
        return reverse("resource_file", args=[self.resource.slug, self.pk, self.filename])

    def clean(self) -> None:
        """Reads a new file: what it is, how large, its sum. It is stored at once, since a draft keeps only its name."""
        super().clean()
        if not self.file or self.file._committed:  # type: ignore[attr-defined]
            return
        if self.file.size > filetypes.LARGEST:
            raise ValidationError({"file": _("This file is larger than 250 MB. Give a link to it instead.")})
        found = filetypes.type_of(self.file)
        if found is None:
            raise ValidationError(
                {
                    "file": _(
                        "This is not a file we can take. Take a PDF, Word, Excel, PowerPoint, ODT, EPUB, PNG, JPEG or text."
                    )
                }
            )
        stem = slugify(PurePath(self.file.name or "").stem) or "file"
        content = self.file.file
        if found in (filetypes.PNG, filetypes.JPEG):
            try:
                content = ContentFile(cleaned(content))
            except FAULTS as error:
                raise ValidationError({"file": _("This picture is damaged or far too large.")}) from error
        content.seek(0)
        digest = hashlib.sha256()
        self.bytes = sum(digest.update(chunk) or len(chunk) for chunk in iter(lambda: content.read(1 << 20), b""))  # type: ignore[func-returns-value, misc]
        content.seek(0)
        self.checksum, self.content_type = digest.hexdigest(), found.mime
        self.file.save(f"{stem[:60]}.{found.ending}", content, save=False)

    @property
    def type(self) -> filetypes.FileType:
        return filetypes.BY_MIME.get(self.content_type, filetypes.TEXT)

    @property
    def filename(self) -> str:
        """The name it is saved under: what it is, its language, its ending."""
        words = "-".join(unicodedata.normalize("NFC", self.name).translate(FORBIDDEN).split())
        return f"{words[:80].strip('.-') or 'file'}-{self.language}.{self.type.ending}"


FORBIDDEN = {ord(letter): " " for letter in '/\\:*?"<>|#%&;\t\r\n'}


class ResourceLink(models.Model):
    resource = ParentalKey("library.Resource", on_delete=models.CASCADE, related_name="links")
    language = models.CharField(_("language"), max_length=8, choices=languages.choices, default="en")
    url = models.URLField(_("address"), max_length=500)
    label = models.CharField(_("what it is"), max_length=120, blank=True)

    panels = [FieldPanel("url"), FieldPanel("language"), FieldPanel("label")]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.label or self.url

    @property
    def host(self) -> str:
        """Where it leads, named beside it."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")
