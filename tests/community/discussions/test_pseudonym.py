"""Writing under a pseudonym of the topic: the choice, and that nothing of the account shows."""

import re
import uuid
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from community.discussions import actions
from community.discussions.actions import pseudonyms
from community.discussions.actions.pseudonyms import mask_of
from community.discussions.models import Post, Pseudonym, Topic
from tests import people
from tests.community.discussions.test_speed import queries

TWO_WORDS = re.compile(r"^[A-Z][a-z]+ [A-Z][a-z]+$")


@pytest.fixture
def masked(board):
    """The board, on which pseudonyms are allowed."""
    board.pseudonyms = True
    board.save()
    return board


def send(client, address, **values):
    return client.post(address, {"body": "Words", "key": str(uuid.uuid4()), "language": "en", **values})


def box(client, topic):
    """The check box of the reply form, or nothing."""
    found = re.search(r'<input type="checkbox" name="pseudonym"[^>]*>', shown(client, topic))
    return found[0] if found else ""


def shown(client, topic):
    return client.get(topic.get_absolute_url()).content.decode()


def test_the_form_offers_it_only_where_it_is_allowed(topic, board, member, signed_in):
    reader = signed_in(member)
    assert not box(reader, topic)
    assert 'name="pseudonym"' not in reader.get(board.get_start_url()).content.decode()
    board.pseudonyms = True
    board.save()
    assert box(reader, topic)
    assert "Two officers together can find out, and you would be told." in shown(reader, topic)
    assert 'name="pseudonym"' in reader.get(board.get_start_url()).content.decode()


def test_a_reply_under_a_pseudonym_shows_two_words_and_no_name(masked, topic, member, signed_in, client):
    assert send(signed_in(member), topic.get_absolute_url(), pseudonym="on").status_code == 302
    post = topic.posts.get(number=2)
    assert TWO_WORDS.match(post.pseudonym)
    assert post.author == member
    text = shown(client, topic)
    assert post.pseudonym in text
    assert "a pseudonym" in text
    assert "masked" in text
    assert member.display_name not in text


def test_a_topic_is_begun_under_a_pseudonym(masked, member, signed_in, client):
    answer = send(signed_in(member), masked.get_start_url(), title="A hard question", pseudonym="on")
    topic = Topic.objects.get()
    assert answer["Location"] == topic.get_absolute_url()
    assert topic.pseudonym == topic.posts.get().pseudonym != ""
    assert member.display_name not in shown(client, topic)


def test_where_it_is_not_allowed_it_is_refused_and_the_words_come_back(topic, board, member, signed_in):
    for address, extra in ((topic.get_absolute_url(), {}), (board.get_start_url(), {"title": "A title"})):
        answer = send(signed_in(member), address, body="Not under my name", pseudonym="on", **extra)
        assert answer.status_code == 403
        text = answer.content.decode()
        assert "Here everybody writes under their own name." in text
        assert "Not under my name" in text
    assert topic.posts.count() == 1
    assert not Pseudonym.objects.exists()


def test_a_pseudonym_is_the_same_in_the_topic_and_another_in_the_next(
    masked, topic, member, coordinator, settings, write
):
    settings.RATE_LIMITS = False
    first, second = (write(member, topic, pseudonym=True) for _ in range(2))
    assert first.pseudonym == second.pseudonym
    others = set()
    for n in range(4):
        other = actions.start_topic(coordinator, masked, title=f"Another {n}", body="Words", key=uuid.uuid4())
        others.add(write(member, other, pseudonym=True).pseudonym)
    assert others - {first.pseudonym}
    assert len(others) > 1


def test_pseudonyms_are_drawn_by_lot(masked, topic, member, monkeypatch, write):
    """Not made from anything of the account: the same member in the same topic gets what the lot gives."""
    monkeypatch.setattr(pseudonyms.secrets, "choice", lambda words: words[-1])
    assert write(member, topic, pseudonym=True).pseudonym == f"{pseudonyms.MANNERS[-1]} {pseudonyms.THINGS[-1]}"


def test_words_of_one_who_left_are_not_given_again(masked, topic, member, elsewhere, monkeypatch, write):
    words = write(elsewhere, topic, pseudonym=True).pseudonym
    elsewhere.delete()
    drawn = iter([*words.split(), "Quiet", "Baobab" if words != "Quiet Baobab" else "Acacia"])
    monkeypatch.setattr(pseudonyms, "secrets", SimpleNamespace(choice=lambda _words: next(drawn)))
    assert write(member, topic, pseudonym=True).pseudonym not in {words, ""}


def test_the_box_is_ticked_when_the_last_post_was_under_a_pseudonym(masked, topic, member, signed_in, write):
    reader = signed_in(member)
    assert "checked" not in box(reader, topic)
    words = write(member, topic, pseudonym=True).pseudonym
    assert "checked" in box(reader, topic)
    assert f"You are {words} here." in shown(reader, topic)
    write(member, topic)
    assert "checked" not in box(reader, topic)
    assert f"You are {words} here." in shown(reader, topic)


def test_nobody_else_learns_the_words_from_the_form(masked, topic, member, elsewhere, signed_in, write):
    write(member, topic, pseudonym=True)
    assert mask_of(topic, elsewhere) is None
    assert "You are" not in shown(signed_in(elsewhere), topic)
    assert "checked" not in box(signed_in(elsewhere), topic)


def test_a_refused_form_keeps_the_tick(masked, topic, member, signed_in):
    answer = send(signed_in(member), topic.get_absolute_url(), body=" ", pseudonym="on")
    assert answer.status_code == 422
    assert re.search(r'name="pseudonym"[^>]*checked', answer.content.decode())


def test_when_pseudonyms_end_the_old_posts_stay_masked_and_the_form_says_so(
    masked, topic, member, signed_in, client, write
):
    words = write(member, topic, pseudonym=True).pseudonym
    masked.pseudonyms = False
    masked.save()
    topic.board = masked
    with pytest.raises(PermissionDenied, match="under their own name"):
        write(member, topic, pseudonym=True)
    text = shown(client, topic)
    assert words in text
    assert member.display_name not in text
    assert "Pseudonyms are no longer possible here." in shown(signed_in(member), topic)


def test_the_same_form_twice_is_one_post_and_one_pseudonym(masked, topic, member, write):
    key = uuid.uuid4()
    one, two = (write(member, topic, key=key, pseudonym=True) for _ in range(2))
    assert one == two
    assert Pseudonym.objects.count() == 1


def test_a_key_of_somebody_else_tells_nothing(masked, topic, member, elsewhere, write):
    """The key of a post under a pseudonym, found out somehow, answers another person as any new key does."""
    secret = write(member, topic, "Mine", pseudonym=True)
    other = write(elsewhere, topic, "Mine", key=secret.key)
    assert other.pk != secret.pk
    assert other.author == elsewhere


def test_a_name_and_a_pseudonym_count_as_two_people(masked, topic, member, write):
    for pseudonym in (True, False, True, False):
        write(member, topic, pseudonym=pseudonym)
    topic.refresh_from_db()
    assert topic.people == 3  # who began it, the member, the pseudonym


def test_the_first_post_under_the_own_name_is_marked_and_none_under_a_pseudonym(masked, topic, member, write):
    assert [write(member, topic, pseudonym=p).first for p in (True, False, True)] == [False, True, False]


def test_changing_a_post_keeps_its_pseudonym_and_tells_no_name(masked, topic, member, elsewhere, signed_in, write):
    post = write(member, topic, "Before", pseudonym=True)
    edit = f"{topic.get_absolute_url()}edit/{post.number}/"
    assert send(signed_in(member), edit, body="After", version=1).status_code == 302
    post = Post.objects.get(pk=post.pk)
    assert (post.body, post.voice) == ("After", post.pseudonym)
    answer = signed_in(elsewhere).get(edit)
    assert answer.status_code == 403
    assert member.display_name not in answer.content.decode()


def test_only_the_author_sees_the_way_to_change_it(masked, topic, member, elsewhere, moderator, signed_in, write):
    write(member, topic, pseudonym=True)
    way = f"{topic.get_absolute_url()}edit/2/"
    assert way in shown(signed_in(member), topic)
    for other in (elsewhere, moderator):
        assert way not in shown(signed_in(other), topic)


def test_the_starter_hears_of_a_pseudonym_not_of_a_name(masked, topic, coordinator, member, signed_in, write):
    post = write(member, topic, pseudonym=True)
    text = signed_in(coordinator).get("/notifications/").content.decode()
    assert f"{post.pseudonym} replied in" in text
    assert member.display_name not in text


def test_the_topic_page_asks_no_more_than_its_ceiling(masked, topic, member, signed_in, write):
    write(member, topic, pseudonym=True)
    reader = signed_in(member)
    reader.get("/about-nothing/")
    queries(reader, topic.get_absolute_url())
    number, _answer = queries(reader, topic.get_absolute_url())
    assert number <= 10


def test_the_choice_is_there_in_six_languages(masked, topic, member, signed_in):
    address = topic.get_absolute_url()
    for prefix in ("", "/fr", "/es", "/pt", "/ar", "/sw"):
        answer = signed_in(member).get(prefix + address)
        assert 'name="pseudonym"' in answer.content.decode()


@pytest.mark.parametrize("person", ["stranger", "elsewhere"])
def test_no_country_or_work_stands_beside_a_pseudonym(masked, topic, person, client, signed_in, write, db):
    from foundation.vocabulary.models import Cadre, Country

    where = Country.objects.create(code="XK", names={"en": "Canaryland"})
    work = Cadre.objects.create(slug="canary", names={"en": "Canarykeeper"})
    write(people.person("Wilma Writer", country=where, cadre=work), topic, pseudonym=True)
    reader = client if person == "stranger" else signed_in(people.person("Elsa Else"))
    text = shown(reader, topic)
    assert "Canaryland" not in text
    assert "Canarykeeper" not in text
    assert "Wilma" not in text
