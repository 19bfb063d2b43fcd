"""Posts that a moderator reads first: why they wait, and who never does."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from community.discussions import actions as discussions
from community.discussions.actions.hold import has_flagged_word, reasons_to_hold
from community.discussions.models import Board, Held, Holds, Post, Topic
from foundation.limits import TooMany

pytestmark = pytest.mark.django_db


@pytest.fixture
def holds(topic):
    """The board of the topic holds something; the coordinator has written there before."""

    def make(what=Holds.BOTH, words="bargain\nCrypto coin"):
        Board.objects.update(holds=what, flagged_words=words, pseudonyms=True)
        topic.board.refresh_from_db()
        return topic

    return make


def test_a_board_holds_nothing_unless_it_says_so(topic, member, write):
    assert isinstance(write(member, topic, "A bargain, call 0712 345 678"), Post)


def test_a_newcomers_first_post_waits_and_the_second_is_free(holds, member, write, moderator):
    topic = holds(Holds.NEWCOMERS)
    held = write(member, topic)
    assert isinstance(held, Held)
    assert (held.reasons, held.topic, held.author) == (["newcomer"], topic, member)
    topic.refresh_from_db()
    assert topic.last_number == 1
    write(member, topic, checked=True)
    assert isinstance(write(member, topic), Post)


@pytest.mark.parametrize(
    "text", ["A BARGAIN for you", "crypto   coin", "Call 0712 345 678", "Born on 3 May 2012", "write to a@b.example"]
)
def test_flagged_words_and_what_could_tell_of_a_client_wait(holds, coordinator, write, text):
    assert isinstance(write(coordinator, holds(Holds.FLAGGED), text), Held)


@pytest.mark.parametrize("text", ["Bargaining with the ministry", "Some words", "coin crypto"])
def test_other_words_do_not_wait(holds, coordinator, write, text):
    assert isinstance(write(coordinator, holds(Holds.FLAGGED), text), Post)


def test_words_are_found_whatever_their_accents():
    board = Board(flagged_words="\n  Pagué \n\n")
    assert has_flagged_word(board, "¡Pague ya!")
    assert not has_flagged_word(board, "pagueya")
    assert not has_flagged_word(Board(flagged_words=""), "anything")


def test_a_new_topic_waits_with_its_title(holds, member):
    board = holds().board
    values = {"title": "A bargain", "body": "Words", "key": uuid.uuid4(), "kind": "question", "language": "fr"}
    held = discussions.start_topic(member, board, **values)
    assert isinstance(held, Held)
    assert set(held.reasons) == {"newcomer", "flagged word"}
    assert (held.topic, held.title, held.language) == (None, "A bargain", "fr")
    assert discussions.start_topic(member, board, **values) == held
    assert Topic.objects.count() == 1


def test_the_same_key_is_the_same_post_that_waits(holds, member, write):
    topic, key = holds(), uuid.uuid4()
    assert write(member, topic, key=key) == write(member, topic, key=key)
    assert Held.objects.count() == 1


def test_waiting_posts_count_for_the_limits(holds, member, write):
    topic = holds()
    for _ in range(5):
        write(member, topic)
    with pytest.raises(TooMany):
        write(member, topic)


def test_who_may_not_write_is_refused_before_anything_waits(holds, member, write, moderator):
    topic = holds()
    discussions.close(moderator, topic, "done")
    with pytest.raises(PermissionDenied):
        write(member, topic)
    assert not Held.objects.exists()


def test_moderators_and_coordinators_never_wait(holds, moderator, private_topic, coordinator, member, write):
    topic = holds()
    private_topic.board.refresh_from_db()
    private_topic.refresh_from_db()
    assert isinstance(write(moderator, topic, "A bargain"), Post)
    assert isinstance(write(coordinator, private_topic, "A bargain"), Post)
    assert isinstance(write(member, private_topic, "A bargain"), Held)


def test_behind_a_pseudonym_all_are_treated_alike(holds, moderator, coordinator, member):
    topic = holds()
    told = {
        tuple(reasons_to_hold(who, topic.board, "Words", topic=topic, pseudonym=True))
        for who in (moderator, coordinator, member)
    }
    assert told == {("first under this pseudonym",)}


def test_the_form_leads_back_with_a_sentence(holds, member, signed_in):
    topic = holds()
    client = signed_in(member)
    sent = {"body": "My first words", "key": uuid.uuid4()}
    answer = client.post(topic.get_absolute_url(), sent, follow=True)
    assert answer.redirect_chain[0][0] == topic.get_absolute_url()
    text = answer.content.decode()
    assert "Your post waits for a moderator." in text
    assert "My first words" not in text
    sent = {"title": "My title", "body": "Words", "key": uuid.uuid4(), "kind": "question"}
    answer = client.post(f"{topic.board.get_absolute_url()}new/", sent, follow=True)
    assert "Your post waits for a moderator." in answer.content.decode()


def test_the_author_reads_the_own_words_and_takes_them_back(holds, member, elsewhere, write, signed_in):
    held = write(member, holds(), "My first words")
    client = signed_in(member)
    assert "/discussions/mine/waiting/" in client.get("/discussions/mine/").content.decode()
    assert "My first words" in client.get("/discussions/mine/waiting/").content.decode()
    other = signed_in(elsewhere)
    assert "My first words" not in other.get("/discussions/mine/waiting/").content.decode()
    assert other.post(f"/discussions/mine/waiting/{held.pk}/back/").status_code == 404
    assert client.post(f"/discussions/mine/waiting/{held.pk}/back/").status_code == 302
    assert not Held.objects.exists()
