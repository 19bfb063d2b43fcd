"""What search engines may list: what a stranger may see. One file, or an index of files where there is much."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap, views
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from blog.campaigns.models import WeekIndex
from community.discussions.models import Topic
from community.groups.models import Group
from resources.library.models import Resource

STRANGER = AnonymousUser()
AT_ONCE = 5000  # addresses in one file


class Lists(Sitemap[Any]):
    def items(self) -> list[str]:
        return ["discussions", "resources", "resource_evidence", "collections", "groups", "countries"]

    def location(self, item: str) -> str:
        return reverse(item)


class Pages(PageSitemap):
    limit = AT_ONCE

    def items(self) -> Any:
        """Without the address that leads on to the newest Week."""
        return super().items().not_type(WeekIndex)


class Topics(Sitemap[Any]):
    limit = AT_ONCE

    def items(self) -> QuerySet[Topic]:
        return Topic.objects.visible_to(STRANGER).order_by("pk")

    def lastmod(self, item: Topic) -> Any:
        return item.changed_at

    def get_latest_lastmod(self) -> Any:
        """Asked of the database; the rows are not read for it."""
        return self.items().aggregate(last=Max("changed_at"))["last"]


class Groups(Sitemap[Any]):
    limit = AT_ONCE

    def items(self) -> QuerySet[Group]:
        return Group.objects.visible_to(STRANGER).order_by("pk")


class Resources(Sitemap[Any]):
    limit = AT_ONCE

    def items(self) -> QuerySet[Resource]:
        return Resource.objects.visible_to(STRANGER).order_by("pk").only("slug", "updated_at")

    def lastmod(self, item: Resource) -> Any:
        return item.updated_at

    def get_latest_lastmod(self) -> Any:
        return self.items().aggregate(last=Max("updated_at"))["last"]


SITEMAPS: dict[str, Any] = {
    "pages": Pages, "lists": Lists, "topics": Topics, "groups": Groups, "resources": Resources,
}  # fmt: skip


def sitemap(request: HttpRequest) -> TemplateResponse:
    """All in one file as long as no part has more than fits; then the parts, page by page."""
    if any(part().paginator.num_pages > 1 for part in SITEMAPS.values()):
        return views.index(request, SITEMAPS, sitemap_url_name="sitemap_part")
    return views.sitemap(request, SITEMAPS)
