import pytest
from django.core.exceptions import PermissionDenied

from community.groups import actions
from community.groups.models import Group, State
from community.notifications.models import Notification


def test_an_invited_person_sees_the_group_but_not_what_is_in_it(outsider, coordinator, private_group, signed_in):
    actions.invite(coordinator, private_group, outsider)
    assert Group.objects.visible_to(outsider).contains(private_group)
    assert not Group.objects.readable_by(outsider).contains(private_group)
    assert Notification.objects.get(member=outsider).sentence.endswith("invites you to the group “A private group”.")
    client = signed_in(outsider)
    assert "You are invited" in client.get(f"/groups/{private_group.slug}/").content.decode()
    assert client.get(f"/groups/{private_group.slug}/members/").status_code == 404
    client.post(f"/groups/{private_group.slug}/join/")
    assert private_group.admits(outsider)


def test_an_invitation_refused_leaves_no_trace(outsider, coordinator, private_group):
    actions.invite(coordinator, private_group, outsider)
    actions.leave(outsider, private_group)
    assert not Group.objects.visible_to(outsider).exists()
    assert not Notification.objects.filter(member=outsider).exists()


def test_only_a_coordinator_invites(member, outsider, coordinator, closed_group):
    actions.approve(coordinator, actions.ask(member, closed_group))
    with pytest.raises(PermissionDenied):
        actions.invite(member, closed_group, outsider)


def test_inviting_one_who_has_asked_lets_them_in(member, coordinator, closed_group):
    actions.ask(member, closed_group)
    assert actions.invite(coordinator, closed_group, member).state == State.IN


def test_the_answer_does_not_tell_who_has_an_account(outsider, coordinator, closed_group, signed_in):
    client = signed_in(coordinator)
    pages = []
    for email in (outsider.email.upper(), "nobody@example.org"):
        answer = client.post(f"/groups/{closed_group.slug}/members/invite/", {"email": email}, follow=True)
        pages.append("the invitation is now with them" in answer.content.decode())
    assert pages == [True, True]
    assert closed_group.standing(outsider).state == State.INVITED


def test_no_address_is_refused_beside_the_field(coordinator, closed_group, signed_in):
    answer = signed_in(coordinator).post(f"/groups/{closed_group.slug}/members/invite/", {"email": "x"})
    assert answer.status_code == 422
