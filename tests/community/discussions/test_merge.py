"""Two topics become one: every post once, in order, under the same name or pseudonym; old addresses lead there."""

import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections

from community.discussions import actions
from community.discussions.models import Board, Kind, Post, Pseudonym, ReadMark, State, Topic
from community.groups.models import Group
from community.notifications.models import Notification, On, Watch
from foundation.audit.models import Entry as Audit
from foundation.fulltext.models import Entry
from tests import people

WHY = "The same question"


@pytest.fixture
def masks(board):
    Board.objects.filter(pk=board.pk).update(pseudonyms=True)
    board.refresh_from_db()
    return board


@pytest.fixture
def second(board, member, write, elsewhere):
    """Another topic of three posts, of which the last answers the second."""
    topic = actions.start_topic(member, board, title="Canary title", body="Canary first", key=uuid.uuid4())
    write(elsewhere, topic, "Canary second")
    write(member, topic, "Canary third", reply_to=2)
    topic.refresh_from_db()
    return topic


def merged(who, old, new):
    done = actions.merge(who, old, new, WHY)
    for topic in (old, new):
        topic.refresh_from_db()
    return done


def numbers(topic):
    return list(Post.objects.filter(topic=topic).order_by("number").values_list("number", flat=True))


def test_the_posts_follow_in_order_without_gap_or_repeat(topic, second, moderator, member, write):
    write(member, topic, "Own second")
    pks = list(second.posts.order_by("number").values_list("pk", flat=True))
    merged(moderator, second, topic)
    assert numbers(topic) == [1, 2, 3, 4, 5]
    assert topic.last_number == 5
    assert list(topic.posts.filter(number__gt=2).order_by("number").values_list("pk", flat=True)) == pks
    assert topic.posts.get(number=5).reply_to == 4
    seqs = list(topic.posts.values_list("seq", flat=True))
    assert len(set(seqs)) == len(seqs)
    assert max(seqs) == topic.seq
    assert (topic.people, second.people) == (3, 0)


def test_tombstones_stay_behind_and_know_the_way(topic, second, moderator, signed_in, member):
    merged(moderator, second, topic)
    stones = list(second.posts.order_by("number"))
    assert numbers(second) == [1, 2, 3]
    for stone in stones:
        assert (stone.state, stone.author, stone.body, stone.html) == (State.MOVED, None, "", "")
    assert [stone.moved_to.number for stone in stones] == [2, 3, 4]
    text = signed_in(member).get(f"{second.get_absolute_url()}?since=0").content.decode()
    assert text.count("moved to another discussion") == 3
    assert "Canary" not in text.replace("canary-title", "")
    assert f"/discussions/p/{stones[0].moved_to_id}/" in text


def test_the_old_address_leads_to_where_its_posts_stand(topic, second, moderator, client, full):
    full(21)
    merged(moderator, second, topic)
    old = second.get_absolute_url()
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, f"{topic.get_absolute_url()}?page=2#post-22")
    assert client.get(f"{old}post/3/")["Location"].endswith("?page=2#post-24")
    assert client.get(f"{old}?page=last").status_code == 301
    post = topic.posts.get(number=23)
    assert client.get(f"/discussions/p/{post.pk}/")["Location"] == post.get_absolute_url()
    assert client.get("/discussions/p/999999/").status_code == 404


def test_the_pointer_is_in_no_list(topic, second, moderator, member, signed_in, client):
    for reader in (client, signed_in(member), signed_in(moderator)):
        reader.get("/discussions/")
    merged(moderator, second, topic)
    for reader in (client, signed_in(member), signed_in(moderator)):
        for address in (
            "/",
            "/discussions/",
            "/discussions/practice-questions/",
            "/feeds/discussions.atom",
            "/sitemap.xml",
        ):
            text = reader.get(address).content.decode()
            assert "Canary title" not in text, address
            assert "canary-title" not in text, address
        assert reader.get(f"/api/discussions/{second.pk}/posts/").status_code == 404
    assert "1 discussion, posts: <data class" in re.sub(
        r"<data[^>]*>1</data>", "1", client.get("/discussions/").content.decode()
    )


def test_the_words_are_found_at_their_new_place(topic, second, moderator, client):
    merged(moderator, second, topic)
    text = client.get("/search/?q=canary").content.decode()
    assert f"/discussions/t/{topic.pk}/" in text
    assert f"/discussions/t/{second.pk}/" not in text
    assert not Entry.objects.filter(kind="topic", object_id=second.pk).exclude(words="").exists()


def test_what_hangs_on_a_post_goes_with_it(topic, second, moderator, member, coordinator):
    post = second.posts.get(number=1)
    actions.edit(member, post, body="Canary changed", version=1)
    actions.react(coordinator, post, "thanks")
    merged(moderator, second, topic)
    post = topic.posts.get(number=2)
    assert (post.reactions, post.versions.count(), post.key is not None) == ({"thanks": 1}, 1, True)
    assert actions.reply(member, topic, body="again", key=post.key) == post


def test_who_wrote_may_still_change_and_answer_there(topic, second, moderator, member, write, signed_in):
    merged(moderator, second, topic)
    post = topic.posts.get(number=2)
    assert actions.edit(member, post, body="Better", version=1).body == "Better"
    assert "Better" in signed_in(member).get(topic.get_absolute_url()).content.decode()


def test_a_pseudonym_stays_and_never_becomes_a_name(masks, topic, member, elsewhere, moderator, write, client):
    second = actions.start_topic(member, masks, title="B", body="first", key=uuid.uuid4(), pseudonym=True)
    words = second.pseudonym
    write(member, second, "under the name")
    merged(moderator, second, topic)
    assert [post.pseudonym for post in topic.posts.order_by("number")] == ["", words, ""]
    assert topic.people == 3
    assert write(member, topic, "again", pseudonym=True).pseudonym == words
    text = client.get(topic.get_absolute_url()).content.decode()
    assert words in text


def test_words_that_another_has_there_are_not_taken(masks, topic, member, elsewhere, moderator, write):
    second = actions.start_topic(member, masks, title="B", body="first", key=uuid.uuid4(), pseudonym=True)
    words = second.pseudonym
    Pseudonym.objects.create(topic=topic, member=elsewhere, words=words)
    write(elsewhere, topic, pseudonym=True)
    merged(moderator, second, topic)
    kept = topic.posts.get(number=3).pseudonym
    assert kept
    assert kept != words
    assert Pseudonym.objects.get(topic=topic, member=member).words == kept


def test_who_has_a_pseudonym_there_keeps_that_one(masks, topic, member, moderator, write):
    own = write(member, topic, pseudonym=True).pseudonym
    second = actions.start_topic(member, masks, title="B", body="first", key=uuid.uuid4(), pseudonym=True)
    merged(moderator, second, topic)
    assert topic.posts.get(number=3).pseudonym == own
    assert topic.people == 2


def test_somebody_who_left_does_not_lend_their_pseudonym_to_another(masks, topic, member, elsewhere, moderator, write):
    second = actions.start_topic(member, masks, title="B", body="first", key=uuid.uuid4(), pseudonym=True)
    words = second.pseudonym
    Pseudonym.objects.create(topic=topic, member=elsewhere, words=words)
    write(elsewhere, topic, pseudonym=True)
    Pseudonym.objects.filter(topic=second).delete()
    Post.objects.filter(topic=second).update(author=None)
    merged(moderator, second, topic)
    assert topic.posts.get(number=3).pseudonym not in {"", words}


def test_read_marks_followers_and_notices_follow(topic, second, moderator, member, coordinator, elsewhere, outsider):
    actions.mark_read(outsider, topic, 1)
    Watch.objects.filter(on=On.TOPIC).delete()
    Watch.objects.create(member=outsider, on=On.TOPIC, object_id=second.pk)
    Watch.objects.create(member=elsewhere, on=On.TOPIC, object_id=second.pk)
    Watch.objects.create(member=elsewhere, on=On.TOPIC, object_id=topic.pk, muted=True)
    Notification.objects.create(
        member=outsider, kind="reply", params={}, key="k", url=f"/discussions/t/{second.pk}/canary-title/#post-3"
    )
    merged(moderator, second, topic)
    assert ReadMark.objects.get(member=outsider, topic=topic).number == 1
    follows = Watch.objects.filter(on=On.TOPIC, object_id=topic.pk).values_list("member", "muted")
    assert set(follows) == {(outsider.pk, False), (elsewhere.pk, True)}
    assert not Watch.objects.filter(on=On.TOPIC, object_id=second.pk).exists()
    assert Notification.objects.get(key="k").url == f"{topic.get_absolute_url()}#post-4"


def test_the_answer_of_a_question_goes_along(board, coordinator, member, moderator, write):
    pair = [
        actions.start_topic(coordinator, board, title=t, body="?", key=uuid.uuid4(), kind=Kind.QUESTION) for t in "AB"
    ]
    post = write(member, pair[1], "So")
    actions.mark_answer(coordinator, pair[1], post)
    merged(moderator, pair[1], pair[0])
    assert (pair[0].answer, pair[1].answer) == (3, None)
    assert pair[0].posts.get(number=3).pk == post.pk


def test_everybody_is_told(topic, second, moderator, member):
    with mock.patch("community.live.streams.publish") as publish:
        merged(moderator, second, topic)
    told = [call.args for call in publish.call_args_list if call.args[0].startswith("topic.")]
    assert told == [(second.stream, {"behind": True}), (topic.stream, {"behind": True})]
    row = Notification.objects.get(member=member, kind="topic_merged")
    assert row.sentence.startswith("“Canary title”, which you began, was put together with “How do you plan visits?”.")
    assert [(e.act, e.why) for e in Audit.objects.order_by("pk")] == [("merge topic", WHY), ("take in topic", WHY)]


def test_a_reply_written_meanwhile_arrives(topic, second, moderator, outsider, write, signed_in):
    merged(moderator, second, topic)
    post = write(outsider, second, "Late", reply_to=2)
    assert (post.topic_id, post.number, post.reply_to) == (topic.pk, 5, 3)
    answer = signed_in(outsider).post(second.get_absolute_url(), {"body": "Later", "key": uuid.uuid4(), "reply_to": 3})
    assert answer["Location"] == f"{topic.get_absolute_url()}#post-6"
    assert signed_in(outsider).post(second.get_absolute_url(), {"body": "", "key": uuid.uuid4()}).status_code == 422


def test_what_is_done_to_a_post_that_moved_a_moment_ago_reaches_it(topic, second, moderator, member, coordinator):
    stale = second.posts.get(number=1)
    merged(moderator, second, topic)
    assert actions.react(coordinator, stale, "thanks").number == 2
    assert actions.edit(member, stale, body="Better", version=1).topic == topic
    actions.hide(moderator, stale, WHY)
    assert topic.posts.get(number=2).state == State.HIDDEN


def test_a_chain_of_merges_leads_on(topic, second, moderator, member, board, write, client):
    third = actions.start_topic(member, board, title="Third", body="W", key=uuid.uuid4())
    merged(moderator, third, second)
    merged(moderator, second, topic)
    assert client.get(third.get_absolute_url())["Location"] == f"{topic.get_absolute_url()}#post-5"
    assert write(member, third, "Late").topic_id == topic.pk


def test_never_before_more_people_and_never_what_belongs_elsewhere(topic, second, private_topic, group, moderator):
    group.memberships.create(member=moderator, state="in")
    Topic.objects.filter(pk=second.pk).update(polled=True)
    cases = [(topic, topic), (private_topic, topic), (second, topic)]
    for old, new in cases:
        with pytest.raises(ValidationError):
            actions.merge(moderator, old, new, WHY)
    Topic.objects.filter(pk=second.pk).update(polled=False, about_url="/blog/x/")
    with pytest.raises(ValidationError):
        actions.merge(moderator, second, topic, WHY)
    Topic.objects.filter(pk=second.pk).update(about_url="", hidden=True)
    with pytest.raises(ValidationError):
        actions.merge(moderator, second, topic, WHY)
    assert not Post.objects.filter(state=State.MOVED).exists()


def test_merged_into_a_private_group_it_is_gone_for_others(
    second, private_topic, group, moderator, member, signed_in, client
):
    group.memberships.create(member=moderator, state="in", coordinates=True)
    group.memberships.filter(member=member).update(state="in")
    merged(moderator, second, private_topic)
    outsider = people.person("Ulla Outside")
    for reader in (client, signed_in(outsider)):
        for tail in ("", "?since=0", "post/2/"):
            answer = reader.get(second.get_absolute_url() + tail)
            assert answer.status_code == 404
    assert signed_in(member).get(second.get_absolute_url()).status_code == 301
    with pytest.raises(PermissionDenied):
        actions.reply(outsider, second, body="W", key=uuid.uuid4())


def test_the_form_takes_an_address_or_a_number(topic, second, private_topic, moderator, signed_in):
    browser = signed_in(moderator)
    address = f"{second.get_absolute_url()}merge/"
    assert "This cannot be taken back." in browser.get(address).content.decode()
    good = {"into": f"https://x.example/fr/discussions/t/{topic.pk}/visits/?page=2#post-3", "why": WHY, "sure": "on"}
    for wrong in (
        {"into": str(private_topic.pk)},
        {"into": "nonsense"},
        {"sure": ""},
        {"why": ""},
        {"into": second.pk},
    ):
        assert browser.post(address, good | wrong).status_code == 422
    assert browser.post(address, good).status_code == 302
    assert browser.post(address, good).status_code == 404


def test_who_does_not_moderate_both_is_refused(
    topic, second, private_topic, member, coordinator, outsider, elsewhere, signed_in
):
    for who in (member, outsider, coordinator):
        with pytest.raises(PermissionDenied):
            actions.merge(who, second, topic, WHY)
        assert signed_in(who).get(f"{second.get_absolute_url()}merge/").status_code == 403
    assert signed_in(outsider).get(f"{private_topic.get_absolute_url()}merge/").status_code == 404
    with pytest.raises(PermissionDenied):  # leads one of them only
        actions.merge(coordinator, second, private_topic, WHY)
    other = Group.objects.create(slug="other", name="Other", purpose="Other", openness="open")
    other.memberships.create(member=elsewhere, state="in", coordinates=True)
    with pytest.raises(PermissionDenied):
        actions.merge(elsewhere, private_topic, topic, WHY)


@pytest.mark.django_db(transaction=True)
def test_replies_to_both_while_they_are_merged(board, settings):
    """On files and threads of their own: numbers 1..n in the one, tombstones alone in the other, every reply once."""
    settings.RATE_LIMITS = False
    if connection.is_in_memory_db() if hasattr(connection, "is_in_memory_db") else False:
        pytest.skip("threads need a database file")
    moderator = people.moderator_named("Lucia Moderator")
    writers = [people.person(f"Writer {n}") for n in range(8)]
    old, new = (actions.start_topic(writers[0], board, title=t, body="W", key=uuid.uuid4()) for t in ("Old", "New"))
    ready = threading.Barrier(9)

    def act(n: int) -> None:
        ready.wait(30)
        try:
            if n == 8:
                actions.merge(moderator, old, new, WHY)
            else:
                for at in range(4):
                    actions.reply(writers[n], (old, new)[n % 2], body=f"{n} {at}", key=uuid.uuid4())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(9) as pool:
        list(pool.map(act, range(9)))
    new.refresh_from_db()
    assert numbers(new) == list(range(1, 35))
    assert new.last_number == 34
    assert not new.posts.filter(state=State.MOVED).exists()
    assert not old.posts.exclude(state=State.MOVED).exists()
    bodies = list(new.posts.exclude(body="W").values_list("body", flat=True))
    assert len(bodies) == len(set(bodies)) == 32
