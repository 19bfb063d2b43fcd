"""The editors' lists in the editors' rooms."""

import pytest
from django.urls import reverse

from resources.library.actions import collections as actions
from resources.library.models import Collection, Item

pytestmark = pytest.mark.django_db


def form(*rows, **values):
    data = {"title": "Kit", "about": "For Monday.", "items-TOTAL_FORMS": len(rows), "items-INITIAL_FORMS": 0}
    data |= {"items-MIN_NUM_FORMS": 0, "items-MAX_NUM_FORMS": 200}
    for place, (resource, note) in enumerate(rows):
        data |= {f"items-{place}-resource": resource.pk, f"items-{place}-note": note, f"items-{place}-id": ""}
        data |= {f"items-{place}-ORDER": len(rows) - place, f"items-{place}-DELETE": ""}
    return data | values


def test_an_editor_makes_a_toolkit_and_drags_its_records(editor, signed_in, client, keep):
    desk = signed_in(editor)
    assert desk.get(reverse("toolkits:add")).status_code == 200
    made = desk.post(reverse("toolkits:add"), form((keep("A"), ""), (keep("B"), "First")))
    assert made.status_code == 302
    kit = Collection.objects.get()
    assert [item.resource.title for item in Item.objects.all()] == ["B", "A"]
    page = client.get(kit.get_absolute_url()).content.decode()
    assert page.index("First") < page.index(">A<")
    assert kit.title in desk.get(reverse("toolkits:index")).content.decode()
    assert desk.get(reverse("toolkits:edit", args=[kit.pk])).status_code == 200
    assert desk.get(reverse("toolkits:history", args=[kit.pk])).status_code == 200


def test_lists_of_members_and_groups_do_not_open_here(admin, editor, reading, group, coordinator, signed_in):
    ours = actions.make(coordinator, title="Ours alone", group=group)
    for who in (editor, admin):
        desk = signed_in(who)
        index = desk.get(reverse("toolkits:index")).content.decode()
        assert "To read" not in index
        assert "Ours alone" not in index
        for which in (reading, ours):
            for view in ("edit", "delete", "history"):
                assert desk.get(reverse(f"toolkits:{view}", args=[which.pk])).status_code == 404


def test_a_member_has_no_desk(member, moderator, toolkit, signed_in):
    for who in (member, moderator):
        assert signed_in(who).get(reverse("toolkits:add")).status_code == 302
