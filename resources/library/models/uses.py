"""How a resource was used: short stories, and two questions in place of stars."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.members.models import Member
from foundation.vocabulary.models import Cadre, Country
from resources.library import languages
from resources.library.models.resource import Resource

if TYPE_CHECKING:
    from community.groups.models import Reader


class UseQuerySet(models.QuerySet["Use"]):
    def visible_to(self, reader: "Reader") -> Self:
        """What was not hidden, of resources this reader may see."""
        return self.filter(hidden_at=None, resource__in=Resource.objects.visible_to(reader).order_by().values("pk"))


class Use(models.Model):
    """A short story: told with country and kind of worker, without a name."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="uses")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    text = models.TextField(_("how you used it"), max_length=600)
    language = models.CharField(_("language"), max_length=8, choices=languages.choices, default="en")
    country = models.ForeignKey(Country, verbose_name=_("country"), null=True, blank=True, on_delete=models.SET_NULL)
    cadre = models.ForeignKey(Cadre, verbose_name=_("kind of worker"), null=True, blank=True, on_delete=models.SET_NULL)
    told_at = models.DateTimeField(auto_now_add=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_why = models.CharField(max_length=300, blank=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="use_once")]
        verbose_name = _("story of use")
        verbose_name_plural = _("stories of use")

    def __str__(self) -> str:
        return f"{self.resource_id}: {self.text[:40]}"


class Useful(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Purpose(models.TextChoices):
    VISITS = "visits", _("Work with families")
    SUPERVISION = "supervision", _("Supervision")
    TRAINING = "training", _("Training")
    PLANNING = "planning", _("Planning and reports")
    ADVOCACY = "advocacy", _("Advocacy")
    STUDY = "study", _("My own learning")


class Answer(models.Model):
    """One of each member: was it useful, and for what. Only the sums are shown."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    useful = models.CharField(max_length=8, choices=Useful.choices)
    purpose = models.CharField(max_length=12, choices=Purpose.choices, blank=True)
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "member"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.resource_id}: {self.useful}"
