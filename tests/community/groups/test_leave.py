import pytest
from django.core.exceptions import PermissionDenied

from community.groups import actions
from community.live import streams
from community.notifications.actions import notify
from community.notifications.models import Notification


@pytest.fixture
def ended(monkeypatch):
    """What was told to the room of sockets."""
    calls = []
    monkeypatch.setattr(streams, "raise_epoch", lambda space: calls.append(("epoch", space)))
    monkeypatch.setattr(streams, "cut", lambda member: calls.append(("cut", member)))
    return calls


@pytest.fixture
def inside(member, coordinator, closed_group):
    return actions.approve(coordinator, actions.ask(member, closed_group))


def test_leaving_ends_sockets_tokens_and_notices(member, closed_group, inside, ended):
    notify(member, "reply", {"topic": "Secret"}, "/discussions/", space=f"group.{closed_group.pk}", key="x")
    actions.leave(member, closed_group)
    assert not closed_group.admits(member)
    assert ended == [("epoch", f"group.{closed_group.pk}"), ("cut", member.pk)]
    assert not Notification.objects.filter(member=member).exists()


def test_leaving_an_open_group_ends_nothing_that_anyone_reads(member, open_group, ended):
    actions.join(member, open_group)
    actions.leave(member, open_group)
    assert not open_group.admits(member)
    assert ended == []


def test_leaving_twice_is_leaving_once(member, closed_group, inside):
    actions.leave(member, closed_group)
    actions.leave(member, closed_group)
    assert closed_group.standing(member) is None


def test_the_last_coordinator_stays_while_others_are_in(coordinator, closed_group, inside, signed_in):
    with pytest.raises(PermissionDenied):
        actions.leave(coordinator, closed_group)
    answer = signed_in(coordinator).post(f"/groups/{closed_group.slug}/leave/")
    assert answer.status_code == 403
    assert "Make somebody else a coordinator first" in answer.content.decode()
    assert closed_group.is_led_by(coordinator)


def test_a_coordinator_leaves_after_appointing_another(coordinator, member, closed_group, inside):
    actions.appoint(coordinator, inside)
    actions.leave(coordinator, closed_group)
    assert closed_group.is_led_by(member)


def test_somebody_who_only_asked_is_no_reason_to_stay(member, coordinator, closed_group):
    actions.ask(member, closed_group)
    actions.leave(coordinator, closed_group)
    assert not closed_group.admits(coordinator)


def test_only_a_member_is_appointed(member, coordinator, closed_group):
    with pytest.raises(PermissionDenied):
        actions.appoint(coordinator, actions.ask(member, closed_group))


def test_a_coordinator_removes_a_member(member, coordinator, closed_group, inside, ended, signed_in):
    client = signed_in(coordinator)
    for _click in range(2):
        client.post(f"/groups/{closed_group.slug}/members/{inside.pk}/remove/")
    assert closed_group.standing(member) is None
    assert ("cut", member.pk) in ended
    assert signed_in(member).get(f"/groups/{closed_group.slug}/members/").status_code == 404


def test_nobody_removes_themselves(coordinator, closed_group):
    with pytest.raises(PermissionDenied):
        actions.remove(coordinator, closed_group.standing(coordinator))


def test_leaving_a_private_group_leads_away_from_it(outsider, coordinator, private_group, signed_in):
    actions.invite(coordinator, private_group, outsider)
    actions.join(outsider, private_group)
    answer = signed_in(outsider).post(f"/groups/{private_group.slug}/leave/")
    assert answer["Location"] == "/groups/"
    assert signed_in(outsider).get(f"/groups/{private_group.slug}/").status_code == 404
