"""Telling somebody: a row, and the new number of unread ones to their open pages."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from community.live import streams
from community.members.models import Member
from community.notifications.models import Notification
from foundation.compiled import Compiled
from foundation.templatetags.commons import in_language

AT_ONCE = 500  # members told by one statement


def notify(who: Member, kind: str, params: dict[str, Any], url: str, *, space: str = "", key: str) -> None:
    """Tells `who` once for each `key`. `url` is a path of this site; it is kept without its language."""
    if not is_local(url):
        raise ValueError("A notice leads to a path of this site.")
    if not who.is_active:
        return
    with transaction.atomic():
        row = Notification(
            member=who,
            kind=kind,
            params=params,
            url=in_language(url, settings.LANGUAGE_CODE),
            space=space,
            key=f"{who.pk}:{key}"[:120],
        )
        before = Notification.objects.filter(key=row.key).exists()
        Notification.objects.bulk_create([row], ignore_conflicts=True)
        if not before:
            tell(who.pk)


def notify_anew(who: Member, kind: str, params: dict[str, Any], url: str, *, key: str) -> None:
    """As `notify`; where one of this kind and address waits unread, it says the new thing in its place."""
    waiting = (
        Notification.objects.visible_to(who).unread().filter(kind=kind, url=in_language(url, settings.LANGUAGE_CODE))
    )
    if not waiting.update(params=params):
        notify(who, kind, params, url, key=key)


def notify_many(
    members: Iterable[int], kind: str, params: dict[str, Any], url: str, *, space: str = "", key: str
) -> int:
    """Tells every member (by id) once for each `key`; tells how many heard. Three queries and the rows for 500 members."""
    if not is_local(url):
        raise ValueError("A notice leads to a path of this site.")
    ids = sorted(set(members))
    bare = in_language(url, settings.LANGUAGE_CODE)
    heard = 0
    for start in range(0, len(ids), AT_ONCE):
        with transaction.atomic():
            heard += _notify_some(ids[start : start + AT_ONCE], kind, params, bare, space, key)
    return heard


def _notify_some(ids: list[int], kind: str, params: dict[str, Any], url: str, space: str, key: str) -> int:
    names = {pk: f"{pk}:{key}"[:120] for pk in Member.objects.active().filter(pk__in=ids).values_list("pk", flat=True)}
    told = set(Notification.objects.filter(key__in=names.values()).values_list("member_id", flat=True))
    new = {pk: name for pk, name in names.items() if pk not in told}
    if not new:
        return 0
    rows = [Notification(member_id=pk, kind=kind, params=params, url=url, space=space, key=k) for pk, k in new.items()]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    unread = Notification.objects.filter(member_id__in=list(new)).unread().order_by()
    for pk, number in unread.values_list("member_id").annotate(number=Count("pk")):
        streams.publish(f"member.{pk}", {"unread": number})
    return len(new)


def is_local(url: str) -> bool:
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


UNREAD = Compiled(
    lambda pk: (
        Notification.objects.visible_to(Member(pk=pk))
        .unread()
        .order_by()
        .values("member")
        .annotate(number=Count("pk"))
        .values_list("number")
    )
)


def unread(member: Member) -> int:
    found = UNREAD(member.pk)
    return found[0][0] if found else 0


def tell(member_id: int) -> int:
    """Sends the number of unread rows to the member's open pages, after commit; gives it, too."""
    number = Notification.objects.filter(member_id=member_id).unread().count()
    streams.publish(f"member.{member_id}", {"unread": number})
    return number


def read(who: Member, notice: Notification) -> Notification:
    with transaction.atomic():
        if Notification.objects.visible_to(who).unread().filter(pk=notice.pk).update(read_at=timezone.now()):
            tell(who.pk)
    return notice


def read_keys(who: Member, keys: Iterable[str], *, unread: int) -> int:
    """Marks what was told under these keys as read: the member is just being shown it. One query.

    `unread` is how many there were before; gives how many are left, of which open pages hear, too.
    """
    named = [f"{who.pk}:{key}"[:120] for key in keys]
    changed = Notification.objects.visible_to(who).unread().filter(key__in=named).update(read_at=timezone.now())
    left = max(0, unread - changed)
    if changed:
        streams.publish(f"member.{who.pk}", {"unread": left})
    return left


def read_address(who: Member, url: str) -> None:
    """Marks what leads to an address as read: the member is just being shown it."""
    same = Notification.objects.visible_to(who).filter(url=in_language(url, settings.LANGUAGE_CODE))
    if same.unread().update(read_at=timezone.now()):
        tell(who.pk)


def forget_address(who: Member, url: str) -> None:
    """What leads to an address goes with the thing that was there."""
    with transaction.atomic():
        same = Notification.objects.visible_to(who).filter(url=in_language(url, settings.LANGUAGE_CODE))
        if same.delete()[0]:
            tell(who.pk)


def read_all(who: Member) -> int:
    with transaction.atomic():
        changed = Notification.objects.visible_to(who).unread().update(read_at=timezone.now())
        if changed:
            tell(who.pk)
    return changed


def forget_space(member_id: int, space: str) -> None:
    """What was told of a space goes with the right to see it."""
    with transaction.atomic():
        gone, _rows = Notification.objects.filter(member_id=member_id, space=space).delete() if space else (0, {})
        if gone:
            tell(member_id)
