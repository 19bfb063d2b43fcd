"""The buttons to follow and to mute, and the page of all one follows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.discussions.models import Topic
from community.groups import actions as groups
from community.members.models import Member
from community.notifications import actions as notices
from community.notifications import watching
from community.notifications.models import Notification, On, Watch

ADDRESS = "/discussions/follow/"
LIST = "/notifications/following/"


def sent(on, thing, wish="follow", **values):
    return {"on": on, "id": getattr(thing, "pk", thing), "wish": wish, **values}


def test_the_topic_says_how_one_stands_to_it(topic, member, signed_in):
    reader, address = signed_in(member), topic.get_absolute_url()
    assert "Follow discussion" in reader.get(address).content.decode()
    assert reader.post(ADDRESS, sent("topic", topic, next=address))["Location"] == address
    assert "You follow this discussion." in reader.get(address).content.decode()
    reader.post(ADDRESS, sent("topic", topic, "mute"))
    assert "You muted this discussion" in reader.get(address).content.decode()
    reader.post(ADDRESS, sent("topic", topic, "stop"))
    assert "Follow discussion" in reader.get(address).content.decode()
    assert not Watch.objects.of(member).exists()


def test_a_stranger_has_no_buttons_and_follows_nothing(topic, client):
    assert "Follow discussion" not in client.get(topic.get_absolute_url()).content.decode()
    assert client.post(ADDRESS, sent("topic", topic)).status_code == 302
    assert client.get(LIST).status_code == 302
    assert not Watch.objects.filter(muted=True).exists()


def test_it_is_done_by_a_form_only(member, signed_in):
    assert signed_in(member).get(ADDRESS).status_code == 405


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_it_leads_nowhere_else(topic, member, signed_in, back):
    assert signed_in(member).post(ADDRESS, sent("topic", topic, next=back))["Location"] == LIST


@pytest.mark.parametrize("wish", ["follow", "mute"])
def test_what_may_not_be_read_cannot_be_followed(private_topic, outsider, wish, signed_in):
    reader = signed_in(outsider)
    for thing in (sent("topic", private_topic, wish), sent("board", private_topic.board, wish)):
        assert reader.post(ADDRESS, thing).status_code == 404
    assert reader.post(ADDRESS, sent("topic", 10**9, wish)).status_code == 404
    assert not Watch.objects.of(outsider).exists()


@pytest.mark.parametrize("bad", [{"on": "planet"}, {"id": "x"}, {"id": "9" * 30}, {"id": "٣"}, {"on": ""}])
def test_nonsense_is_not_there(topic, member, signed_in, bad):
    assert signed_in(member).post(ADDRESS, sent("topic", topic) | bad).status_code == 404


def test_an_unknown_wish_and_a_closed_account_are_refused(topic, member, signed_in):
    assert signed_in(member).post(ADDRESS, sent("topic", topic, "love")).status_code == 403
    from community.discussions.actions.follow import PermissionDenied, set_watch

    member.is_active = False
    with pytest.raises(PermissionDenied):
        set_watch(member, "topic", topic.pk, "follow")


def test_a_board_is_followed_on_its_page(topic, board, member, signed_in, client):
    reader = signed_in(member)
    assert "Follow board" in reader.get(board.get_absolute_url()).content.decode()
    assert "Follow board" not in client.get(board.get_absolute_url()).content.decode()
    reader.post(ADDRESS, sent("board", board))
    assert "You follow this board" in reader.get(board.get_absolute_url()).content.decode()


def test_a_colleague_is_followed_on_the_page_of_their_post(topic, coordinator, member, signed_in, client):
    page = topic.get_absolute_url() + "post/1/"
    reader = signed_in(member)
    assert "Follow Grace Coordinator" in reader.get(page).content.decode()
    assert reader.post(ADDRESS, sent("member", coordinator, next=page)).status_code == 302
    assert "You follow Grace Coordinator." in reader.get(page).content.decode()
    assert "Follow Grace" not in signed_in(coordinator).get(page).content.decode(), "nobody follows themselves"
    assert "Follow Grace" not in client.get(page).content.decode()


def test_nobody_behind_a_pseudonym_can_be_followed(topic, elsewhere, member, moderator, write, signed_in):
    """Not on the page of the post, not by their number, not by a moderator."""
    topic.board.pseudonyms = True
    topic.board.save()
    topic.refresh_from_db()
    write(elsewhere, topic, pseudonym=True)
    for who in (member, moderator):
        text = signed_in(who).get(topic.get_absolute_url() + "post/2/").content.decode()
        assert 'value="member"' not in text
        assert "Elias" not in text
        assert signed_in(who).post(ADDRESS, sent("member", elsewhere)).status_code == 404
    assert not Watch.objects.filter(on=On.MEMBER).exists()


def test_members_are_not_found_out_by_counting(topic, outsider, member, signed_in):
    """Who has written nothing that one may read is as if not there."""
    assert signed_in(member).post(ADDRESS, sent("member", outsider)).status_code == 404
    assert signed_in(member).post(ADDRESS, sent("member", member)).status_code == 404


def test_the_page_lists_what_one_follows_and_mutes(topic, board, coordinator, member, signed_in):
    watching.follow(member, On.TOPIC, topic.pk)
    watching.mute(member, On.BOARD, board.pk)
    watching.follow(member, On.MEMBER, coordinator.pk)
    text = signed_in(member).get(LIST).content.decode()
    assert all(words in text for words in (topic.title, board.title, "Grace Coordinator", "Muted.", "Stop following"))
    assert "Practice questions" not in signed_in(coordinator).get(LIST).content.decode()


def test_what_is_no_longer_seen_is_not_named_and_can_be_let_go(private_topic, group, member, signed_in):
    watching.follow(member, On.TOPIC, private_topic.pk)
    groups.leave(member, group)
    reader = signed_in(Member.objects.get(pk=member.pk))
    text = reader.get(LIST).content.decode()
    assert "Canary" not in text
    assert "Something you can no longer see" in text
    assert reader.post(ADDRESS, sent("topic", private_topic, "stop"))["Location"] == LIST
    assert not Watch.objects.of(member).exists()


def test_an_empty_page_says_what_to_do(member, signed_in):
    assert "You follow nothing yet" in signed_in(member).get(LIST).content.decode()
    assert f'href="{LIST}"' in signed_in(member).get("/notifications/").content.decode()


def test_the_page_asks_as_often_for_many_as_for_few(full, member, signed_in):
    topic, reader, numbers = full(2), signed_in(member), []
    Watch.objects.all().delete()
    for n in range(2):
        for m in range(1 + 20 * n):
            one = Topic.objects.create(
                board=topic.board, title=f"T{n}{m}", slug="t", created_at=topic.created_at, changed_at=topic.created_at
            )
            watching.follow(member, On.TOPIC, one.pk)
        reader.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            reader.get(LIST)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_reading_a_page_reads_what_was_told_of_its_posts(topic, coordinator, member, write, signed_in):
    for _again in range(2):
        write(member, topic)
    notices.notify(coordinator, "topic_closed", {"topic": "Other"}, "/discussions/", key="other")
    reader = signed_in(coordinator)
    assert notices.unread(coordinator) == 3
    text = reader.get(topic.get_absolute_url()).content.decode()
    assert notices.unread(coordinator) == 1
    assert Notification.objects.filter(member=coordinator, read_at=None).get().kind == "topic_closed"
    assert "Amina Member" in text


def test_news_of_a_page_not_shown_stay(full, coordinator, signed_in):
    topic = full(25)
    before = notices.unread(coordinator)
    signed_in(coordinator).get(topic.get_absolute_url())
    assert before - notices.unread(coordinator) == 19
    assert notices.unread(coordinator) == 5


def test_reading_news_costs_two_queries_more_at_most(full, coordinator, elsewhere, signed_in):
    topic, reader = full(20), signed_in(coordinator)
    reader.get("/about-nothing/")
    signed_in(elsewhere).get(topic.get_absolute_url())  # what all readers share is kept
    with CaptureQueriesContext(connection) as asked:
        reader.get(topic.get_absolute_url())
    print(f"topic page with news: {len(asked)} queries")
    assert len(asked) <= 10
