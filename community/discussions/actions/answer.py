"""Marking the post that answers a question."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from community.discussions.actions import writing
from community.discussions.actions.authors import tell_author
from community.discussions.models import Kind, Post, Topic
from community.members.models import Member
from foundation import limits
from foundation.audit.models import record as audit

A_MINUTE = 10


@transaction.atomic
def mark_answer(who: Member, topic: Topic, post: Post | None) -> Topic:
    """This post answers, or none does (any more). By who asked, under whatever name, or who moderates.

    Which of the two it was is told to nobody: the asker may be there under a pseudonym.
    """
    topic = Topic.objects.locked(topic.pk)
    number = post.number if post else None
    refusal = may_mark(who, topic, number)
    if refusal:
        raise PermissionDenied(refusal)
    if topic.answer == number:
        return topic
    limits.spend("answer", who.pk, A_MINUTE)
    changed = [n for n in (topic.answer, number) if n]
    topic.answer = number
    touched = [_touch(topic, n) for n in changed]
    topic.save(update_fields=["answer", "seq", "changes"])
    if topic.author_id != who.pk:
        audit(who, "mark answer", topic, f"post {number or '-'}")
    for one in touched:
        writing.tell(one)
    if number:
        tell_author(who, touched[-1], "answered", f"answered.{touched[-1].pk}")
    return topic


def may_mark(who: Member, topic: Topic, number: int | None) -> str:
    """Why `who` may not mark this post; empty when they may. A closed question may still get its mark."""
    if not Topic.objects.visible_to(who).filter(pk=topic.pk).exists():
        return _("You cannot do this in this discussion.")
    if topic.kind != Kind.QUESTION:
        return _("Only a question has an answer.")
    judges = topic.is_moderated_by(who)
    if topic.author_id != who.pk and not judges:
        return _("Only who asked, or a moderator, marks the answer.")
    if number == 1:
        return _("The question itself cannot be its answer.")
    if number and not topic.posts.shown().filter(number=number).exists():
        return _("This post is no longer here, so it cannot be the answer.")
    return "" if judges else topic.absence(who)


def _touch(topic: Topic, number: int) -> Post:
    """The post's fragment shows or loses the band."""
    post = topic.posts.select_related("author").get(number=number)
    post.topic = topic
    post.seq = topic.raise_seq()
    post.save(update_fields=["seq"])
    return post
