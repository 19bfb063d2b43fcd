"""What can be found: for each kind, who sees which rows and how a row of the list tells it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.articles.models import Article
from blog.campaigns.models import Day
from community.discussions.models import Post, State, Topic
from community.groups.models import Group, Reader
from foundation.text import plain
from resources.library.hits import Hit, pages_of
from resources.library.models import Resource

EXCERPT = 180
Part = tuple[int, int]  # id, part


@dataclass(frozen=True, slots=True)
class Found:
    """One row: all that the page shows of a hit."""

    kind: str | Promise
    title: str
    href: str
    language: str
    text: str
    at: Any = None
    private: bool = False
    facts: Sequence[str] = field(default_factory=list)
    hit: Hit | None = None  # a page of a file


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    label: str | Promise
    visible: Callable[[Reader], "QuerySet[Any]"]
    tell: Callable[["QuerySet[Any]", Iterable[Part], str], dict[Part, Found]]  # the last: what was asked


def _topics(seen: "QuerySet[Any]", parts: Iterable[Part], _query: str) -> dict[Part, Found]:
    """With the words of the post that was hit, and its place."""
    wanted = set(parts)
    topics = seen.select_related("board__group").in_bulk({pk for pk, _part in wanted})
    which = Q(pk=None)
    for pk, number in wanted:
        which |= Q(topic=pk, number=number)
    texts = Post.objects.filter(which, topic__in=topics, state=State.SHOWN).values_list(
        "topic", "number", "html", "language"
    )
    said = {(pk, number): (plain(html, EXCERPT), language) for pk, number, html, language in texts}
    return {
        (pk, number): Found(
            kind=_("Discussion"),
            title=topic.title,
            href=topic.address_of(number) if number > 1 else topic.get_absolute_url(),
            language=topic.language,
            text=said[pk, number][0],
            at=topic.changed_at,
            private=topic.board.is_private,
            facts=[topic.board.title, *([gettext("Answered")] if topic.answer else [])],
        )
        for pk, number in wanted
        if (topic := topics.get(pk)) and (pk, number) in said
    }


def _resources(seen: "QuerySet[Any]", parts: Iterable[Part], query: str) -> dict[Part, Found]:
    shown = seen.only("title", "slug", "language", "summary", "kind", "year").prefetch_related("files")
    rows = shown.in_bulk({pk for pk, _part in parts})
    hits = pages_of(rows.values(), query)
    return {
        (pk, 0): Found(
            kind=row.get_kind_display(),
            title=row.title,
            href=row.get_absolute_url(),
            language=row.language[:2],
            text=plain(row.summary, EXCERPT),
            facts=[str(row.year)] if row.year else [],
            hit=hits.get(pk),
        )
        for pk, row in rows.items()
    }


def _pages(kind: str | Promise) -> Callable[["QuerySet[Any]", Iterable[Part], str], dict[Part, Found]]:
    def tell(seen: Any, parts: Iterable[Part], _query: str) -> dict[Part, Found]:
        rows = seen.select_related("locale").defer_streamfields().in_bulk({pk for pk, _part in parts})
        return {
            (pk, 0): Found(kind, page.title, page.url, page.written_in, plain(page.summary, EXCERPT))
            for pk, page in rows.items()
        }

    return tell


def _groups(seen: "QuerySet[Any]", parts: Iterable[Part], _query: str) -> dict[Part, Found]:
    rows = seen.in_bulk({pk for pk, _part in parts})
    return {
        (pk, 0): Found(
            kind=_("Interest group"),
            title=group.name,
            href=group.get_absolute_url(),
            language=group.language,
            text=plain(group.purpose, EXCERPT),
            private=group.is_private,
        )
        for pk, group in rows.items()
    }


KINDS = {
    kind.name: kind
    for kind in (
        Kind("topic", _("Discussions"), lambda reader: Topic.objects.visible_to(reader), _topics),
        Kind("resource", _("Resources"), lambda reader: Resource.objects.visible_to(reader), _resources),
        Kind("article", _("Blog"), lambda reader: Article.objects.visible_to(reader), _pages(_("Article"))),
        Kind("week", _("Workforce Week"), lambda reader: Day.objects.visible_to(reader), _pages(_("Workforce Week"))),
        Kind("group", _("Groups"), lambda reader: Group.objects.visible_to(reader), _groups),
    )
}
