"""Telling how a resource was used, taking a story back, hiding it; and whether it was useful."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.confidentiality.findings import find
from community.confidentiality.kinds import HARD, sentences
from community.groups.models import State
from community.members.models import Member
from community.moderation.actions.report import moderators
from community.notifications.actions import notify
from foundation import limits
from foundation.audit.models import record
from foundation.text import clean
from foundation.vocabulary.models import Cadre, Country
from resources.library.models import Answer, Resource, Use
from resources.library.models.uses import Purpose, Useful

LONGEST, LONGEST_REASON = 600, 300
A_DAY = 10  # stories of one member


def tell_use(
    who: Member,
    resource: Resource,
    *,
    text: str,
    key: UUID | str,
    language: str = "en",
    country: Country | None = None,
    cadre: Cadre | None = None,
) -> Use:
    """A short story, shown without a name. The same key of the same member is one story."""
    _may_say(who, resource)
    known = Use.objects.filter(member=who, key=key).first()
    if known:
        return known
    made = Use(
        resource=resource, member=who, key=key, text=words_of(text), language=language, country=country, cadre=cadre
    )
    limits.spend("tell-use", who.pk, A_DAY, 24 * 3600)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # the same form, sent twice at the same moment
        return Use.objects.filter(member=who, key=key)[0]
    return made


def words_of(text: str) -> str:
    """What is kept. Raises ValidationError for a story in which a client could be known."""
    text = clean(text)
    if not text:
        raise ValidationError({"text": _("Say how you used it.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("Make it shorter: at most 600 characters.")})
    found = sentences(one for one in find(text) if one.kind in HARD)
    if found:
        raise ValidationError({"text": [*found, _("A story is told so that nobody can be known. Take it out.")]})
    return text


@transaction.atomic
def withdraw_use(who: Member, use: Use) -> None:
    """One's own, for good."""
    if use.member_id != who.pk:
        raise PermissionDenied(_("You can withdraw only what you wrote yourself."))
    Use.objects.filter(pk=use.pk, member=who).delete()


@transaction.atomic
def hide_use(who: Member, use: Use, why: str) -> Use:
    """The author reads the reason. Hidden already, nothing changes."""
    if not may_hide(who, use):
        raise PermissionDenied(_("Only a moderator can do this."))
    why = clean(why)[:LONGEST_REASON]
    if not why:
        raise ValidationError({"why": _("Say why. The author is told the reason.")})
    held = Use.objects.select_for_update(of=("self",)).select_related("member", "resource__group").get(pk=use.pk)
    if held.hidden_at:
        return held
    held.hidden_at, held.hidden_why = timezone.now(), why
    held.save(update_fields=["hidden_at", "hidden_why"])
    title = {"title": held.resource.title, "why": why}
    notify(
        held.member,
        "use_hidden",
        title,
        _place(held.resource),
        space=_space(held.resource),
        key=f"use_hidden.{held.pk}",
    )
    record(who, "story of use hidden", held, why)
    return held


@transaction.atomic
def report_use(who: Member, use: Use) -> None:
    """Those who may hide it are asked to read it, once for each story. Nobody learns who reported it."""
    _may_say(who, use.resource)
    if use.member_id == who.pk:
        raise PermissionDenied(_("This is your own story. You can withdraw it."))
    limits.spend("report", who.pk, 10, 3600)
    for reader in _judges(use.resource).exclude(pk__in=[who.pk, use.member_id]):
        notify(
            reader, "use_reported", {}, _place(use.resource), space=_space(use.resource), key=f"use_reported.{use.pk}"
        )


@transaction.atomic
def answer(who: Member, resource: Resource, *, useful: str, purpose: str = "") -> Answer:
    """One of each member, which a later one takes the place of."""
    _may_say(who, resource)
    limits.spend("useful", who.pk, 60, 3600)
    values = {"useful": Useful(useful), "purpose": Purpose(purpose) if purpose else ""}
    return Answer.objects.update_or_create(resource=resource, member=who, defaults=values)[0]


def may_hide(who: Member, use: Use) -> bool:
    """Moderators of the site; of a group's resource those who coordinate it."""
    if not who.is_active:
        return False
    group = use.resource.group
    return group.is_led_by(who) if group else who.is_moderator


def _judges(resource: Resource) -> Any:
    if resource.group is None:
        return moderators()
    return Member.objects.active().filter(
        memberships__group=resource.group, memberships__coordinates=True, memberships__state=State.IN
    )


def _may_say(who: Member, resource: Resource) -> None:
    if not who.is_active or not Resource.objects.visible_to(who).filter(pk=resource.pk).exists():
        raise PermissionDenied(_("You cannot say anything about this resource."))


def _space(resource: Resource) -> str:
    return f"group.{resource.group_id}" if resource.group_id else ""


def _place(resource: Resource) -> str:
    with override("en"):
        return reverse("resource_uses", args=[resource.slug])
