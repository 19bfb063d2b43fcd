"""Changing one's own post."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.discussions.actions import writing
from community.discussions.models import Post, Topic
from community.members.models import Member
from foundation import text
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
    if post.hidden:
        return _("This post was hidden by a moderator, so it cannot be changed.")
    return post.topic.refusal(who)


@transaction.atomic
def edit(who: Member, post: Post, *, body: str, version: int) -> Post:
    """The new text, if `version` is the one now there; raises Stale. The same text again changes nothing."""
    body = writing.words_of(body)
    topic = Topic.objects.locked(post.topic_id)
    post = topic.posts.get(pk=post.pk)
    post.topic = topic
    refusal = may_edit(who, post)
    if refusal or not Topic.objects.visible_to(who).filter(pk=topic.pk).exists():
        raise PermissionDenied(refusal or _("You cannot write in this discussion."))
    if post.body == body:
        return post
    if post.version != version:
        raise Stale(post)
    post.body, post.html = body, text.render(body)
    post.version += 1
    post.edited_at = timezone.now()
    post.seq = topic.raise_seq()
    post.save(update_fields=["body", "html", "version", "edited_at", "seq"])
    topic.save(update_fields=["seq", "changes"])
    Entry.objects.put([post.search_words()])
    writing.tell(post)
    return post
