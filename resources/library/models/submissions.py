"""What members send in: a file or a link, and what editors made of it."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.members.models import Member
from foundation.storage import private
from foundation.vocabulary.models import Concept, Country
from resources.library import languages
from resources.library.models.resource import Resource, Study

if TYPE_CHECKING:
    from community.groups.models import Reader


class Decision(models.TextChoices):
    WAITING = "waiting", _("Waiting for an editor")
    TAKEN = "taken", pgettext_lazy("decision", "Taken")
    DECLINED = "declined", _("Not taken")


def is_decider(reader: "Reader") -> bool:
    return reader.is_active and reader.has_perm("library.publish_resource")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, reader: "Reader") -> Self:
        """Only one's own; editors see all in their rooms."""
        return self.filter(member=reader.pk) if reader.is_authenticated else self.none()

    def judged_by(self, reader: "Reader") -> Self:
        """All, for those who may publish resources."""
        return self.all() if is_decider(reader) else self.none()


class Submission(models.Model):
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.UUIDField()
    title = models.CharField(_("title"), max_length=300)
    about = models.TextField(_("what it is for"), max_length=600)
    language = models.CharField(_("language"), max_length=8, choices=languages.choices, default="en")
    url = models.URLField(_("address"), max_length=500, blank=True)
    doi = models.CharField(_("DOI"), max_length=120, blank=True)
    file = models.FileField(_("file"), upload_to="sent/%Y", storage=private, max_length=200, blank=True)
    filename = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=120, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    checksum = models.CharField(max_length=64, blank=True, db_index=True)
    study = models.CharField(_("kind of study"), max_length=12, choices=Study.choices, blank=True)
    concepts = models.ManyToManyField(Concept, verbose_name=_("key concepts"), blank=True, related_name="+")
    country = models.ForeignKey(Country, verbose_name=_("country"), null=True, blank=True, on_delete=models.SET_NULL)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.WAITING)
    reason = models.TextField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    resource = models.ForeignKey(Resource, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="submission_once")]
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return self.title
