"""Closing, reopening, hiding, restoring."""

from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.discussions import actions
from community.notifications.models import Notification
from foundation.audit.models import Entry as Audit
from foundation.fulltext.models import Entry


@pytest.fixture
def second(topic, member, write):
    return write(member, topic, "Canary words")


def test_a_hidden_post_leaves_a_tombstone_with_its_number(topic, second, moderator, client):
    actions.hide(moderator, second, "names a child")
    text = client.get(topic.get_absolute_url()).content.decode()
    assert '<article class="post gone" id="post-2" data-number="2" data-seq="3">' in text
    assert "hidden by a moderator" in text
    assert "Canary words" not in text
    assert "Amina" not in text


def test_a_hidden_post_is_hidden_in_every_answer(topic, second, moderator, member, signed_in, client):
    client.get(topic.get_absolute_url())  # the page and the fragment are in the cache
    actions.hide(moderator, second, "names a child")
    base = topic.get_absolute_url()
    for reader in (client, signed_in(member)):
        for address in (
            base,
            f"{base}?since=0",
            f"{base}?after=0",
            f"/api/discussions/{topic.pk}/posts/",
            f"/fr{base}",
        ):
            assert "Canary words" not in reader.get(address).content.decode()
    assert not Entry.objects.filter(kind="topic", object_id=topic.pk, part=2).exclude(words="").exists()


def test_a_moderator_still_reads_it_and_restores_it(topic, second, moderator, signed_in, client):
    actions.hide(moderator, second, "names a child")
    assert "Canary words" in signed_in(moderator).get(topic.get_absolute_url()).content.decode()
    actions.restore(moderator, second)
    assert "Canary words" in client.get(topic.get_absolute_url()).content.decode()
    assert Entry.objects.filter(kind="topic", object_id=topic.pk, part=2).exclude(words="").exists()


def test_those_who_listen_get_the_tombstone(topic, second, moderator):
    with mock.patch("community.live.streams.publish") as publish:
        actions.hide(moderator, second, "names a child")
    frames = next(call.args[1] for call in publish.call_args_list if call.args[0] == topic.stream)
    assert frames["en"]["number"] == 2
    assert frames["en"]["seq"] == 3
    assert "Canary" not in str(frames)


def test_the_author_is_told_why_and_it_is_written_down(topic, second, moderator, member):
    actions.hide(moderator, second, "names a child")
    row = Notification.objects.get(member=member)
    assert (row.kind, row.params["why"]) == ("post_hidden", "names a child")
    entry = Audit.objects.get()
    assert (entry.who, entry.act, entry.what, entry.why) == (
        moderator,
        "hide post",
        f"post:{second.pk}",
        "names a child",
    )


def test_hiding_twice_is_once(topic, second, moderator):
    for _ in range(2):
        actions.hide(moderator, second, "names a child")
    assert Audit.objects.count() == 1


def test_hiding_needs_a_reason(topic, second, moderator, signed_in):
    with pytest.raises(ValidationError):
        actions.hide(moderator, second, "  ")
    address = f"{topic.get_absolute_url()}hide/2/"
    assert signed_in(moderator).post(address, {"why": ""}).status_code == 422


def test_a_member_moderates_nothing(topic, second, member, coordinator, client, signed_in):
    for who in (member, coordinator):
        for act in (actions.hide, actions.restore, actions.close, actions.reopen):
            with pytest.raises(PermissionDenied):
                act(who, topic, "because")
        with pytest.raises(PermissionDenied):
            actions.hide(who, second, "because")
    base = topic.get_absolute_url()
    for address in (f"{base}hide/2/", f"{base}close/", f"{base}hide/"):
        assert signed_in(member).get(address).status_code == 403
        assert signed_in(member).post(address, {"why": "x"}).status_code == 403
        assert client.get(address).status_code == 302
    text = signed_in(member).get(base).content.decode()
    assert "/hide/" not in text
    assert "/close/" not in text


def test_a_moderator_does_not_act_on_what_may_not_be_read(private_topic, moderator, signed_in):
    with pytest.raises(PermissionDenied):
        actions.hide(moderator, private_topic, "because")
    assert signed_in(moderator).get(f"{private_topic.get_absolute_url()}hide/").status_code == 404


def test_a_coordinator_moderates_the_groups_own_board(private_topic, coordinator, member, write, signed_in):
    post = write(member, private_topic)
    address = f"{private_topic.get_absolute_url()}hide/2/"
    assert signed_in(coordinator).get(address).status_code == 200
    assert signed_in(coordinator).post(address, {"why": "names a child"}).status_code == 302
    post.refresh_from_db()
    assert not post.is_shown
    actions.hide(coordinator, private_topic, "names a child")
    assert signed_in(coordinator).get(private_topic.get_absolute_url()).status_code == 200
    assert signed_in(member).get(private_topic.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.restore(member, private_topic)


def test_a_hidden_topic_is_not_there(topic, moderator, member, signed_in, client):
    assert client.get(topic.get_absolute_url()).status_code == 200
    client.get("/discussions/")
    actions.hide(moderator, topic, "names a child")
    for reader in (client, signed_in(member)):
        for address in ("", "?since=0", "?after=0"):
            assert reader.get(topic.get_absolute_url() + address).status_code == 404
        assert reader.get(f"/api/discussions/{topic.pk}/posts/").status_code == 404
        for place in ("/discussions/", "/discussions/practice-questions/"):
            assert topic.title not in reader.get(place).content.decode()
    assert signed_in(moderator).get(topic.get_absolute_url()).status_code == 200
    assert not Entry.objects.filter(kind="topic").exclude(words="").exists()


def test_a_restored_topic_is_there_again(topic, second, moderator, client):
    actions.hide(moderator, topic, "by mistake")
    actions.restore(moderator, topic)
    assert client.get(topic.get_absolute_url()).status_code == 200
    assert topic.title in client.get("/discussions/").content.decode()
    assert Entry.objects.filter(kind="topic").exclude(words="").count() == 2


def test_a_topic_is_closed_and_reopened(topic, moderator, coordinator, signed_in, client):
    client.get(topic.get_absolute_url())
    answer = signed_in(moderator).post(f"{topic.get_absolute_url()}close/", {"why": "answered"})
    assert answer.status_code == 302
    assert "This discussion is closed" in client.get(topic.get_absolute_url()).content.decode()
    assert Notification.objects.get(member=coordinator).kind == "topic_closed"
    actions.reopen(moderator, topic)
    assert "This discussion is closed" not in client.get(topic.get_absolute_url()).content.decode()
    assert [entry.act for entry in Audit.objects.order_by("pk")] == ["close topic", "reopen topic"]
