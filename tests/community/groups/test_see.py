"""List, page and the question about one group agree, for everybody and every openness."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.groups import actions
from community.groups.models import Activity, Group, Membership, Openness
from tests import people
from tests.community.groups.conftest import started

PERSONAS = [
    "anonymous",
    "member",
    "elsewhere",
    "outsider",
    "asked",
    "invited",
    "coordinator",
    "moderator",
    "admin",
    "gone",
]
SEES = {  # openness -> who sees the group, who reads what is in it
    Openness.OPEN: (set(PERSONAS), set(PERSONAS)),
    Openness.CLOSED: (set(PERSONAS), {"member", "coordinator"}),
    Openness.PRIVATE: ({"member", "coordinator", "invited"}, {"member", "coordinator"}),
}


@pytest.fixture
def cast(db, member, elsewhere, outsider, coordinator, moderator, admin):
    """Everybody by role; `elsewhere` coordinates a private group of their own."""
    asked, invited, gone = (people.person(f"{name} Person") for name in ("Asked", "Invited", "Gone"))
    elsewhere.joined_at = coordinator.joined_at
    started(elsewhere, Openness.PRIVATE, "Elsewhere")
    return {
        "anonymous": AnonymousUser(), "member": member, "elsewhere": elsewhere, "outsider": outsider,
        "asked": asked, "invited": invited, "coordinator": coordinator, "moderator": moderator, "admin": admin, "gone": gone,
    }  # fmt: skip


def filled(cast, openness) -> Group:
    group = started(cast["coordinator"], openness, f"Canary {openness}")
    for role in ("member", "gone", "invited"):
        actions.invite(cast["coordinator"], group, cast[role])
    actions.join(cast["member"], group)
    actions.join(cast["gone"], group)
    actions.leave(cast["gone"], group)
    if openness == Openness.CLOSED:
        actions.ask(cast["asked"], group)
    actions.record(group, cast["member"], "topic", "Canary topic", "/discussions/t/1/x/")
    return group


@pytest.mark.parametrize("openness", Openness.values)
@pytest.mark.parametrize("role", PERSONAS)
def test_everybody_is_answered_alike_everywhere(cast, openness, role, signed_in):
    group, reader = filled(cast, openness), cast[role]
    sees, reads = (role in roles for roles in SEES[openness])
    client = signed_in(reader) if reader.is_authenticated else Client()
    assert Group.objects.visible_to(reader).contains(group) is sees
    assert Group.objects.readable_by(reader).contains(group) is reads
    assert group.admits(reader) is (role in {"member", "coordinator"})
    assert group.is_led_by(reader) is (role == "coordinator")

    listed = client.get("/groups/").content.decode()
    assert (group.name in listed) is sees
    page = client.get(f"/groups/{group.slug}/")
    assert page.status_code == (200 if sees else 404)
    assert ("Canary" in page.content.decode()) is sees
    assert ("Canary topic" in page.content.decode()) is reads
    people_page = client.get(f"/groups/{group.slug}/members/")
    assert people_page.status_code == (200 if reads else 404)
    named = "Grace Coordinator" in people_page.content.decode()
    assert named is (reads and reader.is_authenticated)
    assert Activity.objects.visible_to(reader).filter(group=group).exists() is reads
    seen = Membership.objects.visible_to(reader).filter(group=group).exclude(member_id=reader.pk)
    assert seen.exists() is (reads and reader.is_authenticated)


@pytest.mark.parametrize("role", ["anonymous", "elsewhere", "outsider", "moderator", "admin", "gone"])
def test_a_private_group_answers_every_address_with_404(cast, role, signed_in):
    group, reader = filled(cast, Openness.PRIVATE), cast[role]
    membership = group.memberships.get(member=cast["member"])
    client = signed_in(reader) if reader.is_authenticated else Client()
    for tail in ("", "members/"):
        assert client.get(f"/groups/{group.slug}/{tail}").status_code == 404
    if reader.is_authenticated:
        for tail in ("join/", "ask/", "leave/", "members/invite/", f"members/{membership.pk}/remove/"):
            assert client.post(f"/groups/{group.slug}/{tail}").status_code == 404
    assert group.standing(cast["member"]) == membership


def test_who_joined_is_told_only_to_those_signed_in(client, member, open_group, signed_in):
    actions.join(member, open_group)
    assert "Amina Member" not in client.get(f"/groups/{open_group.slug}/").content.decode()
    assert "Amina Member joined" in signed_in(member).get(f"/groups/{open_group.slug}/").content.decode()


def test_requests_are_shown_to_coordinators_only(cast, signed_in):
    group = filled(cast, Openness.CLOSED)
    address = f"/groups/{group.slug}/members/"
    assert "Asked Person" in signed_in(cast["coordinator"]).get(address).content.decode()
    assert "Asked Person" not in signed_in(cast["member"]).get(address).content.decode()


def test_a_struck_line_leaves_the_log(member, open_group):
    actions.record(open_group, member, "topic", "Hidden later", "/fr/discussions/t/1/x/")
    actions.strike(open_group, "/discussions/t/1/x/")
    assert not open_group.log.filter(label="Hidden later").exists()


def test_own_groups_come_first_and_numbers_are_marked(member, open_group, coordinator, signed_in):
    later = started(coordinator, Openness.OPEN, "Zebra")
    actions.join(member, later)
    page = signed_in(member).get("/groups/").content.decode()
    assert page.index("Zebra") < page.index("A open group")
    assert '<data class="count" data-count="members" value="2">2</data>' in page


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_asks_as_often_for_many_groups_as_for_one(client, coordinator):
    started(coordinator, Openness.OPEN)
    few = queries(client, "/groups/")
    for number in range(12):
        started(coordinator, Openness.OPEN, f"Group {number}")
    assert queries(client, "/groups/") <= few <= 8


def test_a_groups_pages_ask_as_often_for_many_people_as_for_one(coordinator, open_group, signed_in):
    client, addresses = signed_in(coordinator), [f"/groups/{open_group.slug}/", f"/groups/{open_group.slug}/members/"]
    actions.join(people.person("Person"), open_group)
    few = [queries(client, address) for address in addresses]
    for number in range(12):
        actions.join(people.person(f"Person {number}"), open_group)
    many = [queries(client, address) for address in addresses]
    assert all(after <= before for after, before in zip(many, few, strict=True))
    assert max(few) <= 17
