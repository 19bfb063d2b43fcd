"""Coordinators choose what waits on their group's board."""

import pytest
from django.core.exceptions import PermissionDenied

from community.discussions.models import Board, Held
from community.moderation import actions
from foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_a_coordinator_chooses_and_then_posts_wait(private_topic, group, coordinator, member, write, signed_in):
    address = f"/moderation/groups/{group.slug}/"
    client = signed_in(coordinator)
    assert "What waits in this group" in client.get(address).content.decode()
    assert client.post(address, {"holds": "flagged", "flagged_words": "bargain"}).status_code == 302
    board = Board.objects.get(group=group)
    assert (board.holds, board.flagged_words) == ("flagged", "bargain")
    private_topic.board.refresh_from_db()
    assert isinstance(write(member, private_topic, "A bargain"), Held)
    line = Entry.objects.get(act="choose what waits")
    assert (line.what, line.space) == (f"group:{group.pk}", f"group.{group.pk}")


def test_a_choice_that_is_none_is_refused(private_topic, group, coordinator, signed_in):
    assert signed_in(coordinator).post(f"/moderation/groups/{group.slug}/", {"holds": "all"}).status_code == 422
    assert Board.objects.get(group=group).holds == "nothing"


def test_nobody_else_chooses(private_topic, group, member, moderator, outsider, signed_in, client):
    address = f"/moderation/groups/{group.slug}/"
    for who, status in ((member, 403), (moderator, 404), (outsider, 404)):
        assert signed_in(who).get(address).status_code == status
        assert signed_in(who).post(address, {"holds": "both"}).status_code == status
        with pytest.raises(PermissionDenied):
            actions.choose_holds(who, group, private_topic.board, "both", "")
    assert client.get(address).status_code == 302
