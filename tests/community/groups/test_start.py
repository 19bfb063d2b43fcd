from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from community.groups import actions
from community.groups.models import Act, Group, Openness
from foundation.audit.models import Entry
from tests.community.groups.conftest import started


def test_who_starts_a_group_coordinates_it(member):
    group = started(member, Openness.OPEN)
    assert group.is_led_by(member)
    assert group.admits(member)
    assert [line.act for line in group.log.all()] == [Act.STARTED]
    assert Entry.objects.filter(who=member, act="start group", what=f"group:{group.pk}").exists()


def test_a_newcomer_starts_no_private_group(member):
    with pytest.raises(PermissionDenied):
        started(member, Openness.PRIVATE)
    assert not Group.objects.exists()


def test_a_settled_member_and_a_moderator_start_a_private_group(coordinator, moderator):
    assert started(coordinator, Openness.PRIVATE).is_private
    assert started(moderator, Openness.PRIVATE).is_private


def test_a_closed_account_starts_nothing(member):
    member.is_active = False
    with pytest.raises(PermissionDenied):
        started(member, Openness.OPEN)


def test_the_same_key_starts_one_group(member):
    key = uuid4()
    values = {"name": "Twice", "purpose": "p", "openness": Openness.OPEN, "key": key}
    assert actions.start(member, **values) == actions.start(member, **values)
    assert Group.objects.count() == 1


@pytest.mark.parametrize(
    "name, slug", [("New", "new-2"), ("مجموعة", "group"), ("Para  professionals!", "para-professionals")]
)
def test_a_group_gets_a_slug_of_its_own(member, name, slug):
    assert started(member, Openness.OPEN, name).slug == slug


def test_a_name_that_is_taken_gets_a_number(member):
    assert [started(member, Openness.OPEN, "Same").slug for _ in range(2)] == ["same", "same-2"]


def test_the_slug_of_a_new_group_tells_nothing_of_a_private_one(coordinator, member):
    hidden = started(coordinator, Openness.PRIVATE, "Supervision circle")
    assert started(member, Openness.OPEN, "Supervision circle").slug == "supervision-circle"
    assert hidden.slug != "supervision-circle"


def test_the_form_starts_a_group_and_leads_to_it(member, signed_in):
    values = {"name": "Trainers", "purpose": "To train", "openness": "open", "language": "en", "key": uuid4()}
    answer = signed_in(member).post("/groups/new/", values)
    assert (answer.status_code, answer["Location"]) == (302, "/groups/trainers/")


def test_a_refused_form_keeps_what_was_typed(member, signed_in):
    answer = signed_in(member).post("/groups/new/", {"name": "", "purpose": "Words to keep", "key": uuid4()})
    assert answer.status_code == 422
    assert "Words to keep" in answer.content.decode()


def test_the_form_asks_to_sign_in(client, db):
    assert client.get("/groups/new/").status_code == 302


def test_groups_have_names_without_control_characters(member):
    assert started(member, Openness.OPEN, "A\x00B\u202e").name == "AB"
