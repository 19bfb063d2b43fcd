"""What every page of the tree shares: who may see it, in which language, at which address."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from foundation.pictures.models import passes


def address(page: Page, code: str | None = None) -> str:
    """The path of a page with the prefix of a language, by default the reader's."""
    code = code or (get_language() or settings.LANGUAGE_CODE)[:2]
    path = page.url_path.split("/", 2)[2] if page.url_path.count("/") > 1 else ""
    return f"/{path}" if code == settings.LANGUAGE_CODE else f"/{code}/{path}"


def closed_to(reader: Any) -> list[str]:
    """Tree paths below which this reader sees nothing: restricted pages with their translations, and pages not live."""
    barred = Q(live=False, numchild__gt=0) | Q(view_restrictions__isnull=False)
    pages = Page.objects.filter(barred, depth__gt=1).values_list("path", "live", "translation_key", "view_restrictions")
    rows = list(pages)
    restrictions = {}
    if any(row[3] for row in rows):
        own = PageViewRestriction.objects.filter(pk__in=[row[3] for row in rows]).prefetch_related("groups")
        restrictions = {item.pk: item for item in own}
    keys = {row[2] for row in rows if row[3] and not passes(restrictions[row[3]], reader)}
    closed = [path for path, live, _key, _restriction in rows if not live]
    if keys:
        closed += Page.objects.filter(translation_key__in=keys).values_list("path", flat=True)
    return closed


class SitePageQuerySet(PageQuerySet):
    def visible_to(self, reader: Any) -> Self:
        """Live pages below nothing that is closed to the reader. Mirrors that nobody translated are left out."""
        seen = self.filter(live=True, alias_of=None)
        for path in closed_to(reader):
            seen = seen.exclude(path__startswith=path)
        return seen

    def for_language(self, code: str) -> Self:
        """Each page once: in this language, else in the site's first language, else as it was written."""
        same = self.model._base_manager.filter(translation_key=OuterRef("translation_key"), live=True, alias_of=None)
        first = settings.LANGUAGE_CODE
        return self.exclude(
            ~Q(locale__language_code=code) & Q(Exists(same.filter(locale__language_code=code)))
        ).exclude(~Q(locale__language_code__in={code, first}) & Q(Exists(same.filter(locale__language_code=first))))


SitePageManager = PageManager.from_queryset(SitePageQuerySet)


class SitePage(Page):
    """A page with a summary; it knows the language it is written in and says so when the reader's differs."""

    summary = models.TextField(_("in one or two sentences"), max_length=300, blank=True)

    objects = SitePageManager()
    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True

    @property
    def written_in(self) -> str:
        return str(self.locale.language_code)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["written_in"] = self.written_in
        context["foreign"] = self.written_in != (get_language() or "")[:2]
        return context

    def last_changes(self, request: HttpRequest) -> tuple[object, ...]:
        """What the page shows beside the tree of pages, by its last change. Part of the name of a cached page."""
        return ()

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str]:
        return 1, settings.SITE_URL, address(self)

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str:
        return address(self)

    @property
    def url(self) -> str:
        return address(self)
