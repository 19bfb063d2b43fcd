"""Bringing in a file of records: looked at first, then done row by row, each as one revision."""

import logging
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.members.models import Member
from foundation import limits
from foundation.audit.models import record as note
from foundation.text import clean
from resources.library.actions.revise import may, revise
from resources.library.editing.gate import handled_by
from resources.library.imports.facts import put, put_parts, wrong_in
from resources.library.imports.plan import Plan, Step, planned, tally
from resources.library.imports.table import LARGEST
from resources.library.imports.words import Words
from resources.library.models import Import, ImportState, Resource
from resources.library.models.resource import ResourceQuerySet

log = logging.getLogger("commons.imports")
INLINE = 200  # rows that are brought in while the editor waits
SMALL = 256 * 1024  # bytes that are looked at while the editor waits
AT_ONCE = 500  # rows of one job, far below the ten minutes after which a job counts as lost
TOLD = 500  # problems and changes that a page names


def reach(who: Member | None) -> ResourceQuerySet:
    return handled_by(who) if who else Resource.objects.filter(group=None)


def take(who: Member, key: UUID, file: File, pillar: str = "") -> Import:
    """Keeps the file and looks at it, at once or in a job. The same key answers with the same import."""
    if not may(who, "add") or not may(who, "change"):
        raise PermissionDenied(_("You may not bring in records."))
    there = Import.objects.visible_to(who).filter(key=key).first()
    if there:
        return there
    if (file.size or 0) > LARGEST:
        raise ValidationError(_("This file is larger than 20 MB. Part it."))
    limits.spend("import", who.pk, 20, 3600)
    taken = Import(member=who, key=key, filename=clean(file.name or "")[-200:], found={"pillar": pillar})
    with transaction.atomic():
        taken.file.save("records", file, save=False)
        taken.save()
    if (file.size or 0) <= SMALL:
        look(taken)
    else:
        from resources.library.tasks import look_at_import

        transaction.on_commit(lambda: look_at_import.enqueue(taken.pk))
    return taken


def look(taken: Import) -> Import:
    """The dry run: what each row would do is kept beside the file."""
    if taken.state != ImportState.LOOKING:
        return taken
    with override(taken.member.language if taken.member else settings.LANGUAGE_CODE):
        try:
            plan = _plan(taken)
        except ValidationError as error:
            taken.state, taken.why = ImportState.FAILED, error.messages[0][:300]
        else:
            taken.rows, taken.state = len(plan.steps), ImportState.LOOKED
            taken.found |= told(plan)
    taken.save()
    return taken


def told(plan: Plan) -> dict[str, Any]:
    changes = [step for step in plan.steps if step.outcome in ("changed", "new")]
    return {
        **tally(plan.steps),
        "notes": plan.notes,
        "problems": [[one.row, one.column, one.what] for one in plan.problems[:TOLD]],
        "more": max(0, len(plan.problems) - TOLD),
        "steps": [
            [step.row.number, step.values.get("title") or str(step.record), step.changed, sorted(step.lacking)]
            for step in changes[:TOLD]
        ],
    }


def _plan(taken: Import, first: int = 0, most: int | None = None) -> Plan:
    with taken.file.open("rb") as file:
        data = file.read(LARGEST + 1)
    return planned(taken.filename, data, reach(taken.member), taken.found.get("pillar", ""), first, most)


def start(who: Member, taken: Import, *, publish: bool, good_only: bool) -> Import:
    """Begins what the dry run told. Rows that are wrong stay out, if the editor says so; else nothing is begun."""
    if publish and not may(who, "publish"):
        raise PermissionDenied(_("Only editors may publish resources."))
    if taken.found.get("bad") and not good_only:
        raise ValidationError(_("Some rows are wrong. Mend the file, or bring in only the rows that are right."))
    mine = Import.objects.visible_to(who).filter(pk=taken.pk, state=ImportState.LOOKED)
    if mine.update(state=ImportState.DOING, publish=publish):  # a second click finds it begun
        note(who, "import begun", taken, taken.filename)
        if taken.rows <= INLINE:
            go_on(taken.pk)
        else:
            from resources.library.tasks import bring_in_rows

            transaction.on_commit(lambda: bring_in_rows.enqueue(taken.pk))
    taken.refresh_from_db()
    return taken


def go_on(pk: int) -> bool:
    """Some rows more; tells whether there are any left. Rows that were done are the same now, so twice does no harm."""
    taken = Import._base_manager.select_related("member").get(pk=pk)
    if taken.state != ImportState.DOING:
        return False
    with override(taken.member.language if taken.member else settings.LANGUAGE_CODE):
        at = taken.found.get("at", 0)
        plan = _plan(taken, at, AT_ONCE)
        done, refused = taken.found.get("done", {"new": 0, "changed": 0}), taken.found.get("refused", [])
        left = [step for step in plan.steps if step.outcome in ("new", "changed")]
        for step in left:
            outcome = step.outcome
            try:
                bring_in(taken.member, step, plan.words, publish=taken.publish)
                done[outcome] += 1
            except (ValidationError, PermissionDenied) as error:
                refused.append([step.row.number, " ".join(getattr(error, "messages", [str(error)]))])
            except IntegrityError:  # somebody else has taken the address meanwhile
                refused.append([step.row.number, _("This address is taken by another page.")])
    more = at + AT_ONCE < taken.rows
    taken.found |= {"done": done, "refused": refused, "at": at + AT_ONCE}
    if not more:
        taken.state, taken.done_at = ImportState.DONE, timezone.now()
        note(taken.member, "import done", taken, f"new {done['new']}, changed {done['changed']}")
        taken.file.delete(save=False)
    taken.save()
    return more


def bring_in(who: Member | None, step: Step, words: Words, *, publish: bool) -> Resource:
    """One row. What lacks a summary or a pillar stays a draft."""

    def change(resource: Resource) -> None:
        put(resource, step.values)
        put_parts(resource, step.values, words)

    if step.record is not None:
        revise(who, step.record, change, publish=publish)
        return step.record
    if not may(who, "add") or (publish and not may(who, "publish")):
        raise PermissionDenied(_("You may not add records."))
    with transaction.atomic():
        resource = Resource(live=False, has_unpublished_changes=True)
        put(resource, step.values)
        wrong, lacking = wrong_in(resource)
        if wrong:
            raise ValidationError(next(iter(wrong.values())))
        resource.save()
        put_parts(resource, step.values, words)
        resource.save()
        revision = resource.save_revision(user=who, log_action=True, clean=False)
        if publish and not lacking:
            revision.publish(user=who, skip_permission_checks=True)
        note(who, "resource published" if publish and not lacking else "resource drafted", resource)
    return resource
