"""Following and muting. Rows are private to their member: nobody learns who follows what."""

from community.members.models import Member
from community.notifications.models import Watch


def follow(who: Member, on: str, object_id: int) -> None:
    _set(who, on, object_id, muted=False)


def mute(who: Member, on: str, object_id: int) -> None:
    _set(who, on, object_id, muted=True)


def unfollow(who: Member, on: str, object_id: int) -> None:
    """Neither followed nor muted any more."""
    Watch.objects.of(who).filter(on=on, object_id=object_id).delete()


def follow_if_new(who: Member, on: str, object_id: int) -> None:
    """For who takes part: one statement, and never over what they chose before."""
    Watch.objects.bulk_create([Watch(member=who, on=on, object_id=object_id)], ignore_conflicts=True)


def choice(who: Member, on: str, object_id: int) -> bool | None:
    """True: muted. False: followed. None: neither."""
    return Watch.objects.of(who).filter(on=on, object_id=object_id).values_list("muted", flat=True).first()


def _set(who: Member, on: str, object_id: int, *, muted: bool) -> None:
    Watch.objects.bulk_create(
        [Watch(member=who, on=on, object_id=object_id, muted=muted)],
        update_conflicts=True,
        unique_fields=["member", "on", "object_id"],
        update_fields=["muted"],
    )
