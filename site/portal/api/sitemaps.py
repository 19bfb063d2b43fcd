"""What search engines may list: what a stranger may see."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from blog.campaigns.models import WeekIndex
from community.discussions.models import Topic
from community.groups.models import Group
from resources.library.models import Resource

STRANGER = AnonymousUser()


class Pages(PageSitemap):
    def items(self) -> Any:
        """Without the address that leads on to the newest Week."""
        return super().items().not_type(WeekIndex)


class Topics(Sitemap[Any]):
    def items(self) -> QuerySet[Topic]:
        return Topic.objects.visible_to(STRANGER).order_by("pk")

    def lastmod(self, item: Topic) -> Any:
        return item.changed_at


class Groups(Sitemap[Any]):
    def items(self) -> QuerySet[Group]:
        return Group.objects.visible_to(STRANGER).order_by("pk")


class Resources(Sitemap[Any]):
    def items(self) -> QuerySet[Resource]:
        return Resource.objects.visible_to(STRANGER).order_by("pk")


SITEMAPS: dict[str, Any] = {"pages": Pages, "topics": Topics, "groups": Groups, "resources": Resources}
