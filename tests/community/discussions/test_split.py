"""Posts become a topic of their own; what stays keeps its numbers."""

import uuid
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.discussions import actions
from community.discussions.facilitation import numbers_of
from community.discussions.models import Board, Kind, Post, Pseudonym, ReadMark, State, Topic
from community.notifications.models import Notification, On, Watch
from foundation.audit.models import Entry as Audit
from foundation.fulltext.models import Entry

WHY = "Another question"


@pytest.fixture
def long(topic, member, elsewhere, write):
    """Six posts; the fifth answers the third, the sixth the second."""
    write(member, topic, "Second")
    write(elsewhere, topic, "Canary third")
    write(member, topic, "Fourth")
    write(elsewhere, topic, "Canary fifth", reply_to=3)
    write(member, topic, "Canary sixth", reply_to=2)
    topic.refresh_from_db()
    return topic


def split(who, topic, numbers=(3, 5, 6), title="About buses", **values):
    made = actions.split(who, topic, numbers=numbers, title=title, why=WHY, **values)
    topic.refresh_from_db()
    made.refresh_from_db()
    return made


def test_the_new_topic_has_its_own_numbers(long, moderator, elsewhere):
    new = split(moderator, long)
    posts = list(new.posts.order_by("number"))
    assert [(post.number, post.body, post.reply_to) for post in posts] == [
        (1, "Canary third", None), (2, "Canary fifth", 1), (3, "Canary sixth", None),
    ]  # fmt: skip
    assert (new.author, new.last_number, new.people, new.board_id) == (elsewhere, 3, 2, long.board_id)
    assert (new.created_at, new.changed_at) == (posts[0].created_at, posts[-1].created_at)


def test_the_old_topic_keeps_tombstones_with_the_way(long, moderator, client):
    client.get(long.get_absolute_url())
    new = split(moderator, long)
    assert list(long.posts.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert (long.last_number, long.people) == (6, 2)
    assert long.changed_at == long.posts.get(number=4).created_at
    text = client.get(long.get_absolute_url()).content.decode()
    assert "Post 3 was moved to another discussion." in text
    assert "Canary" not in text
    stone = long.posts.get(number=5)
    answer = client.get(f"/discussions/p/{stone.moved_to_id}/")
    assert answer["Location"] == f"{new.get_absolute_url()}#post-2"
    assert client.get(f"{long.get_absolute_url()}post/5/")["Location"] == f"/discussions/p/{stone.moved_to_id}/"


def test_the_new_topic_says_where_it_comes_from(long, moderator, client):
    new = split(moderator, long)
    text = client.get(new.get_absolute_url()).content.decode()
    assert f'These posts were moved here from <a href="/discussions/t/{long.pk}/">another discussion</a>' in text
    assert client.get(f"/discussions/t/{long.pk}/")["Location"] == long.get_absolute_url()
    assert "Canary sixth" in text


def test_numbers_go_on_after_a_split(long, moderator, member, write):
    new = split(moderator, long)
    assert [write(member, long).number, write(member, new).number] == [7, 4]


def test_a_pseudonym_begins_the_new_topic_and_never_a_name(long, board, moderator, member, elsewhere, write, client):
    Board.objects.filter(pk=board.pk).update(pseudonyms=True)
    long = Topic.objects.select_related("board__group").get(pk=long.pk)
    post = write(elsewhere, long, "Canary masked", pseudonym=True)
    new = split(moderator, long, [7])
    assert (new.pseudonym, new.voice) == (post.pseudonym, post.pseudonym)
    assert Pseudonym.objects.get(topic=new, member=elsewhere).words == post.pseudonym
    for address in (
        new.get_absolute_url(),
        "/discussions/",
        "/feeds/discussions.atom",
        f"/api/discussions/{new.pk}/posts/",
    ):
        assert "Elias" not in client.get(address).content.decode()
    again = write(elsewhere, Topic.objects.select_related("board__group").get(pk=new.pk), pseudonym=True)
    assert again.pseudonym == post.pseudonym
    stone = long.posts.get(number=7)
    assert (stone.author, stone.pseudonym) == (None, "")


def test_words_are_found_at_their_new_place(long, moderator, client):
    new = split(moderator, long)
    text = client.get("/search/?q=canary").content.decode()
    assert f"/discussions/t/{new.pk}/" in text
    assert f"/discussions/t/{long.pk}/" not in text
    assert Entry.objects.filter(kind="topic", object_id=long.pk).exclude(words="").count() == 3


def test_who_has_read_them_has_read_them(long, moderator, member, elsewhere, outsider):
    for who, number in ((member, 6), (elsewhere, 5), (outsider, 2)):
        ReadMark.objects.filter(member=who).delete()
        actions.mark_read(who, long, number)
    Watch.objects.filter(on=On.TOPIC).delete()
    Watch.objects.create(member=outsider, on=On.TOPIC, object_id=long.pk)
    new = split(moderator, long)
    assert dict(ReadMark.objects.filter(topic=new).values_list("member", "number")) == {member.pk: 3, elsewhere.pk: 2}
    assert Watch.objects.get(on=On.TOPIC, object_id=new.pk).member == outsider


def test_the_writers_are_told_and_it_is_written_down(long, moderator, member, elsewhere):
    with mock.patch("community.live.streams.publish") as publish:
        split(moderator, long)
    assert (long.stream, {"behind": True}) in [call.args for call in publish.call_args_list]
    told = Notification.objects.filter(kind="posts_moved")
    assert set(told.values_list("member", flat=True)) == {member.pk, elsewhere.pk}
    assert told.first().sentence.startswith("Posts of yours in “How do you plan visits?” now stand in “About buses”.")
    assert set(Audit.objects.values_list("act", "why")) == {("split topic", WHY), ("begin by splitting", WHY)}


def test_those_who_catch_up_get_the_tombstones(long, moderator, client):
    before = long.seq
    split(moderator, long)
    text = client.get(f"{long.get_absolute_url()}?since={before}").content.decode()
    assert [f'data-number="{n}"' in text for n in (2, 3, 4, 5, 6)] == [False, True, False, True, True]


def test_an_answer_that_goes_leaves_the_question_open(board, coordinator, member, moderator, write):
    asked = actions.start_topic(coordinator, board, title="Q", body="?", key=uuid.uuid4(), kind=Kind.QUESTION)
    post = write(member, asked, "So")
    actions.mark_answer(coordinator, asked, post)
    new = split(moderator, asked, [2], kind=Kind.QUESTION)
    assert (asked.answer, new.kind, new.answer) == (None, Kind.QUESTION, None)


def test_a_moved_post_may_be_merged_back(long, moderator):
    new = split(moderator, long)
    actions.merge(moderator, new, long, WHY)
    long.refresh_from_db()
    assert list(long.posts.filter(state=State.SHOWN).order_by("number").values_list("number", flat=True)) == [
        1,
        2,
        4,
        7,
        8,
        9,
    ]
    assert long.posts.count() == long.last_number == 9
    assert long.posts.get(number=3).moved_to.number == 7


@pytest.mark.parametrize("wanted", [[], [1, 2], [9], [2, 9]])
def test_some_posts_cannot_go(long, moderator, wanted):
    with pytest.raises(ValidationError):
        split(moderator, long, wanted)


def test_what_is_gone_cannot_go_or_begin(long, moderator):
    actions.hide(moderator, long.posts.get(number=2), WHY)
    with pytest.raises(ValidationError):
        split(moderator, long, [2, 3])
    split(moderator, long, [3])
    with pytest.raises(ValidationError):
        split(moderator, long, [3])
    assert Topic.objects.count() == 2


def test_hidden_posts_stay_hidden(long, moderator, client):
    actions.hide(moderator, long.posts.get(number=5), WHY)
    new = split(moderator, long)
    text = client.get(new.get_absolute_url()).content.decode()
    assert "hidden by a moderator" in text
    assert "Canary fifth" not in text
    assert "Canary fifth" not in client.get("/search/?q=canary").content.decode()


def test_numbers_are_read_as_people_write_them():
    assert numbers_of("4", 9) == [4]
    assert numbers_of("4, 6 - 8", 9) == [4, 6, 7, 8]
    assert numbers_of("7-", 9) == [7, 8, 9]
    assert numbers_of("8;2 2–3", 9) == [2, 3, 8]
    for wrong in ("", "x", "0", "10", "5-3", "3-99", "-4", "1-" * 9):
        with pytest.raises(ValidationError):
            numbers_of(wrong, 9)
    with pytest.raises(ValidationError):
        numbers_of("2-", 100_000)


def test_the_form_does_it_and_is_reached_from_a_post(long, moderator, signed_in):
    browser = signed_in(moderator)
    address = f"{long.get_absolute_url()}split/"
    assert f"{address}?posts=5" in browser.get(f"{long.get_absolute_url()}post/5/").content.decode()
    assert 'value="5"' in browser.get(f"{address}?posts=5").content.decode()
    good = {"posts": "5-", "title": "About buses", "kind": "question", "why": WHY, "sure": "on"}
    for wrong in ({"posts": "1"}, {"posts": "x"}, {"title": ""}, {"why": ""}, {"sure": ""}):
        assert browser.post(address, good | wrong).status_code == 422
    assert browser.post(address, good).status_code == 302
    assert Topic.objects.get(title="About buses").last_number == 2
    assert browser.post(address, good).status_code == 422
    assert Post.objects.filter(topic=long, state=State.MOVED).count() == 2


def test_who_does_not_moderate_is_refused(long, private_topic, member, elsewhere, outsider, moderator, signed_in):
    for who in (member, outsider, elsewhere):
        with pytest.raises(PermissionDenied):
            split(who, long)
        assert signed_in(who).get(f"{long.get_absolute_url()}split/").status_code == 403
        assert "/split/" not in signed_in(who).get(f"{long.get_absolute_url()}post/5/").content.decode()
    for who in (outsider, moderator):
        assert signed_in(who).get(f"{private_topic.get_absolute_url()}split/").status_code == 404
        with pytest.raises(PermissionDenied):
            split(who, private_topic, [2])
