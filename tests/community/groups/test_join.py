import pytest
from django.core.exceptions import PermissionDenied

from community.groups import actions
from community.groups.models import Act, Membership, State


def test_a_member_joins_an_open_group_once(member, open_group):
    assert actions.join(member, open_group) == actions.join(member, open_group)
    assert open_group.admits(member)
    assert open_group.log.filter(act=Act.JOINED).count() == 1


def test_nobody_joins_a_closed_or_private_group_by_themselves(member, closed_group, private_group):
    for group in (closed_group, private_group):
        with pytest.raises(PermissionDenied):
            actions.join(member, group)
        assert not group.admits(member)


def test_a_double_click_on_join_is_harmless(member, open_group, signed_in):
    client = signed_in(member)
    for _click in range(2):
        answer = client.post(f"/groups/{open_group.slug}/join/")
        assert (answer.status_code, answer["Location"]) == (302, f"/groups/{open_group.slug}/")
    assert Membership.objects.filter(group=open_group, member=member).count() == 1


def test_who_is_signed_out_is_asked_to_sign_in(client, open_group):
    assert client.post(f"/groups/{open_group.slug}/join/").status_code == 302
    assert open_group.memberships.count() == 1


def test_after_signing_in_a_half_made_join_leads_to_the_group(member, open_group, signed_in):
    assert signed_in(member).get(f"/groups/{open_group.slug}/join/")["Location"] == f"/groups/{open_group.slug}/"


def test_the_page_of_a_refusal_tells_why(member, closed_group, signed_in):
    answer = signed_in(member).post(f"/groups/{closed_group.slug}/join/")
    assert answer.status_code == 403
    assert "You can ask to join" in answer.content.decode()


def test_somebody_who_asked_while_it_was_closed_joins_once_it_is_open(member, closed_group):
    actions.ask(member, closed_group)
    closed_group.openness = "open"
    closed_group.save()
    assert actions.join(member, closed_group).state == State.IN
