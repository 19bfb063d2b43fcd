"""Many records changed at once: each by itself, with the numbers told."""

import pytest
from django.contrib.auth.models import Group as Office
from django.core.exceptions import PermissionDenied, ValidationError

from community.groups.models import Group
from foundation.audit.models import Entry
from foundation.vocabulary.models import Country, Theme
from resources.library import offices
from resources.library.actions import bulk
from resources.library.models import Resource
from tests import people

pytestmark = pytest.mark.django_db


def of_office(name, office):
    who = people.person(name)
    who.groups.add(Office.objects.get(name=office))
    return type(who).objects.get(pk=who.pk)


@pytest.fixture
def editor(db):
    return of_office("Edwin Editor", offices.EDITORS)


@pytest.fixture
def contributor(db):
    return of_office("Cora Contributor", offices.CONTRIBUTORS)


def address(action, *records):
    return f"/admin/bulk/library/resource/{action}/?" + "&".join(f"id={record.pk}" for record in records)


def test_themes_and_countries_are_added_and_taken_away_and_each_is_one_revision(editor, keep):
    one, two = keep("One", themes=["case-management"], countries=["KE"]), keep("Two")
    added = Theme.objects.exclude(slug="case-management").first()
    values = {"add_themes": [added], "remove_countries": [Country.objects.get(pk="KE")], "licence": "cc-by"}
    outcome = bulk.change_many(editor, [one, two], values)
    assert (outcome.done, outcome.waiting, outcome.refused) == (2, 0, [])
    fresh = Resource.objects.get(pk=one.pk)
    assert {theme.slug for theme in fresh.themes.all()} == {"case-management", added.slug}
    assert (fresh.countries.count(), fresh.licence, fresh.live) == (0, "cc-by", True)
    assert fresh.latest_revision.user == editor
    assert fresh.revisions.count() == one.revisions.model.objects.for_instance(two).count()
    assert Entry.objects.filter(act="resource changed", who=editor).count() == 2


def test_what_waits_in_a_draft_is_not_published_on_the_way(editor, keep):
    record = keep("Published title")
    record.title = "Not yet"
    record.save_revision()
    outcome = bulk.change_many(editor, [record], {"licence": "cc-by"})
    assert (outcome.done, outcome.waiting) == (0, 1)
    fresh = Resource.objects.get()
    assert (fresh.title, fresh.licence) == ("Published title", "")
    drafted = fresh.get_latest_revision_as_object()
    assert (drafted.title, drafted.licence) == ("Not yet", "cc-by")


def test_what_a_contributor_changes_waits(contributor, keep):
    outcome = bulk.change_many(contributor, [keep()], {"licence": "cc-by"})
    assert (outcome.done, outcome.waiting) == (0, 1)
    assert Resource.objects.get().licence == ""


def test_one_that_is_locked_stops_no_other(editor, contributor, keep):
    locked, free = keep("Locked"), keep("Free")
    Resource.objects.filter(pk=locked.pk).update(locked=True, locked_by=contributor)
    outcome = bulk.change_many(editor, [locked, free], {"licence": "cc-by"})
    assert outcome.done == 1
    assert [(one.title, "locked" in why) for one, why in outcome.refused] == [("Locked", True)]


def test_publishing_and_unpublishing_are_for_editors(editor, contributor, keep):
    record = keep()
    assert bulk.unpublish_many(editor, [record]).done == 1
    assert not Resource.objects.get().live
    with pytest.raises(PermissionDenied):
        bulk.publish_many(contributor, [record])
    assert bulk.publish_many(editor, [record]).done == 1
    assert Resource.objects.get().live
    assert "already" in bulk.publish_many(editor, [record]).refused[0][1]


def test_a_draft_without_a_summary_is_refused_with_the_reason(editor, keep):
    record = keep()
    record.unpublish()
    Resource.objects.update(summary="")
    Resource.objects.get().save_revision(clean=False)
    assert bulk.publish_many(editor, [record]).refused[0][1] == "It has no summary."


def test_a_member_may_not(member, keep):
    record = keep()
    assert "may not" in bulk.change_many(member, [record], {"licence": "cc-by"}).refused[0][1]
    with pytest.raises(PermissionDenied):
        bulk.unpublish_many(member, [record])


def test_more_than_two_hundred_are_refused_before_the_first(editor):
    with pytest.raises(ValidationError, match="at most 200"):
        bulk.change_many(editor, [Resource()] * 201, {"licence": "cc-by"})


def test_the_list_offers_the_acts_and_the_page_does_them(editor, signed_in, keep):
    one, two = keep("One"), keep("Two")
    desk = signed_in(editor)
    page = desk.get(address("change", one, two)).content.decode()
    assert "One" in page
    assert "Two" in page
    assert "Choose what to change" in desk.post(address("change", one, two), {}).content.decode()
    back = "&next=/admin/snippets/library/resource/"
    answer = desk.post(address("change", one, two) + back, {"licence": "cc-by"}, follow=True)
    assert "2 records done" in answer.content.decode()
    assert set(Resource.objects.values_list("licence", flat=True)) == {"cc-by"}


def test_a_contributor_is_not_shown_the_page_to_publish(contributor, signed_in, keep):
    record = keep()
    desk = signed_in(contributor)
    assert desk.get(address("unpublish", record)).status_code in (302, 403)
    desk.post(address("unpublish", record))
    assert Resource.objects.get().live


@pytest.mark.parametrize("action", ["change", "publish", "unpublish", "download", "delete"])
def test_what_a_group_keeps_is_out_of_reach_in_every_act(editor, admin, signed_in, keep, action):
    hidden, shown = keep("Hidden"), keep("Shown")
    Resource.objects.filter(pk=hidden.pk).update(group=Group.objects.create(name="Circle", slug="circle"))
    for who in (editor, admin):
        desk = signed_in(who)
        assert desk.get(address(action, hidden)).status_code in (302, 404), "an editor may delete nothing"
        assert "Hidden" not in desk.get(address(action, hidden, shown), follow=True).content.decode()
        desk.post(address(action, hidden), {"licence": "cc-by", "format": "csv"})
    fresh = Resource.objects.get(pk=hidden.pk)
    assert (fresh.live, fresh.licence) == (True, "")


PAGES = ["edit/{}/", "copy/{}/", "usage/{}/", "history/{}/", "delete/{}/", "unpublish/{}/", "workflow_history/{}/",
         "history/{}/revisions/compare/earliest...latest/", "preview/{}/"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_the_rooms_opens_what_a_group_keeps(admin, signed_in, keep, page):
    record = keep()
    desk = signed_in(admin)
    place = "/admin/snippets/library/resource/" + page.format(record.pk)
    assert desk.get(place).status_code != 404
    group = Group.objects.create(name="Circle", slug="circle")
    Resource.objects.filter(pk=record.pk).update(group=group)
    assert desk.get(place).status_code == 404


def test_neither_list_nor_chooser_names_what_a_group_keeps(admin, signed_in, keep):
    record = keep("Kept by a group")
    Resource.objects.update(group=Group.objects.create(name="Circle", slug="circle"))
    desk = signed_in(admin)
    for place in ("library/resource/", "choose/library/resource/", "choose/library/resource/results/"):
        assert "Kept by a group" not in desk.get(f"/admin/snippets/{place}").content.decode()
    assert desk.get(f"/admin/snippets/choose/library/resource/chosen/{record.pk}/").status_code == 404
