import pytest
from django.core.exceptions import PermissionDenied

from community.groups import actions
from community.groups.models import Membership, State
from community.notifications.models import Notification


def test_asking_tells_the_coordinators_once(member, coordinator, closed_group):
    assert actions.ask(member, closed_group) == actions.ask(member, closed_group)
    told = Notification.objects.get()
    assert (told.member, told.kind) == (coordinator, "group_asked")
    assert told.sentence == "Amina Member asks to join the group “A closed group”."
    assert not closed_group.admits(member)


def test_nobody_asks_a_private_group(outsider, private_group):
    with pytest.raises(PermissionDenied):
        actions.ask(outsider, private_group)
    assert not Membership.objects.filter(member=outsider).exists()


def test_asking_an_open_group_joins_it(member, open_group):
    assert actions.ask(member, open_group).state == State.IN


def test_a_coordinator_lets_in_and_the_person_is_told(member, coordinator, closed_group):
    asked = actions.ask(member, closed_group)
    for _twice in range(2):
        actions.approve(coordinator, asked)
    assert closed_group.admits(member)
    assert Notification.objects.filter(member=member, kind="group_approved").count() == 1


def test_only_a_coordinator_of_this_group_decides(member, elsewhere, outsider, moderator, admin, closed_group):
    asked = actions.ask(member, closed_group)
    for who in (member, elsewhere, outsider, moderator, admin):
        for act in (actions.approve, actions.refuse, actions.remove, actions.appoint):
            with pytest.raises(PermissionDenied):
                act(who, asked)
    assert not closed_group.admits(member)


def test_a_refused_person_may_ask_again(member, coordinator, closed_group):
    actions.refuse(coordinator, actions.ask(member, closed_group))
    assert closed_group.standing(member) is None
    assert actions.ask(member, closed_group).state == State.ASKED


def test_refusing_never_puts_a_member_out(member, coordinator, closed_group):
    membership = actions.approve(coordinator, actions.ask(member, closed_group))
    actions.refuse(coordinator, membership)
    assert closed_group.admits(member)


def test_a_request_taken_back_cannot_be_approved(member, coordinator, closed_group):
    asked = actions.ask(member, closed_group)
    actions.leave(member, closed_group)
    with pytest.raises(PermissionDenied):
        actions.approve(coordinator, asked)


def test_the_coordinators_page_has_the_buttons(member, coordinator, closed_group, signed_in):
    asked = actions.ask(member, closed_group)
    client = signed_in(coordinator)
    page = client.get(f"/groups/{closed_group.slug}/members/").content.decode()
    approve = f"/groups/{closed_group.slug}/members/{asked.pk}/approve/"
    assert approve in page
    for _click in range(2):
        assert client.post(approve).status_code == 302
    assert closed_group.admits(member)


def test_the_buttons_of_another_group_do_nothing_here(member, coordinator, closed_group, elsewhere, signed_in):
    asked = actions.ask(member, closed_group)
    own = actions.start(elsewhere, name="Own", purpose="p", openness="open")
    signed_in(elsewhere).post(f"/groups/{own.slug}/members/{asked.pk}/approve/")
    answer = signed_in(elsewhere).post(f"/groups/{closed_group.slug}/members/{asked.pk}/approve/")
    assert answer.status_code == 404
    assert not closed_group.admits(member)
