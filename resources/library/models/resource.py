"""One document, tool or course of the database, with its facts, files and links."""

from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from community.discussions.about import Talk, TalkedAbout
from community.discussions.models import Topic
from community.groups.models import Group
from foundation.fulltext.models import Searchable, Words
from foundation.fulltext.words import compared
from foundation.vocabulary.models import Cadre, Concept, Country, Organisation, Pillar, Region, Theme, words_of
from resources.library import identifiers, languages

if TYPE_CHECKING:
    from community.groups.models import Reader

RESERVED = {"submit", "collections", "evidence", "searches"}  # addresses beside the resources'


class Kind(models.TextChoices):
    REPORT = "report", _("Report")
    GUIDELINE = "guideline", _("Guideline or standard")
    TRAINING = "training", _("Training manual")
    TOOLKIT = "toolkit", _("Toolkit")
    FORM = "form", _("Form or job aid")
    SOP = "sop", _("Standard operating procedure")
    LAW = "law", _("Law or policy")
    ARTICLE = "article", _("Peer-reviewed article")
    CASE_STUDY = "case-study", _("Case study")
    PROFILE = "profile", _("Worker profile")
    RECORDING = "recording", _("Webinar recording")
    FACT_SHEET = "fact-sheet", _("Infographic or fact sheet")
    BRIEF = "brief", _("Policy brief")


class Level(models.TextChoices):
    COMMUNITY = "community", _("Family and community")
    CIVIL_SOCIETY = "civil-society", _("Civil society")
    GOVERNMENT = "government", _("Government")


class Licence(models.TextChoices):
    """As Creative Commons writes them; `""` is not known."""

    PUBLIC = "public-domain", _("Public domain")
    BY = "cc-by", "CC BY"
    BY_SA = "cc-by-sa", "CC BY-SA"
    BY_ND = "cc-by-nd", "CC BY-ND"
    BY_NC = "cc-by-nc", "CC BY-NC"
    BY_NC_SA = "cc-by-nc-sa", "CC BY-NC-SA"
    BY_NC_ND = "cc-by-nc-nd", "CC BY-NC-ND"
    COPY = "free-to-copy", _("Free to copy, naming the source")
    RESERVED = "reserved", _("All rights reserved")


class Study(models.TextChoices):
    """What kind of study a piece of evidence is; `""` for what is none."""

    REVIEW = "review", _("Review of studies")
    TRIAL = "trial", _("Trial or quasi-experiment")
    SURVEY = "survey", _("Survey or mapping")
    COHORT = "cohort", _("Study over time")
    QUALITATIVE = "qualitative", _("Interviews or observation")
    MIXED = "mixed", _("Mixed methods")
    CASE = "case", _("Case study")
    EVALUATION = "evaluation", _("Programme evaluation")
    COST = "cost", _("Cost or budget analysis")
    LEGAL = "legal", _("Policy or law analysis")


class ResourceQuerySet(models.QuerySet["Resource"]):
    def visible_to(self, reader: "Reader") -> Self:
        """What is live; of a group's own, what the groups of this reader keep. Drafts are seen in the editors' rooms."""
        there = self.filter(live=True)
        if not reader.is_authenticated:
            return there.filter(group=None)
        return there.filter(Q(group=None) | Q(group__in=Group.objects.joined_by(reader).order_by().values("pk")))

    def beside(self, other: "Resource") -> Self:
        """What whoever sees `other` may see as well: what everybody sees, and what its own group keeps."""
        return self.filter(Q(group=None) | Q(group=other.group_id), live=True)

    def with_talk(self, reader: "Reader") -> Self:
        """With `talk_change`, the last change of the topic about it, as far as this reader may see that."""
        seen = Topic.objects.visible_to(reader).filter(pk=OuterRef("topic"))
        return self.annotate(talk_change=Subquery(seen.values("changes")[:1]))

    def with_uses(self) -> Self:
        """With numbers that change when a story of use or an answer comes, changes or goes."""
        from resources.library.models.uses import Answer, Use

        told = Use.objects.filter(resource=OuterRef("pk"), hidden_at=None).order_by().values("resource")
        given = Answer.objects.filter(resource=OuterRef("pk")).order_by().values("resource")
        return self.annotate(
            uses_told=Subquery(told.annotate(n=Count("pk")).values("n")),
            uses_last=Subquery(told.annotate(n=Max("pk")).values("n")),
            answers_given=Subquery(given.annotate(n=Count("pk")).values("n")),
            answers_last=Subquery(given.annotate(n=Max("given_at")).values("n")),
        )

    def with_taken(self) -> Self:
        """With `taken`, how often its files were taken."""
        from resources.library.models.downloads import Download

        return self.annotate(taken=Download.times())


class Resource(
    Searchable,
    TalkedAbout,
    PreviewableMixin,
    WorkflowMixin,
    LockableMixin,
    DraftStateMixin,
    RevisionMixin,
    ClusterableModel,
):
    title = models.CharField(_("title"), max_length=300, help_text=_("As published, in its own language."))
    language = models.CharField(_("language of the title"), max_length=8, choices=languages.choices, default="en")
    english_title = models.CharField(_("title in English"), max_length=300, blank=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True, blank=True)
    summary = models.TextField(_("what it is for"), max_length=600, help_text=_("One or two sentences."))
    contents = models.TextField(_("what is in it"), max_length=5000, blank=True)
    publishers = ParentalManyToManyField(Organisation, verbose_name=_("publishers"), blank=True, related_name="+")
    authors = models.CharField(_("authors"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    edition = models.CharField(_("edition"), max_length=60, blank=True)
    series = models.CharField(_("series"), max_length=160, blank=True)
    doi = models.CharField(_("DOI"), max_length=120, blank=True, db_index=True, help_text=_("Such as: 10.1000/182"))
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True)
    identifier = models.CharField(_("other identifier"), max_length=120, blank=True)
    planning = models.BooleanField(Pillar.PLANNING.label, default=False)
    developing = models.BooleanField(Pillar.DEVELOPING.label, default=False)
    supporting = models.BooleanField(Pillar.SUPPORTING.label, default=False)
    themes = ParentalManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="resources")
    kind = models.CharField(_("type"), max_length=12, choices=Kind.choices, default=Kind.REPORT)
    countries = ParentalManyToManyField(Country, verbose_name=_("countries"), blank=True, related_name="resources")
    regions = ParentalManyToManyField(Region, verbose_name=_("regions"), blank=True, related_name="resources")
    cadres = ParentalManyToManyField(Cadre, verbose_name=_("cadres"), blank=True, related_name="resources")
    level = models.CharField(_("level"), max_length=14, choices=Level.choices, blank=True)
    study = models.CharField(
        _("kind of study"), max_length=12, choices=Study.choices, blank=True, help_text=_("For evidence only.")
    )
    concepts = ParentalManyToManyField(Concept, verbose_name=_("key concepts"), blank=True, related_name="resources")
    licence = models.CharField(_("licence"), max_length=16, choices=Licence.choices, blank=True)
    rights = models.CharField(_("rights"), max_length=300, blank=True, help_text=_("What a reader may do with it."))
    group = models.ForeignKey(
        Group, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="resources",
        help_text="Only who is in it sees the record; None for everybody.",
    )  # fmt: skip
    added_at = models.DateTimeField(_("added"), auto_now_add=True, db_index=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ResourceQuerySet.as_manager()
    search_kind = "resource"
    begun_by_readers = True

    class Meta:
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["updated_at"], condition=Q(live=True), name="resource_changes")]  # of `stamp`
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("This address is taken by another page.")})
        if not any(getattr(self, pillar) for pillar in Pillar.values):
            raise ValidationError({"planning": _("Choose at least one pillar.")})
        identifiers.clean_numbers(self)
        self.slug = self.slug or self._free_slug()

    def get_workflow(self) -> Any:
        """What a group keeps for itself is reviewed by nobody outside it."""
        return None if self.group_id else super().get_workflow()

    def _free_slug(self) -> str:
        base = slugify(self.english_title or self.title)[:110].strip("-") or "resource"
        taken = set(
            type(self)._base_manager.filter(slug__startswith=base).exclude(pk=self.pk).values_list("slug", flat=True)
        )
        taken |= RESERVED
        return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or self._free_slug()
        fields = kwargs.get("update_fields")
        if fields is not None:  # what Wagtail changes of its own accord is a change of the page as well
            kwargs["update_fields"] = {*fields, "updated_at"}
        if self.live and self.first_published_at:  # added is when readers could first see it, not when a draft began
            self.added_at = self.first_published_at
        super().save(*args, **kwargs)

    def index_words(self) -> None:
        """From the database: what is in hand may be a draft, whose words nobody may find yet."""
        kept = type(self)._base_manager.filter(pk=self.pk).first()
        super(Resource, kept or self).index_words()

    def search_words(self) -> Words | None:
        if not self.live:
            return None
        terms = [
            *self.themes.all(), *self.cadres.all(), *self.countries.all(), *self.regions.all(), *self.concepts.all(),
        ]  # fmt: skip
        makers = [f"{maker.name} {maker.short_name}" for maker in self.publishers.all()]
        names = [name for file in self.files.all() for name in (file.name,)] + [link.label for link in self.links.all()]
        facts = [
            self.summary,
            self.contents,
            self.authors,
            *makers,
            str(self.year or ""),
            self.edition,
            self.series,
            *names,
        ]
        facts += [
            f"https doi.org {self.doi}" if self.doi else "",
            self.isbn,
            self.isbn.replace("-", ""),
            self.identifier,
        ]
        kinds = [Kind(self.kind).label, *([Study(self.study).label] if self.study else [])]
        english = " ".join([words_of(*terms), *(str(label) for label in [*(p.label for p in self.pillars), *kinds])])
        named = [compared(name, code) for term in terms for code, name in term.names.items() if code != "en"]
        if self.language != "en":  # the terms' own words are stemmed as English whatever the title's language is
            english = compared(english, "en")
        title = f"{self.title} {self.english_title}"
        space = f"group.{self.group_id}" if self.group_id else ""
        return Words(
            "resource",
            self.pk,
            title,
            " ".join([*facts, english, *named]),
            self.language[:2],
            space,
            body=self._read_words(),
        )

    def _read_words(self) -> str:
        """The stems of the texts in its files, each once."""
        from resources.library.models.readings import Reading

        sums = self.files.order_by().values("checksum")  # type: ignore[attr-defined]
        texts = Reading.objects.filter(checksum__in=sums).values_list("words", flat=True)  # gate: nobody is shown it
        return " ".join(dict.fromkeys(word for text in texts for word in text.split()))

    @property
    def pillars(self) -> list[Pillar]:
        return [pillar for pillar in Pillar if getattr(self, pillar.value)]

    @property
    def language_codes(self) -> list[str]:
        """The languages it can be read in, the interface's first."""
        codes = {part.language for part in [*self.files.all(), *self.links.all()]} or {self.language}  # type: ignore[attr-defined]
        return sorted(codes, key=lambda code: (languages.FIRST.index(code) if code in languages.FIRST else 99, code))

    def get_absolute_url(self) -> str:
        return reverse("resource", args=[self.slug])

    def is_there(self) -> bool:
        return self.live and not self.group_id

    def talk(self, reader: "Reader") -> Talk:
        return super().talk(reader) if self.topic_id else Talk(first=1)

    def told_as(self) -> tuple[str, str]:
        with override("en"):
            return self.title, self.get_absolute_url()

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "library/resource.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        from resources.library.views import shown

        return {**super().get_preview_context(request, mode_name), **shown(self), "preview": True}
