"""What is done to an account besides signing in: change what others see, suspend, readmit."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.live import streams
from community.members.models import Member, Suspension
from foundation.audit.models import named, record
from foundation.letters import actions as letters

PROFILE = {"display_name", "country", "cadre", "languages", "language", "offers"}


def change_profile(who: Member, member: Member, values: dict[str, Any]) -> Member:
    """Everybody changes only their own."""
    if who.pk != member.pk:
        raise PermissionDenied(_("Only the member can change this."))
    for name in PROFILE & values.keys():
        setattr(member, name, values[name])
    member.save(update_fields=sorted(PROFILE & values.keys()))
    return member


@transaction.atomic
def suspend(
    who: Member, member: Member, why: str, days: int | None = None, *, about: models.Model | None = None
) -> Member:
    """Keeps them out at once, for some days or until they are let in: no page and no socket goes on. What they wrote stays.

    `about` is what somebody without a name wrote: the audit then names that alone, and no page names the member.
    """
    _may_judge(who, member, masked=bool(about))
    why = why.strip()
    if not why:
        raise PermissionDenied(_("Say why. The member is told the reason."))
    member = Member.objects.select_for_update().get(pk=member.pk)
    until = timezone.now() + timedelta(days=days) if days else None
    name = named(about) if about else ""
    suspension = Suspension.objects.create(member=member, by=who, why=why, until=until, about=name)
    _settle(member)
    record(who, "suspend author" if about else "suspend", about or member, why)
    streams.cut(member.pk)
    post_suspended(suspension)
    return member


@transaction.atomic
def readmit(who: Member, member: Member, why: str = "") -> Member:
    """Ends what moderators know of. A suspension of somebody without a name runs on to its end."""
    _may_judge(who, member)
    Suspension.objects.visible_to(who).running().filter(member=member).update(ended_at=timezone.now())
    record(who, "readmit", member, why.strip())
    return _settle(member)


@transaction.atomic
def readmit_due() -> int:
    """Lets in whose days are over. A line about somebody without a name names the post."""
    due = list(Suspension.objects.due().select_for_update(of=("self",)).select_related("member"))
    for suspension in due:
        suspension.ended_at = timezone.now()
        suspension.save(update_fields=["ended_at"])
        record(None, "readmit author" if suspension.about else "readmit", suspension.about or suspension.member)
        _settle(suspension.member)
    return len(due)


def _settle(member: Member) -> Member:
    """The account as its suspensions want it: out until the last of them ends."""
    ends = list(Suspension.objects.filter(member=member).running().values_list("until", flat=True))
    known = [until for until in ends if until]
    member.is_active = not ends
    member.suspended_until = max(known) if ends and len(known) == len(ends) else None
    member.save(update_fields=["is_active", "suspended_until"])
    return member


def post_suspended(suspension: Suspension) -> None:
    """They cannot sign in to read a notice, so it is a letter."""
    member = suspension.member
    facts = {"why": suspension.why, "until": suspension.until, "url": f"{settings.SITE_URL}/contact/"}
    letters.post(f"suspended:{suspension.pk}", member.email, "suspended", facts, member.language)


def _may_judge(who: Member, member: Member, masked: bool = False) -> None:
    """Who hides behind a pseudonym is not asked for their office: the refusal would name it."""
    if not who.is_moderator:
        raise PermissionDenied(_("Only a moderator of the site can do this."))
    if who.pk == member.pk or (member.is_superuser and not who.is_superuser and not masked):
        raise PermissionDenied(_("You cannot do this to this account."))
