"""Asking a question without a board in mind."""

import re
import uuid

import pytest

from community.discussions.actions.start import RESERVED
from community.discussions.models import Board, Topic

ADDRESS = "/discussions/ask/"


def form(board, **values):
    return {"title": "Who knows?", "body": "Some words", "key": str(uuid.uuid4()), "board": board.pk, **values}


def test_the_list_of_discussions_leads_to_it(topic, client, member, signed_in):
    for reader in (client, signed_in(member)):
        assert f'href="{ADDRESS}"' in reader.get("/discussions/").content.decode()


def test_a_member_asks_and_chooses_where(board, member, signed_in):
    answer = signed_in(member).post(ADDRESS, form(board))
    topic = Topic.objects.get()
    assert answer["Location"] == topic.get_absolute_url()
    assert (topic.kind, topic.board, topic.author) == ("question", board, member)


def test_what_is_asked_here_is_a_question_whatever_is_sent(board, member, signed_in):
    signed_in(member).post(ADDRESS, form(board, kind="question"))
    assert Topic.objects.get().kind == "question"


def test_the_same_key_asks_once(board, member, signed_in):
    reader, sent = signed_in(member), form(board)
    assert reader.post(ADDRESS, sent)["Location"] == reader.post(ADDRESS, sent)["Location"]
    assert Topic.objects.count() == 1


def test_only_boards_one_may_write_on_are_offered(board, group, private_topic, member, outsider, signed_in):
    assert str(private_topic.board) in signed_in(member).get(ADDRESS).content.decode()
    page = signed_in(outsider).get(ADDRESS).content.decode()
    assert board.title in page
    assert "Canary" not in page


def test_a_board_that_is_read_by_members_says_so(board, member, signed_in):
    Board.objects.create(slug="inside", title="Inside", audience="members")
    assert "Inside (for members)" in signed_in(member).get(ADDRESS).content.decode()


def test_a_board_one_may_not_write_on_is_refused(private_topic, outsider, moderator, signed_in):
    for who in (outsider, moderator):
        answer = signed_in(who).post(ADDRESS, form(private_topic.board, body="Kept body"))
        assert answer.status_code == 422
        assert "Kept body" in answer.content.decode()
    assert Topic.objects.count() == 1


@pytest.mark.parametrize("bad", [{"board": ""}, {"board": "x"}, {"title": " "}, {"body": " "}, {"key": ""}])
def test_a_refused_form_keeps_what_was_typed(board, member, signed_in, bad):
    answer = signed_in(member).post(ADDRESS, form(board, title="Kept title", body="Kept body") | bad)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Kept title" in text or "Kept body" in text
    assert not Topic.objects.exists()


def test_a_pseudonym_only_where_the_board_allows_it(board, member, signed_in):
    reader = signed_in(member)
    assert 'name="pseudonym"' not in reader.get(ADDRESS).content.decode()
    assert reader.post(ADDRESS, form(board, pseudonym="on")).status_code == 422
    board.pseudonyms = True
    board.save()
    assert 'name="pseudonym"' in reader.get(ADDRESS).content.decode()
    assert reader.post(ADDRESS, form(board, pseudonym="on")).status_code == 302
    assert Topic.objects.get().pseudonym


def test_a_stranger_signs_in_first_and_keeps_the_text(board, client):
    assert client.get(ADDRESS)["Location"] == f"/accounts/login/?next={ADDRESS}"
    answer = client.post(ADDRESS, form(board, body="Typed for an hour"))
    assert answer.status_code == 403
    assert "Typed for an hour" in answer.content.decode()
    assert not Topic.objects.exists()


def test_no_board_takes_the_address():
    assert {"new", "unanswered", "followed", "mine", "ask", "follow", "t"} <= RESERVED


def test_a_link_may_bring_the_first_words_and_posts_nothing(board, member, signed_in):
    words = {"title": "  Who  knows\n<b>this</b>?", "body": "I looked.\nNothing.", "kind": "case", "board": board.pk}
    page = signed_in(member).get(ADDRESS, words).content.decode()
    assert 'value="Who knows &lt;b&gt;this&lt;/b&gt;?"' in page
    assert "I looked.\nNothing.</textarea>" in page
    assert f'<option value="{board.pk}" selected' not in page
    assert not Topic.objects.exists()


def test_what_a_link_brings_is_cleaned_and_cut(board, member, signed_in):
    page = signed_in(member).get(ADDRESS, {"title": "x\u202e\x00" * 9000, "body": "y" * 9000}).content.decode()
    assert f'value="{"x" * 160}"' in page
    assert re.findall(r">\s*(y+)</textarea>", page) == ["y" * 2000]


def test_what_was_typed_wins_over_what_the_link_brought(board, member, signed_in):
    answer = signed_in(member).post(f"{ADDRESS}?title=Brought", form(board, body=" ", title="Typed"))
    assert answer.status_code == 422
    assert "Typed" in answer.content.decode()
    assert "Brought" not in answer.content.decode().split('<form class="stack')[1].split("</form>")[0].replace(
        "?title=Brought", ""
    )


def test_a_visitor_keeps_the_words_through_signing_in(client, board):
    assert "Brought" in client.get(f"{ADDRESS}?title=Brought")["Location"]
