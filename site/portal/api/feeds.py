"""Public Atom feeds. What a stranger may see, and nothing else."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from blog.articles.models import Article
from community.discussions.models import Topic
from resources.library.models import Resource

STRANGER = AnonymousUser()
LONGEST = 30


class Public(Feed[Any, Any]):
    feed_type = Atom1Feed

    def item_title(self, item: Any) -> str:
        return str(item)


class Discussions(Public):
    title = _("Discussions of Workforce Commons")
    link = "/discussions/"

    def items(self) -> list[Topic]:
        return list(Topic.objects.visible_to(STRANGER).order_by("-created_at")[:LONGEST])

    def item_link(self, item: Topic) -> str:
        return item.get_absolute_url()

    def item_pubdate(self, item: Topic) -> datetime:
        return item.created_at

    def item_updateddate(self, item: Topic) -> datetime:
        return item.changed_at


class Resources(Public):
    title = _("New in the resource database of Workforce Commons")
    link = "/resources/"

    def items(self) -> list[Resource]:
        return list(Resource.objects.visible_to(STRANGER).order_by("-added_at")[:LONGEST])

    def item_description(self, item: Resource) -> str:
        return item.summary

    def item_link(self, item: Resource) -> str:
        return item.get_absolute_url()

    def item_pubdate(self, item: Resource) -> datetime:
        return item.added_at


class Blog(Public):
    title = _("The blog of Workforce Commons")
    link = "/blog/"

    def items(self) -> list[Article]:
        return list(Article.objects.live().public().order_by("-first_published_at")[:LONGEST])

    def item_description(self, item: Article) -> str:
        return item.summary

    def item_link(self, item: Article) -> str:
        return item.url or reverse("home")

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.first_published_at
