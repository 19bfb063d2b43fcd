"""Workforce Week: a year's week, its days, the question of each and the texts to pass on."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from blog.talk import TalkedAbout
from community.groups.models import Reader
from foundation.blocks import BodyBlock, LinkBlock
from foundation.fulltext.models import Searchable, Words
from foundation.pages import SitePage, address

LONGEST = 280


class WeekIndex(SitePage):
    """`/week/` leads to the newest week; `?all` lists them."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.Week"]
    template = "campaigns/weeks.html"

    class Meta:
        verbose_name = _("weeks")

    def weeks(self, reader: Reader) -> Any:
        weeks = Week.objects.visible_to(reader).for_language((get_language() or "en")[:2])
        return weeks.select_related("locale").order_by("-starts")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        newest = None if "all" in request.GET else self.weeks(request.user).first()
        if newest and not getattr(request, "is_preview", False):
            return HttpResponseRedirect(address(newest))
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"weeks": self.weeks(request.user)}


class Week(SitePage):
    theme = models.CharField(_("theme"), max_length=160)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    hashtag = models.CharField(_("hashtag"), max_length=40, blank=True, help_text=_("With its #."))
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *SitePage.content_panels,
        FieldPanel("theme"),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends"), FieldPanel("hashtag")]),
        FieldPanel("body"),
    ]
    search_fields = [*SitePage.search_fields, index.SearchField("theme"), index.SearchField("summary")]
    parent_page_types = ["campaigns.WeekIndex"]
    subpage_types = ["campaigns.Day"]
    template = "campaigns/week.html"

    class Meta:
        verbose_name = _("week")

    @property
    def year(self) -> int:
        return self.starts.year

    def steps(self) -> list["Day"]:
        """The days in order, each in the reader's language; those not yet live show their name and no link."""
        chosen: dict[int, Day] = {}
        code = (get_language() or "en")[:2]
        trees = Week._base_manager.filter(translation_key=self.translation_key).values_list("path", flat=True)
        below = models.Q()
        for path in trees:
            below |= models.Q(path__startswith=path)
        days = Day._base_manager.filter(below, alias_of=None).select_related("locale").defer("body", "posts", "links")
        for day in days.order_by("number", "pk"):
            other = chosen.get(day.number)
            if other is None or (day.live, day.locale.language_code == code) > (other.live, False):
                chosen[day.number] = day
        return list(chosen.values())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        days = self.steps()
        today = timezone.localdate()
        return super().get_context(request, *args, **kwargs) | {
            "week": self,
            "days": days,
            "today": next((day for day in days if day.live and day.date == today), None),
        }


class PostBlock(blocks.StructBlock):
    network = blocks.CharBlock(label=_("for"), max_length=40, help_text=_("Such as: short, group chat, long."))
    text = blocks.TextBlock(label=_("text"), max_length=LONGEST, rows=4)

    class Meta:
        icon = "comment"
        label = _("Text to pass on")


class Day(Searchable, TalkedAbout, SitePage):  # type: ignore[django-manager-missing]
    number = models.PositiveSmallIntegerField(_("day"))
    date = models.DateField(_("date"), default=timezone.localdate)
    short = models.CharField(_("in the row of days"), max_length=30, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"))
    question = models.TextField(
        _("question of the day"), max_length=400, blank=True, help_text=_("Publishing the day opens it on the board.")
    )
    posts = StreamField([("post", PostBlock())], verbose_name=_("texts to pass on"), blank=True)
    links = StreamField([("link", LinkBlock())], verbose_name=_("to read with it"), blank=True)

    content_panels = [
        *SitePage.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("date"), FieldPanel("short")]),
        FieldPanel("body"),
        FieldPanel("question"),
        MultiFieldPanel([FieldPanel("posts"), FieldPanel("links")], heading=_("Pass it on")),
    ]
    search_fields = [
        *SitePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("question"),
    ]
    parent_page_types = ["campaigns.Week"]
    subpage_types: list[str] = []
    template = "campaigns/day.html"
    search_kind = "week"

    class Meta:
        verbose_name = _("day of the Week")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        week = Week._base_manager.select_related("locale").get(path=self.path[: -self.steplen])
        return super().get_context(request, *args, **kwargs) | {
            "week": week,
            "days": week.steps(),
            "talk": self.talk(request.user).counted(),
        }

    def search_words(self) -> Words | None:
        if not self.live or self.alias_of_id:
            return None
        body = self._meta.get_field("body").get_searchable_content(self.body)  # type: ignore[union-attr]
        return Words("week", self.pk, self.title, " ".join([self.summary, self.question, *body]), self.written_in)
