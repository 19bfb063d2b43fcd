"""Public Atom feeds. What a stranger may see, and nothing else."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from blog.articles.models import Article
from community.discussions.models import Topic

STRANGER = AnonymousUser()
LONGEST = 30


class Worded(Atom1Feed):
    """Each entry says in which language its words are."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {**super().item_attributes(item), **({"xml:lang": item["tongue"]} if item.get("tongue") else {})}


class Public(Feed[Any, Any]):
    feed_type = Worded
    author_name = settings.SITE_NAME  # Atom asks for one where the entries name none

    def item_title(self, item: Any) -> str:
        return str(item)

    def item_extra_kwargs(self, item: Any) -> dict[str, Any]:
        return {"tongue": getattr(item, "language", "")}


def tag(kind: str, number: int) -> str:
    """The same for good, whatever the address or the language it is read in (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{kind}:{number}"


class Discussions(Public):
    title = _("Discussions of Workforce Commons")

    def link(self) -> str:
        return reverse("discussions")

    def items(self) -> list[Topic]:
        return list(Topic.objects.visible_to(STRANGER).order_by("-created_at")[:LONGEST])

    def item_link(self, item: Topic) -> str:
        return item.get_absolute_url()

    def item_pubdate(self, item: Topic) -> datetime:
        return item.created_at

    def item_updateddate(self, item: Topic) -> datetime:
        return item.changed_at


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
