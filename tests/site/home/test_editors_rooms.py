"""An editor reaches what an editor keeps, and nothing of the members' rooms."""

import pytest
from django.contrib.auth.models import Group

from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    who = people.person("Edith Editor")
    who.groups.add(Group.objects.get(name="Editors"))
    return who


@pytest.mark.parametrize(
    "room",
    [
        "library/resource",
        "countries/fact",
        "vocabulary/theme",
        "vocabulary/organisation",
        "discussions/board",
        "articles/author",
    ],
)
def test_an_editor_adds(room, editor, signed_in):
    assert signed_in(editor).get(f"/admin/snippets/{room}/add/").status_code == 200


@pytest.mark.parametrize("address", ["/admin/users/", "/admin/groups/", "/admin/settings/redirects/"])
def test_an_editor_is_kept_out_of(address, editor, signed_in):
    answer = signed_in(editor).get(address)
    assert answer.status_code in {302, 403, 404}


def test_a_member_does_not_enter(member, signed_in):
    assert signed_in(member).get("/admin/", follow=False).status_code in {302, 403}
