"""Telling the moderators about a post."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from community.discussions.models import Post, Topic
from community.groups.models import State
from community.members.models import Member
from community.moderation.models import Reason, Report
from community.notifications.actions import notify
from foundation import limits
from foundation.text import clean

LONGEST = 2000
QUEUE = "/moderation/"


def report(who: Member, post: Post, reason: str, words: str, key: UUID | str, to_site: bool = False) -> Report:
    """One open report of each person and post; again is the same as once. Nobody learns who it was."""
    known = Report.objects.filter(reporter=who).filter(Q(key=key) | Q(post=post, state="open")).first()
    if known:
        return known
    if not who.is_active or not Topic.objects.visible_to(who).filter(pk=post.topic_id).exists():
        raise PermissionDenied(_("You cannot report this post."))
    if post.author_id == who.pk:
        raise PermissionDenied(_("This is your own post. You can change it yourself."))
    if not post.is_shown:
        raise PermissionDenied(_("This post is no longer shown."))
    limits.spend("report", who.pk, 10, 3600)
    made = Report(post=post, reporter=who, reason=Reason(reason), words=clean(words)[:LONGEST], key=key)
    made.escalated = to_site and bool(post.topic.board.group_id)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            _tell(who, made)
    except IntegrityError:  # the same form, sent twice at the same moment
        return Report.objects.filter(reporter=who, post=post).latest("pk")
    return made


def _tell(who: Member, made: Report) -> None:
    """Those who lead the group; and the moderators of the site when somebody may be in danger."""
    post, group = made.post, made.post.topic.board.group
    key = f"reported.{post.pk}.{post.decisions.count()}"
    if group:
        leaders = Member.objects.active().filter(
            memberships__group=group, memberships__coordinates=True, memberships__state=State.IN
        )
        for leader in leaders.exclude(pk__in=[who.pk, post.author_id or 0]):
            notify(leader, "reported", {}, QUEUE, space=group.space, key=key)
    if made.reason == Reason.HARM:
        for moderator in moderators().exclude(pk__in=[who.pk, post.author_id or 0]):
            if Report.objects.visible_to(moderator).filter(pk=made.pk).exists():
                notify(moderator, "reported_harm", {}, QUEUE, key=f"harm.{key}")


def moderators() -> "models.QuerySet[Member]":
    own, of_group = Q(user_permissions__codename="moderate"), Q(groups__permissions__codename="moderate")
    return Member.objects.active().filter(own | of_group | Q(is_superuser=True)).distinct()
