"""Pinning, and announcements that stand above all discussions."""

import pytest
from django.core.exceptions import PermissionDenied

from community.discussions import actions
from community.discussions.models import Board
from foundation.audit.models import Entry as Audit

ACTS = ("pin", "unpin", "announce", "retract")


@pytest.fixture
def other(board, member):
    return actions.start_topic(
        member, board, title="Later one", body="Words", key="6f0c1d2e-0000-4000-8000-000000000001"
    )


def order(client, board):
    text = client.get(board.get_absolute_url()).content.decode()
    return text.index("How do you plan visits?") < text.index("Later one")


def test_a_pinned_topic_stands_first_on_its_board_until_it_is_unpinned(topic, other, board, moderator, client):
    assert not order(client, board)
    actions.pin(moderator, topic)
    assert order(client, board)
    assert "Pinned." in client.get(board.get_absolute_url()).content.decode()
    actions.unpin(moderator, topic)
    assert not order(client, board)
    assert [entry.act for entry in Audit.objects.order_by("pk")] == ["pin topic", "unpin topic"]


def test_an_announcement_stands_first_and_above_all_discussions(
    topic, other, board, moderator, member, signed_in, client
):
    actions.announce(moderator, topic)
    assert order(client, board)
    for reader in (client, signed_in(member)):
        text = reader.get("/discussions/").content.decode()
        assert text.index("Announcement.") < text.index("Later one")
        assert "Announcement." in reader.get(topic.get_absolute_url()).content.decode()
        assert "Announcement.</b>" not in reader.get("/discussions/unanswered/").content.decode()


def test_an_announcement_that_ends_stays_pinned_and_unpinning_ends_it(topic, moderator, client):
    actions.announce(moderator, topic)
    actions.retract(moderator, topic)
    topic.refresh_from_db()
    assert (topic.pinned, topic.announcement) == (True, False)
    assert "Announcement." not in client.get("/discussions/").content.decode()
    actions.announce(moderator, topic)
    actions.unpin(moderator, topic)
    topic.refresh_from_db()
    assert (topic.pinned, topic.announcement) == (False, False)


def test_an_announcement_of_a_group_is_not_put_above_all(group, private_topic, coordinator, member, signed_in, client):
    actions.announce(coordinator, private_topic)
    for reader in (client, signed_in(member), signed_in(coordinator)):
        assert "Announcement.</b>" not in reader.get("/discussions/").content.decode()
    assert "Announcement." in signed_in(member).get("/groups/circle/discussions/").content.decode()
    group.openness = "open"
    group.save()
    assert "Announcement.</b>" not in client.get("/discussions/").content.decode()


def test_an_announcement_for_members_is_not_told_to_strangers(topic, board, moderator, client):
    Board.objects.filter(pk=board.pk).update(audience="members")
    actions.announce(moderator, topic)
    assert topic.title not in client.get("/discussions/").content.decode()


def test_the_same_twice_is_once(topic, moderator):
    for _ in range(2):
        actions.pin(moderator, topic)
    assert Audit.objects.count() == 1


def test_the_moderators_page_does_it(topic, moderator, signed_in):
    browser = signed_in(moderator)
    text = browser.get(topic.get_absolute_url()).content.decode()
    assert "For moderators" in text
    for act in ACTS:
        address = f"{topic.get_absolute_url()}{act}/"
        assert browser.get(address).status_code == 200
        assert browser.post(address, {"why": ""}).status_code == 302
    topic.refresh_from_db()
    assert (topic.pinned, topic.announcement) == (True, False)


def test_who_does_not_moderate_is_refused(topic, member, coordinator, client, signed_in):
    for who in (member, coordinator):
        for act in ACTS:
            with pytest.raises(PermissionDenied):
                getattr(actions, act)(who, topic)
            assert signed_in(who).post(f"{topic.get_absolute_url()}{act}/", {"why": ""}).status_code == 403
            assert client.get(f"{topic.get_absolute_url()}{act}/").status_code == 302
    assert "For moderators" not in signed_in(member).get(topic.get_absolute_url()).content.decode()


def test_a_private_topic_is_pinned_by_its_coordinator_alone(
    private_topic, coordinator, member, moderator, outsider, signed_in
):
    address = f"{private_topic.get_absolute_url()}pin/"
    for who in (moderator, outsider):
        assert signed_in(who).get(address).status_code == 404
        with pytest.raises(PermissionDenied):
            actions.pin(who, private_topic)
    assert signed_in(member).post(address, {"why": ""}).status_code == 403
    assert signed_in(coordinator).post(address, {"why": ""}).status_code == 302
