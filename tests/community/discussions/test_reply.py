"""Replying: numbers, keys, refusals, limits, what others hear."""

import json
import uuid
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied

from community.discussions.models import Post
from community.notifications.models import Notification
from foundation.limits import TooMany


def sent(**values):
    return {"body": "Some words", "key": str(uuid.uuid4()), **values}


def test_a_member_replies(topic, member, signed_in):
    answer = signed_in(member).post(topic.get_absolute_url(), sent())
    assert (answer.status_code, answer["Location"]) == (302, topic.get_absolute_url() + "#post-2")
    post = topic.posts.get(number=2)
    assert (post.seq, post.author, post.html) == (2, member, "<p>Some words</p>\n")


def test_a_reply_on_a_later_page_leads_there(full, member, signed_in):
    topic = full(20)
    answer = signed_in(member).post(topic.get_absolute_url(), sent())
    assert answer["Location"].endswith("?page=2#post-21")


def test_an_empty_reply_is_refused(topic, member, signed_in):
    answer = signed_in(member).post(topic.get_absolute_url(), sent(body="  "))
    assert answer.status_code == 422
    assert "Write something first." in answer.content.decode()


def test_a_reply_that_is_too_long_is_refused_and_kept(topic, member, signed_in):
    answer = signed_in(member).post(topic.get_absolute_url(), sent(body="long " * 4001))
    assert answer.status_code == 422
    assert "long long long" in answer.content.decode()
    assert topic.posts.count() == 1


def test_a_reply_of_exactly_the_limit_is_taken(topic, member, signed_in):
    assert signed_in(member).post(topic.get_absolute_url(), sent(body="x" * 20_000)).status_code == 302


@pytest.mark.parametrize("key", ["", "not-a-key"])
def test_a_reply_without_a_key_is_refused(topic, member, signed_in, key):
    assert signed_in(member).post(topic.get_absolute_url(), sent(key=key)).status_code == 422


def test_a_stranger_keeps_the_text(topic, client):
    answer = client.post(topic.get_absolute_url(), sent(body="Typed on the bus"))
    assert answer.status_code == 403
    assert "Typed on the bus" in answer.content.decode()
    assert topic.posts.count() == 1


def test_a_repeated_key_answers_as_the_first_time(topic, member, signed_in):
    client, values = signed_in(member), sent()
    first = client.post(topic.get_absolute_url(), values)
    again = client.post(topic.get_absolute_url(), values)
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert topic.posts.count() == 2


def test_the_key_of_somebody_else_is_not_revealed(topic, member, elsewhere, write):
    key = uuid.uuid4()
    assert write(member, topic, key=key).pk != write(elsewhere, topic, key=key).pk


def test_a_key_found_taken_only_at_the_end_gives_the_first_post(topic, member, write):
    first = write(member, topic, key=(key := uuid.uuid4()))
    real = Post.objects.keyed
    answers = iter([None, None, real(member, key)])
    with mock.patch("community.discussions.models.posts.PostQuerySet.keyed", side_effect=answers):
        assert write(member, topic, key=key).pk == first.pk
    topic.refresh_from_db()
    assert topic.last_number == 2


def test_a_closed_topic_takes_no_reply(topic, member, write, signed_in):
    topic.closed = True
    topic.save()
    with pytest.raises(PermissionDenied, match="closed"):
        write(member, topic)
    answer = signed_in(member).post(topic.get_absolute_url(), sent(body="Kept words"))
    assert answer.status_code == 403
    assert "Kept words" in answer.content.decode()


def test_a_suspended_member_cannot_reply(topic, member, write):
    member.is_active = False
    with pytest.raises(PermissionDenied):
        write(member, topic)


def test_one_who_is_not_in_the_group_cannot_reply_to_its_open_board(topic, group, member, outsider, write):
    group.openness = "open"
    group.save()
    topic.board.group = group
    topic.board.save()
    assert write(member, topic).number == 2
    with pytest.raises(PermissionDenied, match="Join the group"):
        write(outsider, topic)


def test_one_who_cannot_read_cannot_reply(private_topic, outsider, moderator, write):
    for who in (outsider, moderator):
        with pytest.raises(PermissionDenied):
            write(who, private_topic)


def test_a_newcomer_replies_five_times_a_minute(topic, member, write, signed_in):
    for _ in range(5):
        write(member, topic)
    with pytest.raises(TooMany):
        write(member, topic)
    answer = signed_in(member).post(topic.get_absolute_url(), sent())
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_an_established_member_replies_ten_times_a_minute(topic, old, member, write, settings):
    settings.RATE_LIMITS = False
    for _ in range(3):
        write(member, topic)
    settings.RATE_LIMITS = True
    for _ in range(10):
        write(old(member), topic)
    with pytest.raises(TooMany):
        write(member, topic)


def test_a_refused_reply_counts_for_nothing(topic, member, write):
    topic.closed = True
    topic.save()
    for _ in range(8):
        with pytest.raises(PermissionDenied):
            write(member, topic)


def test_the_one_who_began_it_is_told_once(topic, coordinator, member, write):
    write(member, topic, key=(key := uuid.uuid4()))
    write(member, topic, key=key)
    row = Notification.objects.get(member=coordinator)
    assert (row.kind, row.params["author"]) == ("reply", "Amina Member")
    assert row.url == topic.get_absolute_url() + "#post-2"


def test_nobody_is_told_of_an_own_reply(topic, coordinator, write):
    write(coordinator, topic)
    assert not Notification.objects.exists()


def test_one_who_left_the_group_is_not_told(private_topic, group, coordinator, member, write):
    group.memberships.filter(member=coordinator).delete()
    write(member, private_topic)
    assert not Notification.objects.filter(member=coordinator).exists()


def test_the_frame_is_sent_in_each_language_without_anybodys_own_part(topic, member, write):
    with mock.patch("community.live.streams.publish") as publish:
        post = write(member, topic, "Bonjour", language="fr")
    stream, frames = publish.call_args_list[0].args
    assert stream == f"topic.{topic.pk}"
    assert set(frames) == {"en", "fr", "es", "pt", "ar", "sw"}
    frame = json.loads(json.dumps(frames["en"]))
    assert (frame["seq"], frame["number"]) == (post.seq, 2)
    assert '<article class="post" id="post-2" data-number="2" data-seq="2">' in frame["html"]
    assert '<div lang="fr" dir="ltr"><p>Bonjour</p>' in frame["html"]
    assert 'lang="fr"' not in frames["fr"]["html"]
    assert not any("<!--" in frame["html"] or "/edit/" in frame["html"] for frame in frames.values())


def test_a_reply_to_a_post_leads_back_to_it(topic, member, write, client):
    write(member, topic, reply_to=1)
    assert '<a href="?page=1#post-1">In reply to post 1</a>' in client.get(topic.get_absolute_url()).content.decode()


def test_a_reply_to_what_does_not_exist_is_a_plain_reply(topic, member, write):
    assert write(member, topic, reply_to=99).reply_to is None
