"""Closing and reopening a topic; hiding and restoring a topic or a post. Each is written down with its reason."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.discussions.actions import writing
from community.discussions.models import Post, Topic
from community.groups.actions import strike
from community.live import streams
from community.members.models import Member
from community.notifications.actions import notify
from foundation.audit.models import record as audit
from foundation.fulltext.models import Entry
from foundation.text import clean

LONGEST_REASON = 500


def close(who: Member, topic: Topic, why: str) -> Topic:
    return _set(who, topic, "close topic", _reason(why), closed=True)


def reopen(who: Member, topic: Topic, why: str = "") -> Topic:
    return _set(who, topic, "reopen topic", clean(why), closed=False)


def hide(who: Member, what: Topic | Post, why: str) -> Topic | Post:
    """A hidden post leaves a tombstone with its number; a hidden topic is not there for others."""
    if isinstance(what, Post):
        return _set_post(who, what, "hide post", _reason(why), hidden=True)
    return _set(who, what, "hide topic", _reason(why), hidden=True)


def restore(who: Member, what: Topic | Post, why: str = "") -> Topic | Post:
    if isinstance(what, Post):
        return _set_post(who, what, "restore post", clean(why), hidden=False)
    return _set(who, what, "restore topic", clean(why), hidden=False)


def _reason(why: str) -> str:
    kept = clean(why)
    if not kept:
        raise ValidationError(_("Say why. The author is told the reason."), code="empty")
    return kept[:LONGEST_REASON]


def _held(who: Member, topic_id: int) -> Topic:
    """The locked topic, if `who` may moderate it."""
    topic = Topic.objects.locked(topic_id)
    if not topic.is_moderated_by(who):
        raise PermissionDenied(_("Only a moderator can do this."))
    return topic


@transaction.atomic
def _set(who: Member, topic: Topic, act: str, why: str, **state: bool) -> Topic:
    topic = _held(who, topic.pk)
    if all(getattr(topic, name) == value for name, value in state.items()):
        return topic
    for name, value in state.items():
        setattr(topic, name, value)
    topic.changes += 1
    topic.save(update_fields=[*state, "changes"])
    audit(who, act, topic, why)
    streams.publish(topic.stream, {"behind": True})
    if "hidden" in state:
        _index(topic)
    if topic.hidden and "hidden" in state:
        if topic.board.group:
            with override("en"):
                strike(topic.board.group, topic.get_absolute_url())
        _tell(who, topic, topic.author, "post_hidden", why, f"topic_hidden.{topic.pk}.{topic.changes}")
    elif topic.closed and "closed" in state:
        _tell(who, topic, topic.author, "topic_closed", why, f"topic_closed.{topic.pk}.{topic.changes}")
    return topic


@transaction.atomic
def _set_post(who: Member, post: Post, act: str, why: str, *, hidden: bool) -> Post:
    topic = _held(who, post.topic_id)
    post = topic.posts.select_related("author").get(pk=post.pk)
    post.topic = topic
    if post.hidden == hidden:
        return post
    post.hidden = hidden
    post.seq = topic.raise_seq()
    post.save(update_fields=["hidden", "seq"])
    topic.save(update_fields=["seq", "changes"])
    audit(who, act, post, why)
    if hidden:
        Entry.objects.drop("topic", topic.pk, post.number)
        _tell(who, topic, post.author, "post_hidden", why, f"post_hidden.{post.pk}.{post.seq}")
    else:
        Entry.objects.put([post.search_words()])
    writing.tell(post)
    return post


def _index(topic: Topic) -> None:
    if topic.hidden:
        Entry.objects.drop("topic", topic.pk)
    else:
        posts = topic.posts.filter(hidden=False).select_related("topic__board__group")
        Entry.objects.put(post.search_words() for post in posts.iterator(chunk_size=500))


def _tell(who: Member, topic: Topic, author: Member | None, kind: str, why: str, key: str) -> None:
    """The author hears what was done and why, unless they did it or may no longer read there."""
    if author is None or author.pk == who.pk or not author.is_active:
        return
    boards = type(topic.board).objects.visible_to(author)
    if topic.space and not boards.filter(pk=topic.board_id).exists():
        return
    with override("en"):
        url = topic.board.get_absolute_url() if topic.hidden else topic.get_absolute_url()
    notify(author, kind, {"topic": topic.title, "why": why}, url, space=topic.space, key=key)
