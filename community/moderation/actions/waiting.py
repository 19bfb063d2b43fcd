"""Letting in or refusing a post that waits."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.discussions import actions as discussions
from community.discussions.actions.hold import drop_files, values_of
from community.discussions.actions.moderate import reason_of
from community.discussions.models import Board, Held, Post, Topic, Waits
from community.members.models import Member
from community.notifications.actions import notify
from foundation.audit.models import record as audit


class Gone(Exception):
    """Somebody has decided, or the author has taken it back."""


@transaction.atomic
def approve(who: Member, held: Held) -> Post | Topic:
    """Written by the same action as its author, with the next number, as if sent now."""
    held = _waiting(who, held)
    values = values_of(held)
    try:
        made: Post | Topic
        if held.topic:
            made = discussions.reply(held.author, held.topic, key=held.key, checked=True, **values)
        else:
            made = discussions.start_topic(held.author, held.board, key=held.key, checked=True, **values)
    except PermissionDenied:  # in one sentence for all: which it was could tell who a pseudonym is
        raise PermissionDenied(
            _("It cannot be posted now: the place is closed, or its author may no longer write there.")
        ) from None
    _settle(who, held, Waits.APPROVED, "approve post", "")
    with override("en"):
        notify(held.author, "held_approved", {"topic": held.title}, made.get_absolute_url(), **_once(held))
    return made


@transaction.atomic
def refuse(who: Member, held: Held, why: str) -> None:
    """The author reads the reason, and still has the words on the page of what waits."""
    why = reason_of(why)
    held = _waiting(who, held)
    _settle(who, held, Waits.REFUSED, "refuse post", why)
    drop_files(held)
    if held.board.space and not Board.objects.visible_to(held.author).filter(pk=held.board_id).exists():
        return
    notify(held.author, "held_refused", {"topic": held.title, "why": why}, "/discussions/mine/waiting/", **_once(held))


def _once(held: Held) -> dict[str, str]:
    return {"space": held.board.space, "key": f"held.{held.pk}"}


def _waiting(who: Member, held: Held) -> Held:
    """The locked row, if `who` may decide and nobody has."""
    row = Held.objects.select_for_update(of=("self",)).filter(pk=held.pk)
    found = row.select_related("author", "board__group", "topic__board__group").first()
    if found is None or found.state != Waits.WAITING:
        raise Gone
    if not Held.objects.judged_by(who).filter(pk=held.pk).exists():
        raise PermissionDenied(_("Only a moderator can do this."))
    if found.author_id == who.pk and not found.is_masked:
        raise PermissionDenied(_("Somebody else decides about your own post."))
    return found


def _settle(who: Member, held: Held, state: str, act: str, why: str) -> None:
    held.state = state
    held.save(update_fields=["state"])
    audit(who, act, held, why)
