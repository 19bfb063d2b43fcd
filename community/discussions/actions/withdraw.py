"""Taking back one's own post: its number stays, its words are for moderators only, its files are gone."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from community.discussions.actions import attachments, writing
from community.discussions.models import Post, State, Topic
from community.members.models import Member
from foundation.fulltext.models import Entry


def may_withdraw(who: Member, post: Post) -> str:
    """Why `who` may not take this post back; empty when they may. A closed topic keeps nobody's words against them."""
    if not who.is_active:
        return _("Your account is closed, so you cannot write.")
    if post.author_id != who.pk:
        return _("You can withdraw only what you wrote yourself.")
    if not post.is_shown:
        return _("This post is no longer here, so it cannot be withdrawn.")
    return ""


@transaction.atomic
def withdraw(who: Member, post: Post) -> Post:
    """For good: the author cannot bring it back. Withdrawn already, nothing changes."""
    post = Post.objects.held(post.pk)
    topic = post.topic
    if post.state == State.WITHDRAWN and post.author_id == who.pk:
        return post
    refusal = may_withdraw(who, post)
    if refusal or not Topic.objects.visible_to(who).filter(pk=topic.pk).exists():
        raise PermissionDenied(refusal or _("You cannot write in this discussion."))
    if post.attached:
        attachments.remove(post)
    post.state = State.WITHDRAWN
    post.seq = topic.raise_seq()
    post.save(update_fields=["state", "seq", "attached"])
    topic.lose(post.number)
    topic.save(update_fields=["seq", "changes", "answer"])
    Entry.objects.drop("topic", topic.pk, post.number)
    writing.tell(post)
    return post
