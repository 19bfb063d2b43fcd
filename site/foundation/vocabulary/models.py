"""One list of countries, themes and cadres for profiles, resources, groups and sign-ons."""

from typing import Any

from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


def words_of(*terms: "Term | Country") -> str:
    """All names and synonyms of some terms: what a thing that carries them is found by."""
    return " ".join(" ".join([*term.names.values(), *term.synonyms.split("\n")]) for term in terms)


def named(names: dict[str, str], fallback: str) -> str:
    """The name in the reader's language, else English, else `fallback`."""
    return names.get((get_language() or "en")[:2]) or names.get("en") or fallback


class Term(models.Model):
    """A word of a controlled vocabulary, with its names in the interface languages."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    names: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(
        _("names"), default=dict, help_text=_("One name for each language code: en, fr, es, pt, ar, sw.")
    )
    synonyms = models.TextField(_("other words"), blank=True, help_text=_("Words people search with, one a line."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return named(self.names, self.slug)


class Region(Term):
    class Meta(Term.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class Country(models.Model):
    """A country by its ISO 3166 code; places are never finer than this."""

    code = models.CharField(_("ISO code"), max_length=2, primary_key=True)
    names: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(_("names"), default=dict)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.SET_NULL, related_name="countries"
    )

    synonyms = models.TextField(_("other words"), blank=True, help_text=_("Former and other names, one a line."))
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return named(self.names, self.code)


class Pillar(models.TextChoices):
    PLANNING = "planning", pgettext_lazy("pillar", "Planning")
    DEVELOPING = "developing", pgettext_lazy("pillar", "Developing")
    SUPPORTING = "supporting", pgettext_lazy("pillar", "Supporting")


class Theme(Term):
    """A workforce theme (with its pillar, if it has one) or a programme theme."""

    pillar = models.CharField(_("pillar"), max_length=12, choices=Pillar.choices, blank=True)
    programme = models.BooleanField(_("programme theme"), default=False)

    class Meta(Term.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class Concept(Term):
    """A key concept of the evidence matrix, under its pillar."""

    pillar = models.CharField(_("pillar"), max_length=12, choices=Pillar.choices)

    class Meta(Term.Meta):
        verbose_name = _("key concept")
        verbose_name_plural = _("key concepts")


class Cadre(Term):
    """A kind of worker; local job titles are its synonyms."""

    class Meta(Term.Meta):
        verbose_name = _("cadre")
        verbose_name_plural = _("cadres")


class Organisation(models.Model):
    """A publisher, partner or signatory. Its name stands here once."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    country = models.ForeignKey(Country, verbose_name=_("country"), null=True, blank=True, on_delete=models.SET_NULL)
    website = models.URLField(_("website"), blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


def last_changes(*querysets: "models.QuerySet[Any]", moment: str = "changed_at") -> list[tuple[Any, ...]]:
    """Number of rows and last change of each queryset, in one query; `moment` is the field of the querysets given.

    A page that shows terms is kept under a key that holds this, so a renamed theme is seen at once.
    """
    lists = [(queryset, moment) for queryset in querysets]
    lists += [
        (model._base_manager.all(), "changed_at") for model in (Theme, Country, Region, Cadre, Organisation, Concept)
    ]
    asked = [
        queryset.order_by()
        .annotate(place=models.Value(place))
        .values("place")
        .annotate(rows=models.Count("*"), last=models.Max(field))
        .values_list("place", "rows", "last")
        for place, (queryset, field) in enumerate(lists)
    ]
    return sorted(asked[0].union(*asked[1:], all=True), key=lambda row: row[0])
