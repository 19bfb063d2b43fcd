"""What was taken out of a file: its text page by page, and the small forms made of it.

Kept by the file's sum and beside the files, so that drafts and new revisions of a record never touch it, and a file
that stands in two records is read once.
"""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.storage import private
from resources.library.models.files import ResourceFile

if TYPE_CHECKING:
    from community.groups.models import Reader


class State(models.TextChoices):
    WAITING = "waiting", _("Not yet read")
    READ = "read", _("Read")
    PICTURES = "pictures", _("Pictures of pages, without text")
    LOCKED = "locked", _("Locked with a password")
    BROKEN = "broken", _("Could not be read")
    WORDLESS = "wordless", _("A kind of file that has no text")


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, reader: "Reader") -> Self:
        """Of files whose resource this reader may see."""
        return self.filter(checksum__in=ResourceFile.objects.visible_to(reader).values("checksum"))


class Reading(models.Model):
    checksum = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    language = models.CharField(max_length=8, default="en", help_text="In which the words were stemmed.")
    pages = models.PositiveIntegerField(null=True, help_text="As the file has them; None where nobody can tell.")
    why = models.CharField(max_length=200, blank=True, help_text="For editors: what went wrong.")
    cover = models.FileField(upload_to="covers/%Y", storage=private, max_length=200, blank=True)
    cover_width = models.PositiveSmallIntegerField(default=0)
    cover_height = models.PositiveSmallIntegerField(default=0)
    light = models.FileField(upload_to="light/%Y", storage=private, max_length=200, blank=True)
    light_bytes = models.PositiveBigIntegerField(default=0)
    light_checksum = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True, help_text="Each stem of the text once: what the record is found by.")

    objects = ReadingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.checksum[:8]} {self.state}"


class Leaf(models.Model):
    """The text of one page (of a PDF), slide, sheet or stretch of about a page (of what has no pages).

    Paragraphs stand apart by an empty line; one that is a heading begins with the invisible letters of `reading.found`.
    `heading` is the chapter that begins here, or the name of the slide or sheet.
    """

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="leaves")
    number = models.PositiveIntegerField(help_text="From 1.")
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    words = models.TextField(help_text="Folded and stemmed, with a space before and after each word.")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="leaf_once")]

    def __str__(self) -> str:
        return f"{self.reading_id}:{self.number}"


class Chapter(models.Model):
    """A small web page of a chapter or of some ten pages."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="chapters")
    number = models.PositiveIntegerField(help_text="From 1.")
    title = models.CharField(max_length=200, blank=True)
    first_page = models.PositiveIntegerField()
    last_page = models.PositiveIntegerField()
    html = models.TextField()
    packed = models.PositiveIntegerField(help_text="Bytes of the html, compressed, as it is sent.")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="chapter_once")]

    def __str__(self) -> str:
        return f"{self.reading_id}/{self.number}"
