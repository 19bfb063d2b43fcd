"""The home page, standard pages, and what stands around every page."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField
from wagtail.search import index

from foundation.blocks import BodyBlock, LinkBlock, WordsBlock
from foundation.pages import SitePage


class HomePage(SitePage):
    """The first page. Empty fields show the site's own words, in the reader's language."""

    hero_title = models.CharField(_("large words"), max_length=90, blank=True)
    hero_words = models.TextField(_("below them"), max_length=300, blank=True)

    content_panels = [*SitePage.content_panels, FieldPanel("hero_title"), FieldPanel("hero_words")]
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, object]:
        from portal.home import front

        return super().get_context(request, *args, **kwargs) | front.shown(request)

    def last_changes(self, request: HttpRequest) -> tuple[object, ...]:
        from portal.home import front

        return front.version(request)


class StandardPage(SitePage):
    """About, guidelines, privacy, contact: words, pictures and buttons in the order an editor wants."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    search_fields = [*SitePage.search_fields, index.SearchField("summary"), index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    template = "home/standard.html"

    class Meta:
        verbose_name = _("standard page")


class SocialBlock(blocks.StructBlock):
    words = blocks.CharBlock(label=_("words"), max_length=60)
    address = blocks.URLBlock(label=_("address"))

    class Meta:
        icon = "site"


@register_setting(icon="cog")
class SiteFrame(BaseGenericSetting):
    """Menu, footer, social links and the notice bar. What is left empty shows the site's own links."""

    menu = StreamField([("link", LinkBlock())], verbose_name=_("menu"), blank=True)
    footer = StreamField([("link", LinkBlock())], verbose_name=_("footer"), blank=True)
    social = StreamField([("link", SocialBlock())], verbose_name=_("social links"), blank=True)
    notice = StreamField([("text", WordsBlock())], verbose_name=_("notice"), blank=True, max_num=1)
    notice_from = models.DateTimeField(_("shown from"), null=True, blank=True)
    notice_until = models.DateTimeField(_("shown until"), null=True, blank=True)

    panels = [
        FieldPanel("menu"),
        FieldPanel("footer"),
        FieldPanel("social"),
        MultiFieldPanel(
            [FieldPanel("notice"), FieldRowPanel([FieldPanel("notice_from"), FieldPanel("notice_until")])],
            heading=_("Notice bar"),
        ),
    ]

    class Meta:
        verbose_name = _("menus and notice")


class Stamp(models.Model):
    """A number that rises with every change of what editors keep; cached pages carry it in their key."""

    name = models.CharField(max_length=20, primary_key=True)
    number = models.PositiveBigIntegerField(default=1)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
