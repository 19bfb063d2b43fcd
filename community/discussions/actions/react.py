"""Saying thanks without a post of one's own."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from community.discussions.actions import writing
from community.discussions.actions.authors import tell_author
from community.discussions.models import Feeling, Post, Reaction, Topic
from community.members.models import Member
from foundation import limits

A_MINUTE = 30


@transaction.atomic
def react(who: Member, post: Post, feeling: str, on: bool | None = None) -> Post:
    """Gives or takes back one reaction; `on=None` turns it round. What is so already changes nothing.

    A closed topic takes reactions, too: thanks are never late.
    """
    if feeling not in Feeling.values:
        raise ValidationError(_("Choose one of the four."), code="feeling")
    post = Post.objects.held(post.pk)
    topic = post.topic
    refusal = may_react(who, post)
    if refusal:
        raise PermissionDenied(refusal)
    given = Reaction.objects.filter(post=post, member=who, feeling=feeling)
    there = given.exists()
    if on is None:
        on = not there
    if on == there:
        return post
    limits.spend("react", who.pk, A_MINUTE)
    if on:
        Reaction.objects.create(post=post, member=who, feeling=feeling)
    else:
        given.delete()
    post.reactions = counted(post)
    post.seq = topic.raise_seq()
    post.save(update_fields=["reactions", "seq"])
    topic.save(update_fields=["seq", "changes"])
    writing.tell(post)
    if on:
        tell_author(who, post, "reacted", f"reacted.{post.pk}")
    return post


def may_react(who: Member, post: Post) -> str:
    """Why `who` may not react to this post; empty when they may."""
    topic = post.topic
    if not Topic.objects.visible_to(who).filter(pk=topic.pk).exists():
        return _("You cannot react in this discussion.")
    if topic.hidden or not post.is_shown:
        return _("This post is no longer here, so nobody can react to it.")
    if post.author_id == who.pk:
        return _("This is your own post. Reactions are for the posts of others.")
    return topic.absence(who)


def counted(post: Post) -> dict[str, int]:
    """One query, whoever and however many reacted."""
    rows = Reaction.objects.filter(post=post).values_list("feeling").annotate(times=Count("pk")).order_by("feeling")
    return dict(rows)
