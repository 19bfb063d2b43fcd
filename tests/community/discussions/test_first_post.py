"""The first post of a newcomer: a welcome before it, a quiet mark after it."""

import pytest

from community.discussions import actions

WELCOME = "Say who you are and what you do, no more."


def test_who_has_not_written_is_welcomed_where_they_write(topic, board, member, write, signed_in):
    reader = signed_in(member)
    places = [topic.get_absolute_url(), board.get_start_url(), "/discussions/ask/"]
    assert all(WELCOME in reader.get(place).content.decode() for place in places)
    write(member, topic)
    assert not any(WELCOME in reader.get(place).content.decode() for place in places)


def test_a_stranger_and_a_writer_are_not_welcomed(topic, coordinator, client, signed_in):
    assert WELCOME not in client.get(topic.get_absolute_url()).content.decode()
    assert WELCOME not in signed_in(coordinator).get(topic.get_absolute_url()).content.decode()


def test_a_first_post_says_so_once(topic, member, write, client):
    assert write(member, topic).first
    assert not write(member, topic).first
    page = client.get(topic.get_absolute_url()).content.decode()
    assert page.count("First post here.") == 2  # the coordinator's and the member's


def test_a_pseudonym_is_never_a_newcomer(topic, member, write, client):
    topic.board.pseudonyms = True
    topic.board.save()
    assert not write(member, topic, pseudonym=True).first
    assert client.get(topic.get_absolute_url()).content.decode().count("First post here.") == 1
    assert write(member, topic).first, "what was written under a pseudonym must not show here"


@pytest.mark.parametrize("act", ["hide"])
def test_a_hidden_first_post_says_nothing(topic, member, moderator, write, client, act):
    post = write(member, topic)
    getattr(actions, act)(moderator, post, "because")
    assert client.get(topic.get_absolute_url()).content.decode().count("First post here.") == 1
