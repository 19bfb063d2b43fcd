"""What people do with lists, and who may not."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from community.notifications.models import Notification
from foundation.audit.models import Entry
from resources.library.actions import collections as actions
from resources.library.models import Collection, Item, Resource

pytestmark = pytest.mark.django_db


def titles(which, reader):
    seen = Resource.objects.visible_to(reader)
    return [item.resource.title for item in Item.objects.filter(collection=which, resource__in=seen)]


def test_a_list_is_ones_own_until_it_is_shared(reading, member, outsider):
    everybody = (outsider, AnonymousUser())
    assert not any(Collection.objects.visible_to(reader).exists() for reader in everybody)
    reading = actions.change(member, reading, title="To read", about="", shared=True)
    assert all(Collection.objects.visible_to(reader).get() == reading for reader in everybody)


def test_the_same_form_sent_twice_makes_one_list(member, coordinator, group):
    key = uuid.uuid4()
    first = actions.make(member, title="One", key=key)
    assert actions.make(member, title="One", key=key) == first
    of_group = actions.make(coordinator, title="One", group=group, key=key)
    assert actions.make(coordinator, title="One", group=group, key=key) == of_group
    assert Collection.objects.count() == 2


def test_a_groups_list_is_kept_by_its_coordinators_and_seen_by_the_group_alone(group, coordinator, member, outsider):
    made = actions.make(coordinator, title="Ours", group=group)
    assert Collection.objects.visible_to(member).get() == made
    assert not Collection.objects.visible_to(outsider).exists()
    with pytest.raises(PermissionDenied):
        actions.make(member, title="Mine for all", group=group)
    with pytest.raises(PermissionDenied):
        actions.change(member, made, title="Taken", about="")
    assert list(Collection.objects.kept_by(coordinator)) == [made]
    assert not Collection.objects.kept_by(member).exists()


def test_the_editors_lists_are_seen_by_all_and_kept_by_editors(toolkit, member, editor):
    assert Collection.objects.visible_to(AnonymousUser()).get() == toolkit
    assert list(Collection.objects.kept_by(editor)) == [toolkit]
    with pytest.raises(PermissionDenied):
        actions.make(member, title="As if", editors=True)
    with pytest.raises(PermissionDenied):
        actions.delete(member, toolkit)
    assert Entry.objects.filter(act="make list", what=f"collection:{toolkit.pk}").exists()


def test_what_a_member_keeps_is_in_no_log(reading, member):
    actions.delete(member, reading)
    assert not Entry.objects.filter(act__contains="list").exists()


def test_a_record_stands_once_and_keeps_its_note(reading, member, keep):
    guide = keep("Guide")
    actions.put_in(member, reading, guide, " Chapter\n3 ")
    actions.put_in(member, reading, guide)
    assert Item.objects.get().note == "Chapter 3"
    actions.put_in(member, reading, guide, "Chapter 4")
    assert Item.objects.get().note == "Chapter 4"


def test_records_move_and_go(reading, member, keep):
    a, b, c = (actions.put_in(member, reading, keep(title)) for title in "ABC")
    actions.move(member, c, up=True)
    assert titles(reading, member) == ["A", "C", "B"]
    actions.move(member, a, up=True)
    actions.move(member, b, up=False)
    assert titles(reading, member) == ["A", "C", "B"]
    actions.move(member, a, up=False, at=0)
    actions.move(member, a, up=False, at=0)  # the second tap on the same page
    assert titles(reading, member) == ["C", "A", "B"]
    actions.take_out(member, a)
    actions.take_out(member, a)
    assert titles(reading, member) == ["C", "B"]


def test_a_record_moves_past_those_that_are_not_seen_now(reading, member, keep):
    _a, b, c = (actions.put_in(member, reading, keep(title)) for title in "ABC")
    Resource.objects.filter(pk=b.resource_id).update(live=False)
    actions.move(member, c, up=True)
    assert titles(reading, member) == ["C", "A"]


def test_what_one_may_not_see_cannot_be_put_in(reading, member, keep, group, outsider):
    inner = keep("Inner")
    Resource.objects.filter(pk=inner.pk).update(group=group)
    theirs = actions.make(outsider, title="Theirs")
    with pytest.raises(PermissionDenied):
        actions.put_in(outsider, theirs, inner)
    actions.put_in(member, reading, inner, "Not for others")
    reading = actions.change(member, reading, title="To read", about="", shared=True)
    assert titles(reading, member) == ["Inner"]
    assert titles(reading, outsider) == []
    counted = Collection.objects.visible_to(outsider).counted_for(outsider).get(pk=reading.pk)
    assert counted.records == 0


def test_nobody_else_changes_a_members_list(reading, outsider, editor, moderator, keep):
    item = actions.put_in(reading.keeper, reading, keep())
    for who in (outsider, editor, moderator):
        for act in (
            lambda: actions.change(who, reading, title="X", about=""),  # noqa: B023
            lambda: actions.put_in(who, reading, keep("Y")),  # noqa: B023
            lambda: actions.annotate(who, item, "X"),  # noqa: B023
            lambda: actions.move(who, item, up=True),  # noqa: B023
            lambda: actions.take_out(who, item),  # noqa: B023
            lambda: actions.delete(who, reading),  # noqa: B023
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_limits_are_told_in_a_sentence(reading, member, keep, monkeypatch):
    monkeypatch.setattr(actions, "LISTS", 1)
    monkeypatch.setattr(actions, "RECORDS", 1)
    with pytest.raises(ValidationError, match="1 lists already"):
        actions.make(member, title="Another")
    actions.put_in(member, reading, keep("A"))
    with pytest.raises(ValidationError, match="at most 1 records"):
        actions.put_in(member, reading, keep("B"))
    with pytest.raises(ValidationError, match="Give it a name"):
        actions.make(member, title=" \u202e ")


def test_a_moderator_hides_a_shared_list_and_gives_it_back(reading, member, moderator, outsider):
    reading = actions.change(member, reading, title="To read", about="", shared=True)
    with pytest.raises(PermissionDenied):
        actions.hide(outsider, reading, "Because")
    with pytest.raises(ValidationError, match="Say why"):
        actions.hide(moderator, reading, " ")
    actions.hide(moderator, reading, "A client can be recognised.")
    actions.hide(moderator, reading, "A client can be recognised.")
    assert not Collection.objects.visible_to(outsider).exists()
    assert Collection.objects.visible_to(member).exists()
    assert Entry.objects.filter(act="hide list").count() == 1
    notice = Notification.objects.get(member=member)
    assert notice.params == {"list": "To read", "why": "A client can be recognised."}
    reading.refresh_from_db()
    with pytest.raises(ValidationError, match="hidden this list"):
        actions.change(member, reading, title="To read", about="", shared=True)
    assert Collection.objects.visible_to(moderator).get() == reading
    actions.hide(moderator, reading, "", hidden=False)
    assert Collection.objects.visible_to(outsider).exists()


def test_a_hidden_list_is_not_brought_back_by_unsharing_it(reading, member, moderator, outsider):
    reading = actions.change(member, reading, title="To read", about="", shared=True)
    actions.hide(moderator, reading, "Because")
    reading.refresh_from_db()
    actions.change(member, reading, title="Renamed", about="", shared=False)
    assert not Collection.objects.visible_to(outsider).exists()
    reading.refresh_from_db()
    assert (reading.title, reading.hidden) == ("Renamed", True)


def test_lists_that_are_not_shared_cannot_be_hidden(reading, toolkit, moderator):
    for which in (reading, toolkit):
        with pytest.raises(PermissionDenied):
            actions.hide(moderator, which, "Because")
