"""Polls: asked with a new topic, one vote a person, results for who has voted, and never who."""

import uuid
from datetime import timedelta
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.discussions import actions
from community.discussions.actions import poll as polls
from community.discussions.models import Choice, Poll, Topic, Vote
from foundation.limits import TooMany
from portal.ops import chores


def wished(**values):
    return polls.wish("Which day suits you?", ["Monday", "Wednesday", "Friday"], **values)


@pytest.fixture
def start(coordinator, board):
    def begin(wish=None, where=board):
        return actions.start_topic(
            coordinator, where, title="A common hour", body="Let us agree.", key=uuid.uuid4(), poll=wish or wished()
        )

    return begin


@pytest.fixture
def poll(start):
    return start().poll


def numbers(poll):
    poll.refresh_from_db()
    return [choice.votes for choice in poll.choices.all()], poll.voters


def address(poll):
    return f"/discussions/t/{poll.topic_id}/vote/1/"


def end(poll):
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    poll.refresh_from_db()


# asking


def test_a_poll_begins_with_its_topic(board, member, signed_in):
    values = {"title": "An hour", "body": "Words", "key": str(uuid.uuid4()), "poll_question": "Which  day?"}
    day = (timezone.now() + timedelta(days=3)).date()
    answer = signed_in(member).post(
        "/discussions/practice-questions/new/",
        values | {"poll_choices": "Monday\n\n Friday \r\n", "poll_several": "on", "poll_closes": day.isoformat()},
    )
    assert answer.status_code == 302
    poll = Poll.objects.get()
    assert (poll.question, poll.several, poll.voters, poll.topic.polled) == ("Which day?", True, 0, True)
    assert [choice.words for choice in poll.choices.all()] == ["Monday", "Friday"]
    assert poll.closes_at.date() == day
    assert poll.closes_at.hour == 23


def test_without_its_fields_there_is_none(board, member, signed_in):
    values = {"title": "An hour", "body": "Words", "key": str(uuid.uuid4()), "poll_question": " ", "poll_choices": ""}
    assert signed_in(member).post("/discussions/practice-questions/new/", values).status_code == 302
    assert not Poll.objects.exists()
    assert not Topic.objects.get().polled


REFUSED = [
    ({"poll_question": ""}, "Say what you ask in the poll."),
    ({"poll_question": "x" * 201}, "Make the question shorter"),
    ({"poll_choices": "Only one"}, "Give 2 to 8 choices, one a line."),
    ({"poll_choices": "\n".join(map(str, range(9)))}, "Give 2 to 8 choices, one a line."),
    ({"poll_choices": "Yes\nNo\nyes"}, "Two choices are the same."),
    ({"poll_choices": "Yes\n" + "x" * 121}, "Make each choice shorter"),
    ({"poll_closes": "2020-01-01"}, "Choose a day that is still to come."),
    ({"poll_closes": "soon"}, "Enter a valid date."),
]


@pytest.mark.parametrize(("values", "why"), REFUSED)
def test_a_poll_that_cannot_be_is_refused_and_kept(board, member, signed_in, values, why):
    sent = {"title": "Kept title", "body": "Kept words", "key": str(uuid.uuid4())}
    sent |= {"poll_question": "Kept question", "poll_choices": "Kept one\nKept two"} | values
    answer = signed_in(member).post("/discussions/practice-questions/new/", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert why in text
    assert "<details open><summary>Add a poll" in text
    for kept in ("Kept title", "Kept words", "Kept one" if "poll_choices" not in values else "Kept question"):
        assert kept in text
    assert not Topic.objects.exists()


def test_a_held_topic_keeps_its_poll_as_json(start):
    import json

    wish = wished(closes_on=timezone.now().date())
    assert start(json.loads(json.dumps(wish))).poll.closes_at.date() == timezone.now().date()


# voting


def test_one_vote_a_person_that_may_be_changed(poll, member, elsewhere):
    polls.vote(member, poll, [1])
    polls.vote(elsewhere, poll, [1])
    assert numbers(poll) == ([2, 0, 0], 2)
    polls.vote(member, poll, [3])
    assert numbers(poll) == ([1, 0, 1], 2)
    assert Vote.objects.count() == 2


def test_the_same_vote_again_changes_nothing(poll, member):
    polls.vote(member, poll, [1])
    seq = Topic.objects.get(pk=poll.topic_id).seq
    polls.vote(member, poll, [1])
    assert (numbers(poll), Topic.objects.get(pk=poll.topic_id).seq) == (([1, 0, 0], 1), seq)


def test_several_where_several_are_allowed(start, member, elsewhere):
    poll = start(wished(several=True)).poll
    polls.vote(member, poll, [1, 3])
    polls.vote(elsewhere, poll, [3])
    assert numbers(poll) == ([1, 0, 2], 2)


@pytest.mark.parametrize("choices", [[], [1, 2], [0], [4]])
def test_a_vote_that_cannot_be_counts_nothing(poll, member, signed_in, choices):
    with pytest.raises(ValidationError):
        polls.vote(member, poll, choices)
    answer = signed_in(member).post(address(poll), {"choice": choices})
    assert answer.status_code == 422
    assert "Choose" in answer.content.decode()
    assert answer.content.decode().count('name="choice"') == 3
    assert numbers(poll) == ([0, 0, 0], 0)


def test_after_its_end_nobody_votes(poll, member, signed_in):
    end(poll)
    with pytest.raises(PermissionDenied, match="This poll is closed"):
        polls.vote(member, poll, [1])
    assert signed_in(member).post(address(poll), {"choice": "1"}).status_code == 403


def test_in_a_closed_discussion_nobody_votes(poll, member, moderator):
    actions.close(moderator, poll.topic, "because")
    with pytest.raises(PermissionDenied, match="closed"):
        polls.vote(member, poll, [1])


def test_with_its_post_the_poll_is_gone(poll, member, moderator, client):
    actions.hide(moderator, poll.topic.posts.get(), "because")
    with pytest.raises(PermissionDenied, match="no longer here"):
        polls.vote(member, poll, [1])
    assert "Which day suits you?" not in client.get(poll.topic.get_absolute_url()).content.decode()


def test_a_stranger_signs_in_first(poll, client):
    for answer in (client.post(address(poll), {"choice": "1"}), client.get(address(poll) + "?choice=1")):
        assert answer["Location"].startswith("/accounts/login/?next=%2Fdiscussions")
    assert not Vote.objects.exists()


def test_only_who_is_in_the_group_votes(start, group, member, outsider, moderator, signed_in):
    poll = start(where=actions.board_of(group)).poll
    for who in (outsider, moderator):
        with pytest.raises(PermissionDenied):
            polls.vote(who, poll, [1])
        assert signed_in(who).post(address(poll), {"choice": "1"}).status_code == 404
    group.openness = "open"
    group.save()
    with pytest.raises(PermissionDenied, match="Join the group"):
        polls.vote(outsider, poll, [1])
    polls.vote(member, poll, [1])
    assert numbers(poll) == ([1, 0, 0], 1)


def test_a_topic_without_a_poll_has_none(topic, member, signed_in):
    assert signed_in(member).post(f"/discussions/t/{topic.pk}/vote/1/", {"choice": "1"}).status_code == 404


def test_ten_changes_a_minute_are_enough(poll, member):
    for n in range(10):
        polls.vote(member, poll, [1 + n % 2])
    with pytest.raises(TooMany):
        polls.vote(member, poll, [1])


# reading


def test_only_who_has_voted_sees_the_results(poll, member, elsewhere, signed_in, client):
    polls.vote(member, poll, [3])
    place = poll.topic.get_absolute_url()
    for reader in (client, signed_in(elsewhere)):
        text = reader.get(place).content.decode()
        assert 'data-count="voters" value="1"' in text
        assert text.count('type="radio" form="act" name="choice"') == 3
        assert 'data-count="votes"' not in text
    own = signed_in(member).get(place).content.decode()
    assert own.count('data-count="votes"') == 3
    assert "Your choice." in own.split("Friday")[1].split("</tr>")[0]
    assert "Change your vote" in own
    assert 'value="3" checked' in own
    assert "<article data-own " in own
    assert "<!--" not in own + text


def test_the_frame_carries_no_result_and_no_name(poll, member):
    with mock.patch("community.live.streams.publish") as publish:
        polls.vote(member, poll, [1])
    stream, frames = publish.call_args.args
    html = frames["en"]["html"]
    assert (stream, frames["en"]["number"], frames["en"]["seq"]) == (poll.topic.stream, 1, 2)
    assert 'data-count="voters" value="1"' in html
    assert not any(word in html for word in ("votes", "checked", "Amina", "<!--"))


def test_when_it_is_over_everybody_sees_the_results(poll, member, client, signed_in):
    polls.vote(member, poll, [1])
    place = poll.topic.get_absolute_url()
    assert 'data-count="votes"' not in client.get(place).content.decode()
    end(poll)
    with mock.patch("community.live.streams.publish") as publish:
        assert polls.end_polls() == 1
    assert 'data-count="votes" value="1"' in publish.call_args.args[1]["en"]["html"]
    for reader in (client, signed_in(member)):
        text = reader.get(place).content.decode()
        assert text.count('data-count="votes"') == 3
        assert 'name="choice"' not in text
    assert polls.end_polls() == 0


def test_its_end_falls_due_by_itself(poll, client):
    end(poll)
    chores.do_due()
    poll.refresh_from_db()
    assert poll.told


def test_at_once_for_who_is_signed_in_though_nobody_told_its_end(poll, elsewhere, signed_in):
    place = poll.topic.get_absolute_url()
    signed_in(elsewhere).get(place)
    end(poll)
    text = signed_in(elsewhere).get(place).content.decode()
    assert text.count('data-count="votes"') == 3
    assert "Change your vote" not in text


def test_in_place_the_article_comes_back_with_the_results(poll, member, signed_in):
    answer = signed_in(member).post(address(poll), {"choice": "2"}, headers={"x-requested-with": "fetch"})
    text = answer.content.decode().strip()
    assert text.startswith("<article data-own ")
    assert 'data-count="votes" value="1"' in text
    over_the_form = signed_in(member).post(address(poll), {"choice": "1"})
    assert over_the_form["Location"] == poll.topic.get_absolute_url() + "#post-1"


@pytest.mark.parametrize("voted", [False, True])
def test_a_page_with_a_poll_keeps_to_the_ceiling_of_queries(poll, member, signed_in, client, voted):
    if voted:
        polls.vote(member, poll, [1])
    reader, place = signed_in(member), poll.topic.get_absolute_url()
    for who, most in ((client, 6), (reader, 10)):
        who.get("/about-nothing/")
        with CaptureQueriesContext(connection) as seen:
            assert who.get(place).status_code == 200
        assert len(seen) <= most


def test_no_output_names_a_voter(poll, member, signed_in, client, moderator, coordinator):
    polls.vote(member, poll, [1])
    place = poll.topic.get_absolute_url()
    for reader in (client, signed_in(moderator), signed_in(coordinator)):
        for address_ in (place, place + "?since=0", f"/api/discussions/{poll.topic_id}/posts/", place + "post/1/"):
            assert "Amina" not in reader.get(address_).content.decode()


def test_words_of_a_choice_are_words_only(start, client):
    topic = start(polls.wish("<b>Which</b>?", ["<script>alert(1)</script>", "No"]))
    text = client.get(topic.get_absolute_url()).content.decode()
    assert "<script>alert" not in text
    assert "<b>Which" not in text
    assert Choice.objects.count() == 2
