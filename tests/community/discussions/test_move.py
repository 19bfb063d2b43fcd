"""To another board: never before more people than it was written for, and whoever loses access hears nothing more."""

from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.discussions import actions
from community.discussions.actions.move import boards_for
from community.discussions.actions.steering import may_go
from community.discussions.models import Board, Topic
from community.live import streams
from community.notifications.models import Notification, On, Watch
from foundation.audit.models import Entry as Audit
from foundation.fulltext.models import Entry
from tests import people

WHY = "It fits there"


@pytest.fixture
def tools(db):
    return Board.objects.create(slug="tools", title="Tools and forms")


@pytest.fixture
def inner(db):
    return Board.objects.create(slug="inner", title="Members only", audience="members")


@pytest.fixture
def led(group, moderator):
    """The private group's board, which the moderator is in and may moderate."""
    group.memberships.create(member=moderator, state="in", coordinates=True)
    return actions.board_of(group)


def test_it_leaves_one_board_and_stands_on_the_other(topic, tools, moderator, client):
    for board in (topic.board, tools):
        client.get(board.get_absolute_url())
    moved = actions.move(moderator, topic, tools, WHY)
    assert topic.title not in client.get(topic.board.get_absolute_url()).content.decode()
    assert topic.title in client.get(tools.get_absolute_url()).content.decode()
    assert "Tools and forms" in client.get(topic.get_absolute_url()).content.decode()
    assert moved.stream == topic.stream


def test_pins_and_announcements_stay_behind(topic, tools, moderator):
    actions.announce(moderator, topic)
    moved = actions.move(moderator, topic, tools, WHY)
    assert (moved.pinned, moved.announcement) == (False, False)


def test_the_author_is_told_and_it_is_written_down(topic, tools, moderator, coordinator):
    actions.move(moderator, topic, tools, WHY)
    row = Notification.objects.get(member=coordinator)
    assert (
        row.sentence == "“How do you plan visits?” now stands on the board “Tools and forms”. The reason: It fits there"
    )
    entry = Audit.objects.get()
    assert (entry.act, entry.why) == ("move topic", WHY)


def test_never_to_where_more_people_read(private_topic, inner, tools, group, coordinator, moderator):
    assert [may_go(tools, inner), may_go(inner, private_topic.board), may_go(tools, private_topic.board)] == [True] * 3
    for board in (inner, tools):
        with pytest.raises(PermissionDenied):
            actions.move(coordinator, private_topic, board, WHY)
    own = actions.start_topic(moderator, inner, title="Inner", body="W", key="6f0c1d2e-0000-4000-8000-000000000003")
    with pytest.raises(PermissionDenied):
        actions.move(moderator, own, tools, WHY)
    assert tools not in boards_for(moderator, own)


def test_not_from_one_group_to_another(private_topic, coordinator):
    from community.groups.models import Group

    other = Group.objects.create(slug="other", name="Other", purpose="Other", openness="closed")
    other.memberships.create(member=coordinator, state="in", coordinates=True)
    with pytest.raises(PermissionDenied):
        actions.move(coordinator, private_topic, actions.board_of(other), WHY)


def test_not_to_a_board_that_one_does_not_see_or_write_on(topic, group, moderator):
    with pytest.raises(PermissionDenied):
        actions.move(moderator, topic, actions.board_of(group), WHY)


def test_what_went_to_a_group_is_gone_for_everybody_else(
    topic, led, member, outsider, moderator, write, signed_in, client
):
    write(outsider, topic, "Canary words")
    Watch.objects.create(member=outsider, on=On.TOPIC, object_id=topic.pk) if not Watch.objects.of(
        outsider
    ).exists() else None
    client.get(topic.get_absolute_url())
    actions.move(moderator, topic, led, WHY)
    for reader in (client, signed_in(outsider)):
        for address in ("", "?since=0", "?after=0"):
            assert reader.get(topic.get_absolute_url() + address).status_code == 404
        for page in ("/discussions/", "/search/?q=canary", "/feeds/discussions.atom"):
            assert topic.title not in reader.get(page).content.decode()
    assert signed_in(member).get(topic.get_absolute_url()).status_code == 200
    spaces = set(Entry.objects.filter(kind="topic", object_id=topic.pk).values_list("space", flat=True))
    assert spaces == {f"group.{led.group_id}"}
    assert not Watch.objects.filter(member=outsider, on=On.TOPIC, object_id=topic.pk).exists()


def test_notices_of_who_lost_access_go_and_the_others_belong_to_the_group(
    topic, led, member, coordinator, outsider, moderator, write
):
    for who in (coordinator, outsider):
        Notification.objects.create(
            member=who, kind="reply", params={}, url=f"/discussions/t/{topic.pk}/x/#post-1", key=f"k{who.pk}"
        )
    actions.move(moderator, topic, led, WHY)
    kept = Notification.objects.filter(url__startswith=f"/discussions/t/{topic.pk}/")
    assert set(kept.values_list("member", flat=True)) == {coordinator.pk}
    assert set(kept.values_list("space", flat=True)) == {f"group.{led.group_id}"}


def test_a_token_of_before_hears_nothing_of_after(
    topic, led, moderator, member, write, django_capture_on_commit_callbacks
):
    before = streams.read(streams.token(topic.stream))
    with mock.patch("community.live.streams.publish") as publish:
        actions.move(moderator, topic, led, WHY)
        told = [call.args for call in publish.call_args_list if call.args[0].startswith("topic.")]
        assert told == [(before.stream, {"refused": "access ended"})]
        publish.reset_mock()
        write(member, Topic.objects.select_related("board__group").get(pk=topic.pk), "Canary")
        heard = [call.args[0] for call in publish.call_args_list if call.args[0].startswith("topic.")]
    assert heard == [f"topic.{topic.pk}-1"]
    assert before.stream not in heard


def test_the_log_of_the_group_it_left_does_not_tell_of_it(private_topic, group, coordinator):
    group.openness = "open"
    group.save()
    target = Board.objects.create(slug="tools", title="Tools and forms")
    moved = Topic.objects.select_related("board__group").get(pk=private_topic.pk)
    actions.move(coordinator, moved, target, WHY)
    assert not group.log.filter(act="topic").exists()


def test_a_discussion_of_a_page_stays_with_it(topic, tools, moderator, signed_in):
    Topic.objects.filter(pk=topic.pk).update(about_url="/blog/x/")
    topic.refresh_from_db()
    with pytest.raises(ValidationError):
        actions.move(moderator, topic, tools, WHY)
    text = signed_in(moderator).get(f"{topic.get_absolute_url()}move/").content.decode()
    assert "belongs to a page" in text
    assert 'name="board"' not in text


def test_the_form_offers_only_boards_where_it_may_go(topic, tools, inner, group, moderator, signed_in):
    actions.board_of(group)
    browser = signed_in(moderator)
    address = f"{topic.get_absolute_url()}move/"
    text = browser.get(address).content.decode()
    assert "Tools and forms" in text
    assert "Canary" not in text
    assert browser.post(address, {"board": tools.pk, "why": ""}).status_code == 422
    assert browser.post(address, {"board": 999, "why": WHY}).status_code == 422
    assert browser.post(address, {"board": tools.pk, "why": WHY}).status_code == 302


def test_who_does_not_moderate_is_refused(topic, private_topic, tools, member, outsider, moderator, signed_in):
    for who in (member, outsider):
        with pytest.raises(PermissionDenied):
            actions.move(who, topic, tools, WHY)
        assert signed_in(who).get(f"{topic.get_absolute_url()}move/").status_code == 403
    for who in (outsider, moderator, people.person("Olga Other")):
        assert signed_in(who).get(f"{private_topic.get_absolute_url()}move/").status_code == 404
