"""One change of many records: each by itself, as one revision, so that one that is refused stops no other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from foundation.audit.models import record as note
from resources.library.actions.revise import may, refuse_locked, revise
from resources.library.models import Resource

MOST = 200
SEVERAL = ("themes", "countries", "regions")
ONE = ("kind", "level", "licence", "language")


@dataclass
class Outcome:
    """`waiting`: changed in a draft that somebody must publish."""

    done: int = 0
    waiting: int = 0
    refused: list[tuple[Resource, str]] = field(default_factory=list)


def each(records: Iterable[Resource], act: Callable[[Resource], bool]) -> Outcome:
    outcome = Outcome()
    many = list(records)
    if len(many) > MOST:
        raise ValidationError(_("Choose at most %(most)s records at once.") % {"most": MOST})
    for resource in many:
        try:
            if act(resource):
                outcome.done += 1
            else:
                outcome.waiting += 1
        except (ValidationError, PermissionDenied) as error:
            outcome.refused.append((resource, " ".join(getattr(error, "messages", [str(error)]))))
    return outcome


def change_many(who: Member, records: Iterable[Resource], values: Mapping[str, Any]) -> Outcome:
    """`values` are those of the form: `add_themes`, `remove_themes`, `kind` and so on; empty ones change nothing."""

    def change(resource: Resource) -> None:
        for name in SEVERAL:
            added, taken = list(values.get(f"add_{name}") or []), list(values.get(f"remove_{name}") or [])
            if added or taken:
                kept = [term for term in getattr(resource, name).all() if term not in taken]
                setattr(resource, name, [*kept, *(term for term in added if term not in kept)])
        for name in ONE:
            if values.get(name):
                setattr(resource, name, values[name])

    return each(records, lambda resource: revise(who, resource, change))


def publish_many(who: Member, records: Iterable[Resource]) -> Outcome:
    """What waits in a draft goes live, if it is complete."""
    _may_publish(who)
    return each(records, lambda resource: _publish(who, resource))


def unpublish_many(who: Member, records: Iterable[Resource]) -> Outcome:
    _may_publish(who)
    return each(records, lambda resource: _unpublish(who, resource))


def _may_publish(who: Member) -> None:
    if not may(who, "publish"):
        raise PermissionDenied(_("Only editors may publish resources."))


@transaction.atomic
def _publish(who: Member, resource: Resource) -> bool:
    fresh = Resource.objects.select_for_update().get(pk=resource.pk)
    refuse_locked(who, fresh)
    if fresh.live and not fresh.has_unpublished_changes:
        raise ValidationError(_("It is published already."))
    drafted = fresh.get_latest_revision_as_object()
    if not drafted.summary:
        raise ValidationError(_("It has no summary."))
    drafted.full_clean()
    drafted.save_revision(user=who, log_action=True).publish(user=who, skip_permission_checks=True)
    note(who, "resource published", fresh)
    return True


@transaction.atomic
def _unpublish(who: Member, resource: Resource) -> bool:
    fresh = Resource.objects.select_for_update().get(pk=resource.pk)
    refuse_locked(who, fresh)
    if not fresh.live:
        raise ValidationError(_("It is a draft already."))
    fresh.unpublish(user=who, log_action=True)
    note(who, "resource unpublished", fresh)
    return True
