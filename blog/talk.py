"""What a page has to do with the talk about it: one topic for all its translations, opened once."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest

from community.discussions import about
from community.discussions.models import Board, Topic
from community.members.models import Member
from foundation.pages import address

BOARD = "week-and-events"


class TalkedAbout(about.TalkedAbout):
    """Mixed into a page."""

    class Meta:
        abstract = True

    def _same(self) -> Any:
        pages: Any = type(self)._base_manager
        return pages.filter(translation_key=self.translation_key)  # type: ignore[attr-defined]

    def own_topic(self) -> models.Q:
        """The topic of the page, or of the page it translates."""
        if self.topic_id:
            return models.Q(pk=self.topic_id)
        return models.Q(pk__in=self._same().exclude(topic=None).values("topic"))

    def is_there(self) -> bool:
        return bool(self._same().filter(live=True, alias_of=None).exists())

    def told_as(self) -> tuple[str, str]:
        """As the live page that holds the topic, else as the first live translation."""
        pages = self._same().filter(live=True, alias_of=None).order_by(models.F("topic").asc(nulls_last=True), "pk")
        page: Any = pages.first() or self
        return page.title, address(page, settings.LANGUAGE_CODE)

    def last_changes(self, request: HttpRequest) -> tuple[object, ...]:
        topic = self.talk(request.user).topic
        return (topic.pk, topic.seq, topic.changes) if topic else ()


def board(slug: str = BOARD) -> Board:
    from community.discussions.actions import about as acts  # models import this module

    return acts.board(slug, title="Week and events", about="What the Week and the blog ask.", position=90)


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
        checked=True,
    )
    assert isinstance(topic, Topic)  # what a page opens waits for nobody
    type(page)._base_manager.filter(pk=page.pk).update(topic=topic)
    page.topic = topic
    return topic


def on_gone(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """A page was taken back or deleted: the talk about it, which bears its name, is not there either."""
    from community.discussions.actions.about import follow_thing  # models import this module

    follow_thing(instance)
