"""Starting a topic."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.discussions import actions
from community.discussions.models import Post, Topic
from foundation.limits import TooMany

ADDRESS = "/discussions/practice-questions/new/"


def form(**values):
    return {"title": "A title", "body": "Some words", "key": str(uuid.uuid4()), **values}


def test_a_member_starts_a_topic(board, member, signed_in):
    answer = signed_in(member).post(ADDRESS, form(kind="question"))
    topic = Topic.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == topic.get_absolute_url() == f"/discussions/t/{topic.pk}/a-title/"
    assert (topic.kind, topic.seq, topic.last_number, topic.author) == ("question", 1, 1, member)
    assert topic.posts.get().number == 1


def test_a_topic_keeps_the_language_it_is_written_in(board, member, signed_in):
    signed_in(member).post("/fr" + ADDRESS, form(title="Une règle simple"))
    assert Topic.objects.get().language == "fr"


def test_a_title_of_other_letters_has_an_address_too(board, member):
    topic = actions.start_topic(member, board, title="الإشراف", body="نص", key=uuid.uuid4(), language="ar")
    assert topic.slug == "discussion"


def test_a_stranger_is_led_to_sign_in(board, client):
    answer = client.get(ADDRESS)
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={ADDRESS}"


def test_a_stranger_who_posts_keeps_the_text(board, client):
    answer = client.post(ADDRESS, form(body="Typed for an hour"))
    assert answer.status_code == 403
    assert "Typed for an hour" in answer.content.decode()
    assert not Topic.objects.exists()


@pytest.mark.parametrize("bad", [{"title": " "}, {"body": " \n "}, {"body": "x" * 20_001}, {"title": "x" * 161}])
def test_a_refused_form_keeps_what_was_typed(board, member, signed_in, bad):
    answer = signed_in(member).post(ADDRESS, form(title="Kept title") | {"body": "Kept body"} | bad)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'role="alert"' in text
    assert ("Kept title" in text) or ("Kept body" in text)
    assert not Topic.objects.exists()


def test_a_repeated_key_gives_the_same_topic(board, member, signed_in):
    client, sent = signed_in(member), form()
    assert client.post(ADDRESS, sent)["Location"] == client.post(ADDRESS, sent)["Location"]
    assert (Topic.objects.count(), Post.objects.count()) == (1, 1)


def test_the_key_of_somebody_else_is_not_revealed(board, member, elsewhere):
    key = uuid.uuid4()
    first = actions.start_topic(member, board, title="First", body="a", key=key)
    second = actions.start_topic(elsewhere, board, title="Second", body="b", key=key)
    assert first.pk != second.pk


def test_an_action_refuses_empty_words(board, member):
    with pytest.raises(ValidationError):
        actions.start_topic(member, board, title="T", body="\u200b ", key=uuid.uuid4())


def test_a_closed_account_starts_nothing(board, member):
    member.is_active = False
    with pytest.raises(PermissionDenied):
        actions.start_topic(member, board, title="T", body="b", key=uuid.uuid4())


def test_a_newcomer_starts_five_topics_an_hour(board, member):
    for n in range(5):
        actions.start_topic(member, board, title=f"T{n}", body="b", key=uuid.uuid4())
    with pytest.raises(TooMany):
        actions.start_topic(member, board, title="T6", body="b", key=uuid.uuid4())


def test_an_unknown_board_is_not_there(db, member, signed_in):
    assert signed_in(member).get("/discussions/nowhere/new/").status_code == 404
