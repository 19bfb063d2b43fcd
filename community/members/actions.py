"""What is done to an account besides signing in: change what others see, suspend, readmit."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from community.live import streams
from community.members.models import Member
from foundation.audit.models import record

PROFILE = {"display_name", "country", "cadre", "languages", "language"}


def change_profile(who: Member, member: Member, values: dict[str, Any]) -> Member:
    """Everybody changes only their own."""
    if who.pk != member.pk:
        raise PermissionDenied(_("Only the member can change this."))
    for name in PROFILE & values.keys():
        setattr(member, name, values[name])
    member.save(update_fields=sorted(PROFILE & values.keys()))
    return member


@transaction.atomic
def suspend(who: Member, member: Member, why: str) -> Member:
    """Closes the account at once: no page and no socket of theirs goes on. What they wrote stays."""
    _may_judge(who, member)
    if not why.strip():
        raise PermissionDenied(_("Say why. The member and the other moderators can ask for the reason."))
    member.is_active = False
    member.save(update_fields=["is_active"])
    record(who, "suspend", member, why.strip())
    streams.cut(member.pk)
    return member


@transaction.atomic
def readmit(who: Member, member: Member, why: str = "") -> Member:
    _may_judge(who, member)
    member.is_active = True
    member.save(update_fields=["is_active"])
    record(who, "readmit", member, why.strip())
    return member


def _may_judge(who: Member, member: Member) -> None:
    if not who.is_moderator:
        raise PermissionDenied(_("Only a moderator can do this."))
    if who.pk == member.pk or (member.is_superuser and not who.is_superuser):
        raise PermissionDenied(_("You cannot do this to this account."))
