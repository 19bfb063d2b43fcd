"""What is known of the workforce in a country, each fact with where it comes from."""

import re
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.vocabulary.models import Country
from resources.library import languages

if TYPE_CHECKING:
    from community.groups.models import Reader


class FactQuerySet(models.QuerySet["Fact"]):
    def visible_to(self, reader: "Reader") -> Self:
        """Facts are public."""
        return self.all()


class Fact(models.Model):
    country = models.ForeignKey(Country, verbose_name=_("country"), on_delete=models.CASCADE, related_name="facts")
    text = models.TextField(_("the fact"), max_length=600, help_text=_("One or two sentences."))
    language = models.CharField(_("language"), max_length=8, choices=languages.choices, default="en")
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.CharField(_("source"), max_length=300)
    source_url = models.URLField(_("address of the source"), blank=True, max_length=500)
    definition = models.CharField(
        _("what is counted"),
        max_length=300,
        blank=True,
        help_text=_("Needed beside every figure: of whom, where, by whom."),
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "pk"]
        verbose_name = _("country fact")
        verbose_name_plural = _("country facts")
        constraints = [models.UniqueConstraint(fields=["country", "text"], name="fact_once")]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if re.search(r"\d", re.sub(r"\b(19|20)\d\d\b", "", self.text)) and not self.definition.strip():
            raise ValidationError(
                {"definition": _("Say what the figure counts. Figures without it cannot be compared.")}
            )
