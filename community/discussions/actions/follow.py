"""Following or muting a topic, a board, a theme or a colleague. Only for oneself, and told to nobody."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from community.discussions.models import Board, Post, Topic
from community.members.models import Member, MemberQuerySet
from community.notifications import watching
from community.notifications.models import On
from foundation import limits
from foundation.vocabulary.models import Theme

Thing = Topic | Board | Theme | Member
WISHES = {"follow": watching.follow, "mute": watching.mute, "stop": watching.unfollow}


def found(who: Member, on: str, object_id: int) -> Thing | None:
    """The thing, if this member may see it. A colleague is seen by what they wrote under their own name."""
    if on == On.TOPIC:
        return Topic.objects.visible_to(who).filter(pk=object_id).first()
    if on == On.BOARD:
        return Board.objects.visible_to(who).filter(pk=object_id).first()
    if on == On.THEME:
        return Theme.objects.filter(pk=object_id).first()
    return colleagues(who, [object_id]).first() if on == On.MEMBER else None


def colleagues(who: Member, ids: list[int]) -> MemberQuerySet:
    written = Post.objects.visible_to(who).signed().shown().filter(author__in=ids)
    return Member.objects.active().filter(pk__in=written.values("author")).exclude(pk=who.pk)


def set_watch(who: Member, on: str, object_id: int, wish: str) -> None:
    """`wish` is follow, mute or stop. What is no longer seen can still be let go."""
    if not who.is_active:
        raise PermissionDenied(_("Your account is closed, so you cannot follow anything."))
    if wish not in WISHES:
        raise PermissionDenied(_("You can follow, mute or stop following."))
    if wish != "stop" and found(who, on, object_id) is None:
        raise PermissionDenied(_("You cannot follow what you cannot read."))
    limits.spend("follow", who.pk, 60)
    WISHES[wish](who, on, object_id)
