"""Opening the topic of a thing, and taking it from the board while the thing itself is not there."""

from typing import Any
from uuid import UUID

from django.db import transaction

from community.discussions.about import TalkedAbout
from community.discussions.actions.moderate import reindex
from community.discussions.actions.reply import reply
from community.discussions.actions.start import LONGEST_TITLE, start_topic
from community.discussions.models import Audience, Board, Held, Post, Topic
from community.live import streams
from community.members.models import Member
from foundation.audit.models import record as audit

AWAY = "what it is about is not published"


def board(slug: str, **values: Any) -> Board:
    """Where things of a kind are talked about; a new site gets it with the first topic."""
    made, _new = Board.objects.get_or_create(slug=slug, defaults={"audience": Audience.PUBLIC, **values})
    return made


@transaction.atomic
def talk_about(
    who: Member,
    thing: TalkedAbout,
    on: Board,
    *,
    body: str,
    key: UUID | str,
    language: str = "en",
    pseudonym: bool = False,
) -> Post | Held:
    """The first comment opens the topic of the thing, the next are replies; twice at the same moment: one topic."""
    row = type(thing)._base_manager.select_for_update().filter(pk=thing.pk)[0]
    topic = _topic_of(row)
    if topic:
        thing.topic = topic
        return reply(who, topic, body=body, key=key, language=language, pseudonym=pseudonym)
    label, url = row.told_as()
    opened = start_topic(
        who,
        on,
        title=_shortened(label),
        body=body,
        key=key,
        language=language,
        about_label=label[:200],
        about_url=url,
        pseudonym=pseudonym,
    )
    if isinstance(opened, Held):
        return opened
    _join(row, opened)
    thing.topic = opened
    return opened.posts.get(number=1)


def _topic_of(thing: TalkedAbout) -> Topic | None:
    """Also one that a moderator has let in after it waited: it knows the thing, but not the thing it."""
    if thing.topic_id:
        return thing.topic
    _label, url = thing.told_as()
    waited = Topic.objects.filter(about_url=url, merged_into=None).order_by("pk").first()
    if waited:
        _join(thing, waited)
    return waited


def _join(thing: TalkedAbout, topic: Topic) -> None:
    type(thing)._base_manager.filter(pk=thing.pk).update(topic=topic)
    thing.topic = topic


def _shortened(label: str) -> str:
    if len(label) <= LONGEST_TITLE:
        return label
    return label[: LONGEST_TITLE - 1].rsplit(" ", 1)[0][: LONGEST_TITLE - 1] + "…"


@transaction.atomic
def follow_thing(thing: TalkedAbout, *, gone: bool = False) -> None:
    """After the thing was published, renamed, taken back or deleted: its topic is there exactly while it is.

    What a moderator has hidden keeps its label and stays hidden; without a label it was hidden here.
    """
    pk = Topic.objects.filter(thing.own_topic()).values_list("pk", flat=True).first()
    if pk is None:
        return
    topic = Topic.objects.locked(pk)
    there = not gone and thing.is_there()
    if topic.hidden and (topic.about_url or not there):
        return
    label, url = thing.told_as() if there else ("", "")
    turned = topic.hidden == there
    if not turned and (topic.about_label, topic.about_url) == (label[:200], url):
        return
    topic.about_label, topic.about_url = label[:200], url
    if turned:
        topic.hidden = not there
        audit(None, "restore topic" if there else "hide topic", topic, AWAY)
    topic.changes += 1
    topic.save(update_fields=["about_label", "about_url", "hidden", "changes"])
    if turned:
        reindex(topic)
        streams.publish(topic.stream, {"behind": True})
