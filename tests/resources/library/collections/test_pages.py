"""Lists by hand: every way through the pages, and what others get there."""

import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resources.library import actions as library
from resources.library.actions import collections as actions
from resources.library.models import Collection, Item, Resource
from tests.resources.files import pdf

pytestmark = pytest.mark.django_db


def test_from_the_record_into_a_new_list_and_in_order(member, signed_in, keep):
    desk = signed_in(member)
    first, second = keep("First"), keep("Second")
    assert f"/resources/{first.slug}/into/" in desk.get(first.get_absolute_url()).content.decode()
    form = {"key": uuid.uuid4(), "title": "Evenings", "note": "Read this first"}
    made = desk.post(f"/resources/{first.slug}/into/", form)
    which = Collection.objects.get()
    assert (made.status_code, made["Location"]) == (302, which.get_absolute_url())
    page = desk.get(f"/resources/{second.slug}/into/").content.decode()
    assert "Evenings" in page
    desk.post(f"/resources/{second.slug}/into/", {"key": uuid.uuid4(), "which": which.pk, "note": ""})
    one, two = Item.objects.all()
    base = f"{which.get_absolute_url()}"
    assert desk.post(f"{base}{two.pk}/up/", {"at": "1"})["Location"].endswith(f"#r{two.pk}")
    desk.post(f"{base}{one.pk}/note/", {"note": "Now second"})
    shown = desk.get(base).content.decode()
    assert shown.index("Second") < shown.index("Now second")
    assert "Only you see it." in shown
    desk.post(f"{base}{two.pk}/out/")
    assert Item.objects.get() == one
    edited = desk.post(f"{base}edit/", {"key": uuid.uuid4(), "title": "Mornings", "about": "", "shared": "on"})
    assert edited["Location"].endswith("/mornings/")
    assert desk.get(base).status_code == 302, "the old address leads to the new one"
    asked = desk.get(f"/resources/collections/{which.pk}/mornings/delete/")
    assert "The records stay in the database" in asked.content.decode()
    desk.post(f"/resources/collections/{which.pk}/mornings/delete/")
    assert not Collection.objects.exists()
    assert Resource.objects.count() == 2


def test_a_record_is_not_put_anywhere_without_a_name(member, signed_in, keep, reading):
    desk, guide = signed_in(member), keep()
    refused = desk.post(f"/resources/{guide.slug}/into/", {"which": "new", "note": "Kept words", "key": uuid.uuid4()})
    assert refused.status_code == 422
    assert "Give the new list a name" in refused.content.decode()
    assert "Kept words" in refused.content.decode()
    other = desk.post(f"/resources/{guide.slug}/into/", {"which": "99999", "key": uuid.uuid4()})
    assert other.status_code == 422
    assert not Item.objects.exists()


def test_a_stranger_is_asked_to_sign_in_and_others_find_nothing(client, reading, outsider, signed_in, keep):
    guide = keep()
    for address in (f"/resources/{guide.slug}/into/", "/resources/collections/new/"):
        assert "/accounts/login/" in client.get(address)["Location"]
    base = reading.get_absolute_url()
    for reader in (client, signed_in(outsider)):
        assert reader.get(base).status_code == 404
        assert reader.get(f"{base.rstrip('/')}.zip").status_code == 404
    for tail in ("edit/", "delete/", "hide/", "records/"):
        assert signed_in(outsider).get(base + tail).status_code == 404


def test_who_sees_a_list_but_does_not_keep_it_is_refused(toolkit, member, signed_in, keep, editor):
    item = actions.put_in(editor, toolkit, keep())
    base, desk = toolkit.get_absolute_url(), signed_in(member)
    for tail in ("edit/", "delete/", "records/"):
        assert desk.get(base + tail).status_code == 403
    for act in ("up", "down", "note", "out"):
        assert desk.post(f"{base}{item.pk}/{act}/").status_code == 403
    assert desk.get(base + "hide/").status_code == 404
    assert "Change the records" not in desk.get(base).content.decode()


def test_a_row_of_another_list_is_not_touched(reading, toolkit, member, signed_in, keep, editor):
    item = actions.put_in(editor, toolkit, keep())
    signed_in(member).post(f"{reading.get_absolute_url()}{item.pk}/out/")
    assert Item.objects.filter(pk=item.pk).exists()


def test_the_coordinator_makes_the_groups_list_and_no_outsider_learns_of_it(
    group, coordinator, member, outsider, client, signed_in
):
    desk = signed_in(coordinator)
    address = f"/resources/collections/group/{group.slug}/"
    assert "Make a list" in desk.get(address).content.decode()
    form = desk.get(f"/resources/collections/new/?group={group.pk}").content.decode()
    assert "Of the group “Para professionals”" in form
    desk.post("/resources/collections/new/", {"key": uuid.uuid4(), "title": "Ours alone", "whose": f"group-{group.pk}"})
    assert "Ours alone" in signed_in(member).get(address).content.decode()
    assert "Ours alone" in signed_in(member).get("/resources/collections/").content.decode()
    assert "Make a list" not in signed_in(member).get(address).content.decode()
    which = Collection.objects.get()
    for reader in (client, signed_in(outsider)):
        assert "Ours alone" not in reader.get("/resources/collections/").content.decode()
        assert reader.get(which.get_absolute_url()).status_code == 404
        assert reader.get(address).status_code in (302, 404)


def test_a_member_cannot_choose_whose_list_it_is(member, group, signed_in):
    for whose in ("editors", f"group-{group.pk}"):
        signed_in(member).post("/resources/collections/new/", {"key": uuid.uuid4(), "title": "Mine", "whose": whose})
    assert {(one.keeper, one.group) for one in Collection.objects.all()} == {(member, None)}


def test_words_of_members_are_text(member, signed_in, client, keep):
    made = actions.make(member, title="<b>Bold</b>", about="<script>1</script>", shared=True)
    actions.put_in(member, made, keep(), "<i>note</i>")
    page = client.get(made.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Bold" in page
    assert "<script>1" not in page
    assert "<i>note" not in page


def test_a_kept_page_follows_every_change(client, toolkit, editor, keep):
    address = toolkit.get_absolute_url()
    assert "Nothing is in it yet" in client.get(address).content.decode()
    item = actions.put_in(editor, toolkit, keep("Guide"))
    assert "Guide" in client.get(address).content.decode()
    actions.annotate(editor, item, "Noted")
    assert "Noted" in client.get(address).content.decode()
    Resource.objects.filter(pk=item.resource_id).first().unpublish()
    assert "Guide" not in client.get(address).content.decode()
    actions.delete(editor, toolkit)
    assert client.get(address).status_code == 404
    assert "Supervision toolkit" not in client.get("/resources/collections/").content.decode()


def test_the_editor_who_hides_says_why(reading, member, editor, signed_in, client):
    reading = actions.change(member, reading, title="To read", about="", shared=True)
    desk, address = signed_in(editor), reading.get_absolute_url() + "hide/"
    assert "Hide the list" in desk.get(reading.get_absolute_url()).content.decode()
    assert desk.post(address, {"why": ""}).status_code == 422
    assert desk.post(address, {"why": "A name stands there."}).status_code == 302
    assert client.get(reading.get_absolute_url()).status_code == 404
    assert "Hidden from others" in signed_in(member).get(reading.get_absolute_url()).content.decode()
    assert "A name stands there." in signed_in(member).get("/notifications/").content.decode()


def test_a_themes_page_shows_its_records(client, keep):
    keep("About supervision", themes=["supervision"])
    page = client.get("/resources/collections/theme/supervision/").content.decode()
    assert "About supervision" in page
    assert client.get("/resources/collections/theme/no-such/").status_code == 404


def test_queries_do_not_grow_with_the_lists_and_records(client, editor, keep):
    def fill(records):
        which = actions.make(editor, title=f"Kit of {records}", editors=True)
        for place in range(records):
            guide = keep(f"{records} {place}", themes=["supervision"], publishers=["IFSW"])
            library.add_file(None, guide, pdf(1000 + records * 10 + place), language="en", name="Whole")
            actions.put_in(editor, which, guide)
        return which

    def asked(which):
        numbers = []
        cache.clear()
        client.get("/resources/collections/?page=2")  # the frame's menus are kept from here on
        for address in (
            "/resources/collections/",
            which.get_absolute_url(),
            "/resources/collections/theme/supervision/",
        ):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            numbers.append(len(captured))
        return numbers

    few = asked(fill(2))
    assert asked(fill(6)) == few
    assert max(few) <= 12
