"""A coordinator changes what a group is for, its language, who reads it and whether pseudonyms are possible."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.groups import openness
from community.groups.actions import may_start_private, record
from community.groups.models import Act, Group, Openness, State
from community.live import streams
from community.members.models import Member
from community.notifications.actions import notify
from foundation.audit.models import record as audit
from foundation.text import clean

MAY_CHANGE = ("purpose", "language", "pseudonyms", "openness")
OPENING = [Openness.PRIVATE, Openness.CLOSED, Openness.OPEN]
NEWS = {Openness.OPEN: "group_now_open", Openness.CLOSED: "group_now_closed", Openness.PRIVATE: "group_now_private"}


@transaction.atomic
def change(who: Member, group: Group, values: dict[str, Any]) -> Group:
    """Only what differs; nothing differs, nothing is written down. What was written under a pseudonym stays so."""
    group = Group.objects.select_for_update().filter(pk=group.pk)[0]
    if not group.is_led_by(who):
        raise PermissionDenied(_("Only a coordinator of this group can do this."))
    before = {name: getattr(group, name) for name in MAY_CHANGE}
    after = before | {name: values[name] for name in MAY_CHANGE if name in values}
    after["purpose"] = clean(after["purpose"])
    changed = {name: after[name] for name in MAY_CHANGE if after[name] != before[name]}
    if not changed:
        return group
    if "openness" in changed:
        _may_open(who, group, changed["openness"])
    for name, value in changed.items():
        setattr(group, name, value)
    group.save(update_fields=list(changed))
    record(group, who, Act.CHANGED)
    audit(who, "change group", group, "; ".join(_told(name, before[name], after[name]) for name in changed))
    if "openness" in changed:
        openness.changed(group)
        if _step(group.openness) < _step(before["openness"]):
            streams.close(f"group.{group.pk}")
    _tell(who, group, changed)
    return group


def _step(name: str) -> int:
    return OPENING.index(Openness(name))


def _may_open(who: Member, group: Group, wished: str) -> None:
    if wished == Openness.PRIVATE and not may_start_private(who):
        raise PermissionDenied(_("You can make a group private one day after you joined."))
    if _step(wished) > _step(group.openness) and group.log.filter(act=Act.TOPIC).exists():
        raise ValidationError(
            {
                "openness": _(
                    "Members wrote here for fewer eyes, so the group cannot be opened further. "
                    "You can make it less open, or start another group."
                )
            }
        )


def _told(name: str, before: object, after: object) -> str:
    """For the audit: which setting, and its values where they are short and name nothing."""
    return name if name == "purpose" else f"{name}: {before} -> {after}"


def _tell(who: Member, group: Group, changed: dict[str, Any]) -> None:
    """Each member but who did it, of what bears on who reads them and under which name they write."""
    kinds = [NEWS[Openness(group.openness)]] if "openness" in changed else []
    if "pseudonyms" in changed:
        kinds.append("group_masks_on" if group.pseudonyms else "group_masks_off")
    if not kinds:
        return
    number = group.log.filter(act=Act.CHANGED).count()
    inside = Member.objects.active().filter(memberships__group=group, memberships__state=State.IN)
    for member in inside.exclude(pk=who.pk):
        for kind in kinds:
            key = f"{kind}.{group.pk}.{number}"
            notify(member, kind, {"group": group.name}, group.get_absolute_url(), space=group.space, key=key)
