"""Changing one's own post."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.discussions import actions
from community.notifications.models import Notification


def address(topic, number=1):
    return f"{topic.get_absolute_url()}edit/{number}/"


def test_an_author_changes_a_post(topic, coordinator, signed_in):
    answer = signed_in(coordinator).post(address(topic), {"body": "Two *buses*", "version": 1})
    assert (answer.status_code, answer["Location"]) == (302, topic.get_absolute_url() + "#post-1")
    post = topic.posts.get()
    topic.refresh_from_db()
    assert (post.body, post.html, post.version) == ("Two *buses*", "<p>Two <em>buses</em></p>\n", 2)
    assert post.seq == topic.seq == 2
    assert topic.last_number == 1
    assert post.edited_at


def test_a_change_does_not_make_the_topic_new(topic, coordinator):
    before = topic.changed_at
    actions.edit(coordinator, topic.posts.get(), body="Other words", version=1)
    topic.refresh_from_db()
    assert topic.changed_at == before


def test_a_stale_change_is_answered_with_both_texts(topic, coordinator, signed_in):
    actions.edit(coordinator, topic.posts.get(), body="From the phone", version=1)
    answer = signed_in(coordinator).post(address(topic), {"body": "From the office", "version": 1})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "From the phone" in text
    assert "From the office" in text
    assert 'name="version" value="2"' in text
    assert topic.posts.get().body == "From the phone"


def test_a_second_sending_of_the_same_change_is_no_conflict(topic, coordinator, signed_in):
    client, sent = signed_in(coordinator), {"body": "Once", "version": 1}
    assert client.post(address(topic), sent)["Location"] == client.post(address(topic), sent)["Location"]
    assert topic.posts.get().version == 2


def test_nobody_changes_what_another_wrote(topic, member, moderator, admin, signed_in):
    for who in (member, moderator, admin):
        assert signed_in(who).get(address(topic)).status_code == 403
        assert signed_in(who).post(address(topic), {"body": "Mine", "version": 1}).status_code == 403
        with pytest.raises(PermissionDenied):
            actions.edit(who, topic.posts.get(), body="Mine", version=1)


def test_a_closed_topic_keeps_its_words(topic, coordinator):
    topic.closed = True
    topic.save()
    with pytest.raises(PermissionDenied):
        actions.edit(coordinator, topic.posts.get(), body="Later", version=1)


def test_a_hidden_post_is_not_changed_by_its_author(topic, coordinator, moderator, signed_in):
    actions.hide(moderator, topic.posts.get(), "names a child")
    assert signed_in(coordinator).post(address(topic), {"body": "x", "version": 1}).status_code == 403


def test_one_who_left_the_group_changes_nothing(private_topic, group, coordinator, signed_in):
    group.memberships.filter(member=coordinator).delete()
    assert signed_in(coordinator).get(address(private_topic)).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.edit(coordinator, private_topic.posts.get(), body="x", version=1)


def test_an_empty_change_is_refused(topic, coordinator, signed_in):
    assert signed_in(coordinator).post(address(topic), {"body": " ", "version": 1}).status_code == 422


def test_a_stranger_is_led_to_sign_in(topic, client):
    assert client.get(address(topic)).status_code == 302


def test_a_post_that_is_not_there_is_not_there(topic, coordinator, signed_in):
    assert signed_in(coordinator).get(address(topic, 9)).status_code == 404


def test_only_the_author_sees_the_way_to_change(topic, coordinator, member, signed_in, client):
    link = f'href="{address(topic)}"'
    assert link in signed_in(coordinator).get(topic.get_absolute_url()).content.decode()
    for other in (signed_in(member), client):
        text = other.get(topic.get_absolute_url()).content.decode()
        assert "/edit/" not in text
        assert "<!--" not in text


@pytest.fixture
def strict(topic):
    """A board where flagged words wait for a moderator."""
    topic.board.holds, topic.board.flagged_words = "flagged", "orphanage"
    topic.board.save()
    return topic


def test_a_change_brings_in_no_words_that_a_moderator_reads_first(strict, coordinator, signed_in):
    body = "We visit the orphanage"
    answer = signed_in(coordinator).post(address(strict), {"body": body, "version": 1})
    assert answer.status_code == 422
    assert "Write them in a new post" in answer.content.decode()
    assert body in answer.content.decode()
    assert strict.posts.get().version == 1


def test_a_change_brings_in_no_number_to_call(strict, coordinator):
    with pytest.raises(ValidationError, match="reads words like these first"):
        actions.edit(coordinator, strict.posts.get(), body="Call +254 722 123 456", version=1)


def test_what_was_let_in_once_may_stay_in_a_change(strict, coordinator):
    strict.posts.update(body="We visit the orphanage")
    assert actions.edit(coordinator, strict.posts.get(), body="We visited the Orphanage today", version=1).version == 2


def test_who_moderates_may_change_anything(strict, moderator, write):
    post = write(moderator, strict, "Fine words")
    assert actions.edit(moderator, post, body="An orphanage", version=1).version == 2


def test_a_change_tells_only_who_is_mentioned_now(
    topic, coordinator, member, elsewhere, write, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        write(elsewhere, topic)
    before = Notification.objects.count()
    for body in ("Ask @Amina Member", "Do ask @Amina Member"):
        with django_capture_on_commit_callbacks(execute=True):
            post = topic.posts.get(number=1)
            actions.edit(coordinator, post, body=body, version=post.version)
    told = Notification.objects.order_by("pk")[before:]
    assert [(row.member, row.kind) for row in told] == [(member, "mention")]
