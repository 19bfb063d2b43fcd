"""A coordinator changes the settings of a group."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.discussions import actions as discussions
from community.groups.models import Activity, Group
from community.groups.settings import change
from community.live import bus
from community.live.models import Epoch
from community.notifications.actions import notify
from community.notifications.models import Notification
from foundation.audit.models import Entry as Audit
from foundation.fulltext.models import Entry


@pytest.fixture
def address(open_group):
    return f"/groups/{open_group.slug}/settings/"


@pytest.fixture
def topic(open_group, coordinator, member):
    """In the open group; the member is in it."""
    open_group.memberships.create(member=member, state="in")
    board = discussions.board_of(open_group)
    return discussions.start_topic(coordinator, board, title="Open words", body="Findable", key=uuid.uuid4())


@pytest.fixture
def posted(monkeypatch):
    """What goes to the bus."""
    messages = []
    monkeypatch.setattr(bus, "post", messages.append)
    return messages


def sent(group, **values):
    kept = {"purpose": group.purpose, "openness": group.openness, "language": group.language}
    return {**kept, **values}


def test_the_coordinator_changes_purpose_language_and_pseudonyms(open_group, address, coordinator, signed_in):
    reader = signed_in(coordinator)
    assert reader.get(address).status_code == 200
    answer = reader.post(address, sent(open_group, purpose="To rest.", language="fr", pseudonyms="on"), follow=True)
    assert "The settings of the group are changed." in answer.content.decode()
    group = Group.objects.get(pk=open_group.pk)
    assert (group.purpose, group.language, group.pseudonyms, group.openness) == ("To rest.", "fr", True, "open")


def test_who_coordinates_finds_the_way_and_others_do_not(open_group, address, coordinator, member, signed_in):
    open_group.memberships.create(member=member, state="in")
    page = open_group.get_absolute_url()
    assert f'href="{address}"' in signed_in(coordinator).get(page).content.decode()
    assert address not in signed_in(member).get(page).content.decode()


def test_others_are_refused(open_group, address, member, moderator, signed_in, client):
    open_group.memberships.create(member=member, state="in")
    for who in (member, moderator):
        assert signed_in(who).get(address).status_code == 403
        assert signed_in(who).post(address, sent(open_group, purpose="Mine")).status_code == 403
        with pytest.raises(PermissionDenied):
            change(who, open_group, {"purpose": "Mine"})
    assert "/accounts/login/" in client.get(address)["Location"]
    assert Group.objects.get(pk=open_group.pk).purpose != "Mine"


def test_a_private_group_is_not_there_for_who_does_not_see_it(private_group, outsider, moderator, signed_in):
    for who in (outsider, moderator):
        answer = signed_in(who).get(f"/groups/{private_group.slug}/settings/")
        assert answer.status_code == 404
        assert private_group.name not in answer.content.decode()


def test_a_purpose_left_empty_is_refused_and_the_rest_is_kept(open_group, address, coordinator, signed_in):
    answer = signed_in(coordinator).post(address, sent(open_group, purpose=" ", language="fr"))
    assert answer.status_code == 422
    assert '<option value="fr" selected' in answer.content.decode()
    assert Group.objects.get(pk=open_group.pk).language == "en"


def test_it_is_written_down_and_the_log_says_who(open_group, coordinator, member, signed_in, client):
    change(coordinator, open_group, {"purpose": "Secret words", "pseudonyms": True})
    line = Audit.objects.get(act="change group")
    assert (line.who, line.what) == (coordinator, f"group:{open_group.pk}")
    assert line.why == "purpose; pseudonyms: False -> True"
    page = open_group.get_absolute_url()
    assert "Grace Coordinator changed the settings" in signed_in(member).get(page).content.decode()
    assert "Grace Coordinator" not in client.get(page).content.decode()


def test_what_is_the_same_changes_nothing(open_group, coordinator):
    change(coordinator, open_group, {"purpose": open_group.purpose, "openness": "open"})
    assert not Activity.objects.filter(act="changed").exists()
    assert not Audit.objects.filter(act="change group").exists()


def test_members_are_told_and_the_one_who_did_it_is_not(open_group, topic, coordinator, member, signed_in):
    change(coordinator, open_group, {"openness": "private", "pseudonyms": True})
    kinds = Notification.objects.filter(member=member).values_list("kind", flat=True)
    assert {"group_now_private", "group_masks_on"} <= set(kinds)
    assert not Notification.objects.filter(member=coordinator, kind__startswith="group_").exists()
    text = signed_in(member).get("/notifications/").content.decode()
    assert "is now private: only its members know of it." in text
    change(coordinator, open_group, {"pseudonyms": False})
    assert Notification.objects.filter(member=member, kind="group_masks_off").count() == 1
    change(coordinator, open_group, {"pseudonyms": True})
    assert Notification.objects.filter(member=member, kind="group_masks_on").count() == 2


def test_less_open_cuts_the_listeners_and_takes_the_words_out_of_others_search(
    open_group, topic, coordinator, member, outsider, signed_in, client, posted
):
    search = "/search/?q=findable"
    assert "Open words" in client.get(search).content.decode()
    before = Epoch.objects.values_of([f"group.{open_group.pk}"])
    change(coordinator, open_group, {"openness": "closed"})
    assert {"close": f"group.{open_group.pk}"} in posted
    assert Epoch.objects.values_of([f"group.{open_group.pk}"]) != before
    assert Entry.objects.get(kind="topic", object_id=topic.pk).space == f"group.{open_group.pk}"
    for reader in (client, signed_in(outsider)):
        assert "Open words" not in reader.get(search).content.decode()
        assert reader.get(topic.get_absolute_url()).status_code == 404
    assert "Open words" in signed_in(member).get(search).content.decode()


def test_notices_of_those_outside_go_and_those_of_members_stay(open_group, topic, coordinator, member, outsider):
    for who in (member, outsider):
        notify(who, "reply", {"topic": topic.title, "author": "X"}, topic.get_absolute_url(), key=f"a.{who.pk}")
    notify(outsider, "reply", {"topic": "Other"}, f"/discussions/t/{topic.pk}0/other/", key="b")
    change(coordinator, open_group, {"openness": "private"})
    assert list(Notification.objects.filter(member=outsider).values_list("params__topic", flat=True)) == ["Other"]
    kept = Notification.objects.get(member=member, kind="reply")
    assert kept.space == f"group.{open_group.pk}"


def test_what_was_written_for_few_is_not_opened_to_many(private_group, coordinator, signed_in):
    board = discussions.board_of(private_group)
    discussions.start_topic(coordinator, board, title="For few", body="Words", key=uuid.uuid4())
    with pytest.raises(ValidationError, match="fewer eyes"):
        change(coordinator, private_group, {"openness": "open"})
    answer = signed_in(coordinator).post(
        f"/groups/{private_group.slug}/settings/", sent(private_group, openness="closed", purpose="New purpose")
    )
    assert answer.status_code == 422
    assert "cannot be opened further" in answer.content.decode()
    kept = Group.objects.get(pk=private_group.pk)
    assert (kept.openness, kept.purpose != "New purpose") == ("private", True)


def test_a_group_without_discussions_may_be_opened_and_nobody_is_cut(private_group, coordinator, posted):
    change(coordinator, private_group, {"openness": "open"})
    assert Group.objects.get(pk=private_group.pk).is_open
    assert not [message for message in posted if "close" in message]
    assert Entry.objects.get(kind="group", object_id=private_group.pk).space == ""


def test_one_who_has_just_joined_the_site_makes_no_group_private(open_group, member):
    open_group.memberships.create(member=member, state="in", coordinates=True)
    with pytest.raises(PermissionDenied, match="one day after you joined"):
        change(member, open_group, {"openness": "private"})
    assert change(member, open_group, {"openness": "closed"}).openness == "closed"


def test_ending_pseudonyms_keeps_old_posts_masked(open_group, topic, coordinator, member, client):
    group = change(coordinator, open_group, {"pseudonyms": True})
    post = discussions.reply(member, topic, body="Masked words", key=uuid.uuid4(), pseudonym=True)
    change(coordinator, group, {"pseudonyms": False})
    text = client.get(topic.get_absolute_url()).content.decode()
    assert post.pseudonym in text
    assert member.display_name not in text
    with pytest.raises(PermissionDenied, match="under their own name"):
        discussions.reply(member, topic, body="Again", key=uuid.uuid4(), pseudonym=True)
