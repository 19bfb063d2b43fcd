"""What people do with a group. Each act asks whether they may, writes once, tells who must know."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.groups.models import Act, Activity, Group, Membership, Openness, State
from community.live import streams
from community.members.models import Member
from community.notifications.actions import forget_space, notify
from foundation.audit.models import record as audit
from foundation.templatetags.commons import in_language
from foundation.text import clean

RESERVED = {"new"}
SETTLED = timedelta(days=1)


def start(
    who: Member, *, name: str, purpose: str, openness: str, language: str = "en", key: UUID | None = None
) -> Group:
    """A new group, coordinated by who starts it. The same key gives the same group."""
    if not who.is_active:
        raise PermissionDenied(_("Your account is closed, so you cannot start a group."))
    if openness == Openness.PRIVATE and not may_start_private(who):
        raise PermissionDenied(
            _("You can start a private group one day after you joined. Open and closed ones can begin now.")
        )
    known = Group.objects.filter(started_by=who, key=key).first() if key else None
    for _attempt in range(5):
        if known:
            return known
        try:
            with transaction.atomic():
                return _start(who, clean(name), clean(purpose), openness, language, key)
        except IntegrityError:  # a slug or a key taken at the same moment
            known = Group.objects.filter(started_by=who, key=key).first() if key else None
    raise PermissionDenied(_("The group could not be started. Try again in a minute."))


def may_start_private(who: Member) -> bool:
    return who.is_moderator or who.joined_at <= timezone.now() - SETTLED


def _start(who: Member, name: str, purpose: str, openness: str, language: str, key: UUID | None) -> Group:
    group = Group.objects.create(
        slug=_free_slug(name, openness),
        name=name,
        purpose=purpose,
        openness=openness,
        language=language,
        started_by=who,
        key=key,
    )
    Membership.objects.create(group=group, member=who, coordinates=True)
    record(group, who, Act.STARTED)
    audit(who, "start group", group)
    return group


def _free_slug(name: str, openness: str) -> str:
    """A private group's slug has a random end: a name that is taken would tell that the group exists."""
    slug = slugify(name)[:60] or "group"
    if openness == Openness.PRIVATE:
        return f"{slug}-{get_random_string(6, 'abcdefghjkmnpqrstuvwxyz23456789')}"
    number, wished = 1, slug
    while wished in RESERVED or Group.objects.filter(slug=wished).exists():
        number += 1
        wished = f"{slug}-{number}"
    return wished


def join(who: Member, group: Group) -> Membership:
    """Into an open group, or any group that has invited; again is the same as once."""
    with transaction.atomic():
        there = Membership.objects.select_for_update().filter(group=group, member=who).first()
        if there and there.state == State.IN:
            return there
        if not group.is_open and not (there and there.state == State.INVITED):
            raise PermissionDenied(_("Members of this group are let in by its coordinators. You can ask to join."))
        return _let_in(group, who, there)


def _let_in(group: Group, member: Member, there: Membership | None) -> Membership:
    if there is None:
        there, created = Membership.objects.get_or_create(group=group, member=member)
        if not created and there.state == State.IN:
            return there
    there.state = State.IN
    there.save(update_fields=["state"])
    record(group, member, Act.JOINED)
    return there


def ask(who: Member, group: Group) -> Membership:
    """To be let into a closed group. An open group is joined at once; a private one cannot be asked."""
    there = Membership.objects.filter(group=group, member=who).first()
    if group.is_open or (there and there.state == State.INVITED):
        return join(who, group)
    if there:
        return there
    if group.is_private:
        raise PermissionDenied(_("This group invites its members itself."))
    with transaction.atomic():
        asked, created = Membership.objects.get_or_create(group=group, member=who, defaults={"state": State.ASKED})
        if created:
            leaders = Member.objects.active().filter(
                memberships__group=group, memberships__coordinates=True, memberships__state=State.IN
            )
            for leader in leaders:
                notify(
                    leader,
                    "group_asked",
                    {"group": group.name, "member": who.display_name},
                    reverse("group_members", args=[group.slug]),
                    space=group.space,
                    key=f"group_asked.{asked.pk}",
                )
    return asked


def invite(who: Member, group: Group, member: Member | None) -> Membership | None:
    """A coordinator asks somebody in; they see the group's name and purpose and join by themselves."""
    _must_lead(who, group)
    if member is None:
        return None
    with transaction.atomic():
        there, created = Membership.objects.get_or_create(group=group, member=member, defaults={"state": State.INVITED})
        if not created and there.state == State.ASKED:
            return approve(who, there)
        if created:
            notify(
                member,
                "group_invited",
                {"group": group.name, "member": who.display_name},
                group.get_absolute_url(),
                space=group.space,
                key=f"group_invited.{there.pk}",
            )
            audit(who, "invite to group", group, f"member:{member.pk}")
    return there


def approve(who: Member, membership: Membership) -> Membership:
    group = membership.group
    _must_lead(who, group)
    with transaction.atomic():
        there = Membership.objects.select_for_update().filter(pk=membership.pk).first()
        if there is None:
            raise PermissionDenied(_("This person has taken back the request."))
        if there.state == State.ASKED:
            _let_in(group, there.member, there)
            notify(
                there.member,
                "group_approved",
                {"group": group.name},
                group.get_absolute_url(),
                space=group.space,
                key=f"group_approved.{there.pk}",
            )
            audit(who, "approve member", group, f"member:{there.member_id}")
    return there


def refuse(who: Member, membership: Membership) -> None:
    """The request or invitation goes; the person is not told and may ask again."""
    _must_lead(who, membership.group)
    with transaction.atomic():
        gone, _rows = Membership.objects.filter(pk=membership.pk).exclude(state=State.IN).delete()
        if gone:
            forget_space(membership.member_id, f"group.{membership.group_id}")
            audit(who, "refuse member", membership.group, f"member:{membership.member_id}")


def appoint(who: Member, membership: Membership) -> Membership:
    """Makes a member a coordinator."""
    _must_lead(who, membership.group)
    with transaction.atomic():
        there = Membership.objects.select_for_update().filter(pk=membership.pk, state=State.IN).first()
        if there is None:
            raise PermissionDenied(_("Only a member of the group can coordinate it."))
        if not there.coordinates:
            there.coordinates = True
            there.save(update_fields=["coordinates"])
            record(there.group, there.member, Act.COORDINATES)
            audit(who, "appoint coordinator", there.group, f"member:{there.member_id}")
    return there


def leave(who: Member, group: Group) -> None:
    """Out, or a request or invitation taken back. Somebody always coordinates while others are in."""
    with transaction.atomic():
        Group.objects.select_for_update().filter(pk=group.pk).first()  # two coordinators may leave at once
        there = Membership.objects.filter(group=group, member=who).first()
        if there is None:
            return
        others = group.memberships.inside().exclude(pk=there.pk)
        if there.coordinates and others.exists() and not others.filter(coordinates=True).exists():
            raise PermissionDenied(
                _("You are the only coordinator. Make somebody else a coordinator first, then leave.")
            )
        _out(who, there, "leave group")


def remove(who: Member, membership: Membership) -> None:
    """A coordinator puts somebody out. Oneself one leaves by `leave`."""
    _must_lead(who, membership.group)
    if membership.member_id == who.pk:
        raise PermissionDenied(_("Use “Leave this group” to go yourself."))
    with transaction.atomic():
        there = Membership.objects.filter(pk=membership.pk).first()
        if there:
            _out(who, there, "remove member")


def _out(who: Member, membership: Membership, act: str) -> None:
    """Row, sockets, notices and old tokens go together."""
    group, member_id, was_in = membership.group, membership.member_id, membership.state == State.IN
    membership.delete()
    audit(who, act, group, f"member:{member_id}")
    if group.is_open:
        return
    forget_space(member_id, f"group.{group.pk}")
    if was_in:
        streams.raise_epoch(f"group.{group.pk}")
        streams.cut(member_id)


def _must_lead(who: Member, group: Group) -> None:
    if not group.is_led_by(who):
        raise PermissionDenied(_("Only a coordinator of this group can do this."))


def record(group: Group, who: Member | None, act: str, label: str = "", url: str = "") -> Activity:
    """One line of the group's log, in the caller's transaction. `who` is None for a pseudonym."""
    bare = in_language(url, settings.LANGUAGE_CODE) if url else ""
    return Activity.objects.create(group=group, who=who, act=act, label=label[:200], url=bare)


def retitle(group: Group, url: str, label: str, new_url: str) -> None:
    """A thing got another name: the lines about it tell that one, at its new address."""
    lines = Activity.objects.filter(group=group, url=in_language(url, settings.LANGUAGE_CODE))
    lines.update(label=label[:200], url=in_language(new_url, settings.LANGUAGE_CODE))


def strike(group: Group, url: str) -> None:
    """Takes the lines about a thing from the log, when it was hidden or is gone."""
    Activity.objects.filter(group=group, url=in_language(url, settings.LANGUAGE_CODE)).delete()
