"""Telling somebody: a row, and the new number of unread ones to their open pages."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from community.live import streams
from community.members.models import Member
from community.notifications.models import Notification
from foundation.templatetags.commons import in_language


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


def is_local(url: str) -> bool:
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def unread(member: Member) -> int:
    return Notification.objects.visible_to(member).unread().count()


def tell(member_id: int) -> None:
    """Sends the number of unread rows to the member's open pages, after commit."""
    number = Notification.objects.filter(member_id=member_id).unread().count()
    streams.publish(f"member.{member_id}", {"unread": number})


def read(who: Member, notice: Notification) -> Notification:
    with transaction.atomic():
        if Notification.objects.visible_to(who).unread().filter(pk=notice.pk).update(read_at=timezone.now()):
            tell(who.pk)
    return notice


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
