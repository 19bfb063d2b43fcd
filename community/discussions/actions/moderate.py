"""Closing and reopening a topic; hiding and restoring a topic or a post. Each is written down with its reason."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.discussions import mentions
from community.discussions.actions import writing
from community.discussions.actions.steering import marked
from community.discussions.models import Post, PostVersion, State, Topic
from community.groups.actions import strike
from community.members.models import Member
from community.notifications.actions import notify
from foundation.audit.models import record as audit
from foundation.fulltext.models import Entry
from foundation.text import clean

LONGEST_REASON = 500


def close(who: Member, topic: Topic, why: str) -> Topic:
    return _set(who, topic, "close topic", reason_of(why), closed=True)


def reopen(who: Member, topic: Topic, why: str = "") -> Topic:
    return _set(who, topic, "reopen topic", clean(why), closed=False)


def hide(who: Member, what: Topic | Post, why: str, *, asked: bool = False) -> Topic | Post:
    """A hidden post leaves a tombstone with its number; a hidden topic is not there for others.

    `asked`: the caller knows that `who` may judge this post, though they may not read where it stands.
    """
    if isinstance(what, Post):
        return _set_post(who, what, "hide post", reason_of(why), hidden=True, asked=asked)
    return _set(who, what, "hide topic", reason_of(why), hidden=True)


@transaction.atomic
def edit_out(who: Member, post: Post, body: str, why: str, *, asked: bool = False) -> Post:
    """A moderator's words in place of the author's; what stood there is kept with who changed it and why."""
    body, why = writing.words_of(body), reason_of(why)
    post = Post.objects.held(post.pk)
    topic = held_topic(who, post.topic_id, asked)
    post.topic = topic
    if post.body == body or not post.is_shown:
        return post
    before = PostVersion(post=post, version=post.version, body=post.body, at=post.edited_at or post.created_at)
    before.by, before.why = who, why
    before.save(force_insert=True)
    post.body, post.html = body, mentions.html_of(body, topic.board, topic)
    post.version += 1
    post.redacted, post.edited_at = True, timezone.now()
    post.seq = topic.raise_seq()
    post.save(update_fields=["body", "html", "version", "redacted", "edited_at", "seq"])
    topic.save(update_fields=["seq", "changes"])
    audit(who, "edit out post", post, why)
    Entry.objects.put([post.search_words()])
    tell_why(who, topic, post.author, "post_edited_out", why, f"edited_out.{post.pk}.{post.seq}")
    writing.tell(post)
    return post


def restore(who: Member, what: Topic | Post, why: str = "") -> Topic | Post:
    if isinstance(what, Post):
        return _set_post(who, what, "restore post", clean(why), hidden=False)
    return _set(who, what, "restore topic", clean(why), hidden=False)


def reason_of(why: str) -> str:
    kept = clean(why)
    if not kept:
        raise ValidationError(_("Say why. The author is told the reason."), code="empty")
    return kept[:LONGEST_REASON]


def held_topic(who: Member, topic_id: int, asked: bool = False) -> Topic:
    """The locked topic, if `who` may moderate it."""
    topic = Topic.objects.locked(topic_id)
    if not asked and not topic.is_moderated_by(who):
        raise PermissionDenied(_("Only a moderator can do this."))
    return topic


@transaction.atomic
def _set(who: Member, topic: Topic, act: str, why: str, **state: bool) -> Topic:
    topic = held_topic(who, topic.pk)
    if not marked(who, topic, act, why, **state):
        return topic
    if "hidden" in state:
        reindex(topic)
    if topic.hidden and "hidden" in state:
        if topic.board.group:
            with override("en"):
                strike(topic.board.group, topic.get_absolute_url())
        tell_why(who, topic, topic.author, "post_hidden", why, f"topic_hidden.{topic.pk}.{topic.changes}")
    elif topic.closed and "closed" in state:
        tell_why(who, topic, topic.author, "topic_closed", why, f"topic_closed.{topic.pk}.{topic.changes}")
    return topic


@transaction.atomic
def _set_post(who: Member, post: Post, act: str, why: str, *, hidden: bool, asked: bool = False) -> Post:
    post = Post.objects.held(post.pk)
    topic = held_topic(who, post.topic_id, asked)
    post.topic = topic
    wished, found = (State.HIDDEN, State.SHOWN) if hidden else (State.SHOWN, State.HIDDEN)
    if post.state != found:
        return post
    post.state = wished
    post.seq = topic.raise_seq()
    post.save(update_fields=["state", "seq"])
    topic.lose(post.number)
    topic.save(update_fields=["seq", "changes", "answer"])
    audit(who, act, post, why)
    if hidden:
        Entry.objects.drop("topic", topic.pk, post.number)
        tell_why(who, topic, post.author, "post_hidden", why, f"post_hidden.{post.pk}.{post.seq}")
    else:
        Entry.objects.put([post.search_words()])
    writing.tell(post)
    return post


def reindex(topic: Topic) -> None:
    if topic.hidden:
        Entry.objects.drop("topic", topic.pk)
    else:
        posts = topic.posts.shown().select_related("topic__board__group")
        Entry.objects.put(post.search_words() for post in posts.iterator(chunk_size=500))


def tell_why(who: Member, topic: Topic, author: Member | None, kind: str, why: str, key: str) -> None:
    """The author hears what was done and why, unless they did it or may no longer read there."""
    if author is None or author.pk == who.pk or not author.is_active:
        return
    boards = type(topic.board).objects.visible_to(author)
    if topic.space and not boards.filter(pk=topic.board_id).exists():
        return
    with override("en"):
        url = topic.board.get_absolute_url() if topic.hidden else topic.get_absolute_url()
    notify(author, kind, {"topic": topic.title, "why": why}, url, space=topic.space, key=key)
