"""A group's own shelf: files and links that only its members see, without an editor.

Who coordinates puts something up at once; what others send waits for a coordinator as a draft of the group.
"""

import hashlib
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.groups.models import Group, State
from community.members.models import Member
from community.notifications.actions import notify
from foundation import limits
from foundation.audit.models import record
from foundation.text import clean
from resources.library.models import Reading, Resource, ResourceFile, ResourceLink, Submission
from resources.library.models.resource import Kind
from resources.library.sent_files import Checked, checked, named, told
from resources.library.web_addresses import open_address

A_DAY = 30  # of one member


def put_on_shelf(
    who: Member,
    group: Group,
    *,
    title: str,
    about: str,
    language: str,
    key: UUID | str,
    file: Any = None,
    url: str = "",
    kind: str = Kind.FORM,
) -> Resource:
    """Live where `who` coordinates the group, else waiting. The same key of the same member is one record."""
    if not who.is_active or not group.admits(who):
        raise PermissionDenied(_("Only members of this group can add to its resources."))
    mark = hashlib.blake2b(f"{who.pk}:{key}".encode(), digest_size=6).hexdigest()
    known = Resource.objects.filter(group=group, slug__endswith=f"-{mark}").first()
    if known:
        return known
    if not file and not url.strip():
        raise ValidationError({"file": _("Choose a file, or give a link.")}, code="nothing")
    kept = named("file", checked, file) if file else None
    link = named("url", open_address, url) if url.strip() else ""
    limits.spend("shelf", who.pk, A_DAY, 24 * 3600)
    made = Resource(title=clean(title), language=language, summary=told(about), group=group, kind=kind, live=False)
    # With a mark at its end no address of a public record can be refused because a group has taken it.
    made.slug = f"{slugify(made.title)[:60].strip('-') or 'resource'}-{mark}"
    return _shelved(who, made, kept, link)


@transaction.atomic
def _shelved(who: Member, made: Resource, kept: Checked | None, link: str) -> Resource:
    made.clean_fields(exclude=["group"])
    made.save()
    if link:
        made.links = [ResourceLink(url=link, language=made.language)]
        made.save()
    if kept:
        name = kept.name.rsplit(".", 1)[0].replace("-", " ")[:120]
        stored = kept.as_file()
        added = ResourceFile(resource=made, language=made.language, name=name, file=stored)
        added.full_clean(exclude=["resource", "content_type", "checksum"])
        added.save()
    fresh = Resource.objects.get(pk=made.pk)  # gate: checked above
    group = fresh.group
    assert group
    # No line in the editors' log of changes: it tells titles to all who keep records.
    fresh.save_revision(user=who, log_action=False, clean=False)
    if group.is_led_by(who):
        return _publish(who, fresh)
    for leader in _leaders(group).exclude(pk=who.pk):
        notify(leader, "shelf_sent", {}, _place(group), space=group.live_space, key=f"shelf_sent.{fresh.pk}")
    return fresh


def let_on_shelf(who: Member, resource: Resource) -> Resource:
    """What a member has sent is there for the group; the member hears. Again is the same as once."""
    group = _led(who, resource)
    with transaction.atomic():
        held = Resource.objects.select_for_update(of=("self",)).filter(pk=resource.pk, group=group).first()
        if held is None:
            raise Gone
        if held.live:
            return held
        sender = _sender(held)
        shown = _publish(who, held)
        if sender and sender.pk != who.pk and group.admits(sender):
            notify(
                sender, "shelf_taken", {"title": held.title}, _place(group), space=group.live_space,
                key=f"shelf_taken.{held.pk}",
            )  # fmt: skip
    return shown


def take_off_shelf(who: Member, resource: Resource, why: str = "") -> None:
    """It goes with its files and what was read in them. Who sent it hears why, unless it was themselves."""
    group = _led(who, resource)
    why = clean(why)[:300]
    with transaction.atomic():
        held = Resource.objects.select_for_update(of=("self",)).filter(pk=resource.pk, group=group).first()
        if held is None:
            raise Gone
        sender = _sender(held)
        if sender and sender.pk != who.pk and group.admits(sender):
            if not why:
                raise ValidationError({"why": _("Say why. Who sent it is told the reason.")})
            notify(
                sender, "shelf_removed", {"title": held.title, "why": why}, _place(group), space=group.live_space,
                key=f"shelf_removed.{held.pk}",
            )  # fmt: skip
        record(who, "group resource removed", f"resource:{held.pk}", why)
        _drop(held)


class Gone(Exception):
    """Somebody else has taken it away meanwhile."""


def _publish(who: Member, resource: Resource) -> Resource:
    """Without the check of an editor's form: a shelf asks for no pillar."""
    revision = resource.latest_revision or resource.save_revision(user=who, log_action=False, clean=False)
    revision.publish(user=who, log_action=False, skip_permission_checks=True)
    resource.refresh_from_db()
    return resource


def _drop(held: Resource) -> None:
    files = list(ResourceFile.objects.filter(resource=held))
    held.delete()
    for file in files:
        kept = ResourceFile.objects.filter(checksum=file.checksum).exists()
        if not kept and not Submission.objects.filter(checksum=file.checksum).exclude(file="").exists():
            _forget(file.checksum)
        name, storage = str(file.file.name), file.file.storage
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]


def _forget(checksum: str) -> None:
    """What was read in a file nobody has any more."""
    reading = Reading._base_manager.filter(checksum=checksum).first()
    if reading is None:
        return
    names = [str(one.name) for one in (reading.cover, reading.light) if one]
    storage = reading.cover.storage
    reading.delete()
    for name in names:
        transaction.on_commit(lambda name=name: storage.delete(name))  # type: ignore[misc]


def _sender(resource: Resource) -> Member | None:
    first = resource.revisions.order_by("pk").select_related("user").first()
    return first.user if first else None  # type: ignore[return-value]


def _led(who: Member, resource: Resource) -> Group:
    if resource.group is None or not who.is_active or not resource.group.is_led_by(who):
        raise PermissionDenied(_("Only a coordinator of this group can do this."))
    return resource.group


def _leaders(group: Group) -> Any:
    inside = {"memberships__group": group, "memberships__coordinates": True, "memberships__state": State.IN}
    return Member.objects.active().filter(**inside)


def _place(group: Group) -> str:
    with override("en"):
        return reverse("group_resources", args=[group.slug])
