"""What people do with lists of records. A list is its member's, a group's (kept by its coordinators) or the editors'."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from community.groups.models import Group
from community.members.models import Member
from community.notifications.actions import notify
from foundation.audit.models import record
from foundation.limits import spend
from foundation.text import clean
from resources.library.models import Collection, Item, Resource
from resources.library.models.collections import judges

LISTS = 50  # of one member or group
RECORDS = 200  # in one list
AN_HOUR = 300  # changes


def make(
    who: Member,
    *,
    title: str,
    about: str = "",
    group: Group | None = None,
    editors: bool = False,
    shared: bool = False,
    key: UUID | None = None,
) -> Collection:
    """A new list. The same key gives the same list."""
    title = _title(title)
    made = Collection(title=title, about=clean(about)[:600], group=group, key=key)
    if not group and not editors:
        made.keeper, made.shared = who, shared
    _must_keep(who, made)
    others = Collection.objects.filter(group=group, keeper=made.keeper)
    known = others.filter(key=key).first() if key else None
    if known:
        return known
    spend("lists", who.pk, AN_HOUR, 3600)
    if others.count() >= LISTS and not editors:
        raise ValidationError(_("There are %(number)s lists already. Delete one first.") % {"number": LISTS})
    try:
        with transaction.atomic():
            made.save()
            _record(who, "make list", made)
    except IntegrityError:  # the same form, sent twice at the same moment
        return others.filter(key=key)[0]
    return made


def change(who: Member, which: Collection, *, title: str, about: str, shared: bool = False) -> Collection:
    """Its name, what it is for, and for a member's own whether everybody may see it."""
    with _hold(who, which) as fresh:
        fresh.title, fresh.about = _title(title), clean(about)[:600]
        if fresh.keeper_id:
            if shared and fresh.hidden:
                raise ValidationError({"shared": _("An office of the site has hidden this list. Write to us.")})
            fresh.shared = shared or fresh.hidden
        fresh.save()
        _record(who, "change list", fresh)
    return fresh


def put_in(who: Member, which: Collection, resource: Resource, note: str = "") -> Item:
    """A record at the end of a list. Once more is the same as once, with the newer note."""
    with _hold(who, which) as fresh:
        seen = Resource.objects.visible_to(who).filter(pk=resource.pk).first()
        if seen is None:
            raise PermissionDenied(_("This record cannot be put into a list."))
        there = Item.objects.filter(collection=fresh, resource=seen).first()
        if there is None:
            if Item.objects.filter(collection=fresh).count() >= RECORDS:
                raise ValidationError(_("A list holds at most %(number)s records.") % {"number": RECORDS})
            last = Item.objects.filter(collection=fresh).aggregate(last=Max("position"))["last"]
            there = Item(collection=fresh, resource=seen, position=0 if last is None else last + 1)
        there.note = _line(note) or there.note
        there.save()
        _touch(fresh)
    return there


def annotate(who: Member, item: Item, note: str) -> None:
    with _hold(who, item.collection) as fresh:
        Item.objects.filter(pk=item.pk).update(note=_line(note))
        _touch(fresh)


def move(who: Member, item: Item, up: bool, at: int | None = None) -> None:
    """Before the one above it or behind the one below it, as this person sees the list.

    `at` is where the page showed it, from 0: a second tap on the same page moves nothing more.
    """
    with _hold(who, item.collection) as fresh:
        rows = list(Item.objects.filter(collection=fresh))
        there = Resource.objects.visible_to(who).filter(pk__in=[row.resource_id for row in rows])
        seen = set(there.values_list("pk", flat=True))
        shown = [row for row in rows if row.resource_id in seen]
        now = next((place for place, row in enumerate(shown) if row.pk == item.pk), -1)
        to = now + (-1 if up else 1)
        if now < 0 or at not in (None, now) or not 0 <= to < len(shown):
            return
        moved, other = shown[now], shown[to]
        rows.remove(moved)
        rows.insert(rows.index(other) + (0 if up else 1), moved)
        for place, row in enumerate(rows):
            row.position = place
        Item.objects.bulk_update(rows, ["position"])
        _touch(fresh)


def take_out(who: Member, item: Item) -> None:
    with _hold(who, item.collection) as fresh:
        Item.objects.filter(pk=item.pk).delete()
        _touch(fresh)


def delete(who: Member, which: Collection) -> None:
    with _hold(who, which) as fresh:
        _record(who, "delete list", fresh)
        fresh.delete()


def hide(who: Member, which: Collection, why: str, hidden: bool = True) -> None:
    """Takes a member's shared list from the others' eyes, or gives it back; its keeper is told the reason."""
    why = clean(why)
    if not judges(who) or not which.keeper_id or not which.shared:
        raise PermissionDenied(_("Only editors and moderators can hide a list that a member shares."))
    if hidden and not why:
        raise ValidationError({"why": _("Say why. The person who made the list reads it.")})
    with transaction.atomic():
        changed = Collection.objects.filter(pk=which.pk, hidden=not hidden)
        if not changed.update(hidden=hidden, changed_at=timezone.now()):
            return
        line = record(who, "hide list" if hidden else "show list", which, why)
        if hidden:
            values = {"list": which.title, "why": why[:500]}
            notify(which.keeper, "list_hidden", values, which.get_absolute_url(), key=f"list_hidden.{line.pk}")  # type: ignore[arg-type]


@contextmanager
def _hold(who: Member, which: Collection) -> Iterator[Collection]:
    """The list, locked, in one transaction, when this person may change it."""
    _must_keep(who, which)
    spend("lists", who.pk, AN_HOUR, 3600)
    with transaction.atomic():
        fresh = Collection.objects.select_for_update().filter(pk=which.pk).first()
        if fresh is None:
            raise PermissionDenied(_("This list is no more."))
        yield fresh


def _must_keep(who: Member, which: Collection) -> None:
    if not who.is_active or not which.is_kept_by(who):
        raise PermissionDenied(_("This list is kept by others, so you cannot change it."))


def _title(title: str) -> str:
    title = _line(title)
    if not title:
        raise ValidationError({"title": _("Give it a name.")})
    return title[:120]


def _line(text: str) -> str:
    return " ".join(clean(text).split())[:300]


def _touch(which: Collection) -> None:
    Collection.objects.filter(pk=which.pk).update(changed_at=timezone.now())


def _record(who: Member, act: str, which: Collection) -> None:
    """What a member keeps to oneself is nobody's business."""
    if which.group_id or which.keeper_id is None:
        record(who, act, which)
