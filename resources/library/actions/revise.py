"""One change of one record, as an editor makes it by hand: a revision with its author, and a line in the audit."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from foundation.audit.models import record as note
from resources.library.imports.facts import wrong_in
from resources.library.models import Resource


def may(who: Member | None, act: str) -> bool:
    """`None` is the system: commands."""
    return who is None or who.has_perm(f"library.{act}_resource")


@transaction.atomic
def revise(
    who: Member | None,
    resource: Resource,
    change: Callable[[Resource], None],
    *,
    publish: bool = True,
) -> bool:
    """Changes it as its editors see it, and tells whether everybody sees the change now.

    It goes live where the record is live and nothing else waits in a draft; else it waits in the draft, since what
    waits there is not ours to publish. `publish` False leaves it in a draft always.
    """
    if not may(who, "change"):
        raise PermissionDenied(_("You may not change records."))
    fresh = Resource.objects.select_for_update().get(pk=resource.pk)  # gate: the caller's list is within reach
    refuse_locked(who, fresh)
    waiting = fresh.has_unpublished_changes
    edited = fresh.get_latest_revision_as_object() if waiting and fresh.latest_revision_id else fresh
    change(edited)
    wrong, lacking = wrong_in(edited)
    if wrong:
        raise ValidationError(next(iter(wrong.values())))
    revision = edited.save_revision(user=who, log_action=True, clean=False)
    goes_live = publish and fresh.live and not waiting and not lacking and may(who, "publish")
    if goes_live:
        revision.publish(user=who, skip_permission_checks=True)
    note(who, "resource changed", fresh)
    return goes_live


def refuse_locked(who: Member | None, resource: Resource) -> None:
    lock = resource.get_lock()
    if lock and (who is None or lock.for_user(who)):
        raise ValidationError(_("It is locked by an editor, or waits for a review."))
