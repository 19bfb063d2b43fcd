"""Changing one's own post."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.discussions import mentions
from community.discussions.actions import attachments, cases, hold, tell, writing
from community.discussions.models import Post, PostVersion, State, Topic
from community.members.models import Member
from foundation.fulltext.models import Entry


class Stale(Exception):
    """The post was changed after it was read; `post` is what stands there now."""

    def __init__(self, post: Post) -> None:
        super().__init__("changed meanwhile")
        self.post = post


def may_edit(who: Member, post: Post) -> str:
    """Why `who` may not change this post; empty when they may."""
    if post.author_id != who.pk:
        return _("You can change only what you wrote yourself.")
    if post.state == State.HIDDEN:
        return _("This post was hidden by a moderator, so it cannot be changed.")
    if not post.is_shown:
        return _("This post is no longer here, so it cannot be changed.")
    return post.topic.refusal(who)


@transaction.atomic
def edit(who: Member, post: Post, *, body: str, version: int, drop: Collection[int] = ()) -> Post:
    """The new text, if `version` is the one now there; raises Stale. The same text again changes nothing.

    `drop` are ids of attachments that are taken away.
    """
    body = writing.words_of(body)
    post = Post.objects.held(post.pk)
    topic = post.topic
    cases.check(topic.kind, body)
    refusal = may_edit(who, post)
    if refusal or not Topic.objects.visible_to(who).filter(pk=topic.pk).exists():
        raise PermissionDenied(refusal or _("You cannot write in this discussion."))
    dropped = attachments.remove(post, drop) if drop else 0
    if post.body == body:
        return _saved(post, topic, "attached") if dropped else post
    if post.version != version:
        raise Stale(post)
    if hold.brings_in(topic.board, who, post, body):
        raise ValidationError(
            _("A moderator reads words like these first, so a change cannot bring them in. Write them in a new post."),
            code="held",
        )
    PostVersion.objects.create(post=post, version=post.version, body=post.body, at=post.edited_at or post.created_at)
    post.body, post.html = body, mentions.html_of(body, topic.board, topic)
    post.version += 1
    post.edited_at = timezone.now()
    Entry.objects.put([post.search_words()])
    tell.soon(post, mentioned=True)
    return _saved(post, topic, "body", "html", "version", "edited_at", "attached")


def _saved(post: Post, topic: Topic, *fields: str) -> Post:
    """One more change of the locked topic, told to everybody who has it open."""
    post.seq = topic.raise_seq()
    post.save(update_fields=[*fields, "seq"])
    topic.save(update_fields=["seq", "changes"])
    writing.tell(post)
    return post
