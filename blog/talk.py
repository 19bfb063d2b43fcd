"""What a page has to do with the talk about it: one topic for all its translations, opened once."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.discussions.models import Board, Post, Topic
from community.groups.models import Reader
from community.members.models import Member
from foundation.pages import address
from foundation.text import plain

BOARD = "week-and-events"
LAST = 3


class TalkedAbout(models.Model):
    """Mixed into a page. The link is kept out of drafts and copies: an old draft must not cut it off."""

    topic = models.OneToOneField(
        Topic, verbose_name=_("discussion"), null=True, blank=True, editable=False,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip

    exclude_fields_in_copy = ["topic"]

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Any:
        page = super().with_content_json(content)  # type: ignore[misc]
        page.topic_id = type(self)._base_manager.filter(pk=self.pk).values_list("topic", flat=True).first()
        return page

    def talk(self, reader: Reader) -> "Talk":
        """The topic this reader may see, of the page or of the page it translates. Asked once for a page at hand."""
        if getattr(self, "_talk", None) is None or self._talk[0] is not reader:  # type: ignore[has-type]
            self._talk = (reader, self._ask(reader))
        return self._talk[1]

    def _ask(self, reader: Reader) -> "Talk":
        key = models.Q(pk=self.topic_id)
        if not self.topic_id:
            siblings = type(self)._base_manager.filter(translation_key=self.translation_key)  # type: ignore[attr-defined, misc]
            key = models.Q(pk__in=siblings.exclude(topic=None).values("topic"))
        topic = Topic.objects.visible_to(reader).filter(key).select_related("board").first()
        return Talk(topic) if topic else Talk()

    def last_changes(self, request: HttpRequest) -> tuple[object, ...]:
        topic = self.talk(request.user).topic
        return (topic.pk, topic.seq, topic.closed) if topic else ()


@dataclass
class Talk:
    """What a page shows of its topic: how many answered, from where, and the last three."""

    topic: Topic | None = None
    answers: int = 0
    countries: int = 0
    last: list[Post] = field(default_factory=list)

    @property
    def at(self) -> str:
        return self.topic.get_absolute_url() if self.topic else ""

    def counted(self) -> "Talk":
        if not self.topic:
            return self
        answers = Post.objects.filter(topic=self.topic, hidden=False, number__gt=1)
        numbers = answers.aggregate(answers=Count("pk"), countries=Count("author__country", distinct=True))
        self.answers, self.countries = numbers["answers"], numbers["countries"]
        if self.answers:
            newest = answers.select_related("author", "author__country").order_by("-number")[:LAST]
            self.last = list(reversed(newest))
        for post in self.last:
            post.excerpt = plain(post.html, 220)  # type: ignore[attr-defined]
        return self


def board(slug: str = BOARD) -> Board:
    """The board where pages are talked about; a new site gets it with the first topic."""
    made, _new = Board.objects.get_or_create(
        slug=slug, defaults={"title": "Week and events", "about": "What the Week and the blog ask.", "position": 90}
    )
    return made


@transaction.atomic
def open_topic(page: Any, *, title: str, body: str, kind: str) -> Topic | None:
    """Opens the page's topic unless it or a translation has one. Twice at the same moment: still one topic."""
    from community.discussions.actions import start_topic  # models import this module

    rows = type(page)._base_manager.select_for_update().filter(translation_key=page.translation_key)
    if any(row.topic_id for row in rows.order_by("pk")):
        return None
    who = page.owner or Member.objects.filter(is_active=True, is_superuser=True).order_by("pk").first()
    if who is None:
        return None
    language = page.locale.language_code
    topic = start_topic(
        who,
        board(),
        title=title[:160],
        body=body,
        key=uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.SITE_NAME} {page.translation_key}"),
        kind=kind,
        language=language,
        about_label=page.title[:200],
        about_url=address(page, settings.LANGUAGE_CODE),
    )
    type(page)._base_manager.filter(pk=page.pk).update(topic=topic)
    page.topic = topic
    return topic
