"""The lists: latest, new, unanswered, followed, yours; and the way to the first post not read."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.discussions import actions
from community.discussions.models import Board, Topic
from community.notifications import watching
from community.notifications.models import On
from foundation.vocabulary.models import Theme

LISTS = ["", "new/", "unanswered/", "followed/", "mine/"]


def text(client, which=""):
    answer = client.get(f"/discussions/{which}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def begin(board):
    def start(who, title, **values):
        place = values.pop("on", board)
        return actions.start_topic(who, place, title=title, body="Words", key=uuid.uuid4(), **values)

    return start


@pytest.mark.parametrize("which", ["new/", "followed/", "mine/"])
def test_a_stranger_is_led_to_sign_in(client, which, db):
    answer = client.get(f"/discussions/{which}")
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next=/discussions/{which}")


def test_a_stranger_finds_the_way_to_every_list(topic, client):
    page = text(client)
    assert all(f'href="/discussions/{which}"' in page for which in LISTS)


def test_new_are_those_with_posts_not_read(topic, member, elsewhere, write, signed_in):
    reader = signed_in(member)
    assert topic.title in text(reader, "new/")
    reader.get(topic.get_absolute_url())
    assert topic.title not in text(reader, "new/")
    write(elsewhere, topic)
    assert topic.title in text(reader, "new/")


def test_new_is_newest_first_and_without_what_is_muted(begin, member, elsewhere, signed_in):
    first, second, third = (begin(elsewhere, title) for title in ("Aaa", "Bbb", "Ccc"))
    watching.mute(member, On.TOPIC, second.pk)
    page = text(signed_in(member), "new/")
    assert page.index(third.title) < page.index(first.title)
    assert second.title not in page


def test_followed_are_those_by_topic_board_theme_and_colleague(begin, board, member, elsewhere, signed_in):
    theme = Theme.objects.create(slug="night-work", names={"en": "Night work"})
    other = Board.objects.create(slug="other", title="Other")
    one = begin(elsewhere, "By topic", on=other)
    begin(elsewhere, "By theme", on=other, theme=theme)
    begin(elsewhere, "By nothing", on=other)
    begin(elsewhere, "By board")
    reader = signed_in(member)
    assert "You follow nothing yet" in text(reader, "followed/")
    watching.follow(member, On.TOPIC, one.pk)
    watching.follow(member, On.THEME, theme.pk)
    watching.follow(member, On.BOARD, board.pk)
    page = text(reader, "followed/")
    assert all(title in page for title in ("By topic", "By theme", "By board"))
    assert "By nothing" not in page
    watching.mute(member, On.TOPIC, one.pk)
    assert "By topic" not in text(reader, "followed/")


def test_a_colleague_is_followed_only_under_their_own_name(begin, board, member, elsewhere, signed_in):
    board.pseudonyms = True
    board.save()
    begin(elsewhere, "Under the name")
    begin(elsewhere, "Under a mask", pseudonym=True)
    watching.follow(member, On.MEMBER, elsewhere.pk)
    page = text(signed_in(member), "followed/")
    assert "Under the name" in page
    assert "Under a mask" not in page


def test_what_one_writes_in_is_followed_and_ones_own(topic, member, write, signed_in):
    write(member, topic)
    reader = signed_in(member)
    assert topic.title in text(reader, "followed/")
    assert topic.title in text(reader, "mine/")


@pytest.mark.parametrize("which", LISTS)
def test_what_was_merged_stands_in_no_list(begin, member, elsewhere, which, signed_in):
    kept = begin(elsewhere, "Kept", kind="question")
    gone = begin(elsewhere, "Gone away", kind="question")
    for topic in (kept, gone):
        watching.follow(member, On.TOPIC, topic.pk)
    Topic.objects.filter(pk=gone.pk).update(merged_into=kept)
    assert "Gone away" not in text(signed_in(member), which)


@pytest.mark.parametrize("which", LISTS)
def test_what_may_not_be_seen_stands_in_no_list(private_topic, outsider, which, signed_in):
    watching.follow(outsider, On.TOPIC, private_topic.pk)
    watching.follow(outsider, On.BOARD, private_topic.board_id)
    assert "Canary" not in text(signed_in(outsider), which)


@pytest.mark.parametrize(
    ("which", "sentence"),
    [
        ("new/", "You have read everything"),
        ("unanswered/", "Every question has an answer"),
        ("followed/", "You follow nothing yet"),
        ("mine/", "You have not written yet"),
        ("", "Nothing is here yet"),
    ],
)
def test_an_empty_list_says_what_to_do_first(board, member, which, sentence, signed_in):
    page = text(signed_in(member), which)
    assert sentence in page
    assert '<a class="btn" href="/discussions/' in page


def test_a_row_tells_posts_people_and_theme(topic, member, write, client):
    Topic.objects.filter(pk=topic.pk).update(theme=Theme.objects.create(slug="night-work", names={"en": "Night work"}))
    write(member, topic)
    page = text(client)
    assert '<data class="count" data-count="people" value="2">2</data>' in page
    assert "Night work." in page


def test_the_topic_tells_posts_people_and_the_last(topic, member, write, client):
    write(member, topic)
    page = client.get(topic.get_absolute_url()).content.decode()
    assert 'data-count="people" value="2"' in page
    assert "The last post <time" in page


def test_the_first_post_not_read_is_one_click_away_on_the_same_page_too(full, member, signed_in):
    topic, reader = full(30), signed_in(member)
    actions.mark_read(member, topic, 12)
    assert f'href="{topic.get_absolute_url()}#post-13"' in reader.get(topic.get_absolute_url()).content.decode()


def test_who_never_read_it_is_led_to_its_beginning(full, member, signed_in):
    topic, reader = full(45), signed_in(member)
    assert f'href="{topic.get_absolute_url()}"' in text(reader)
    late = reader.get(topic.get_absolute_url() + "?page=3").content.decode()
    assert f'href="{topic.get_absolute_url()}#post-1"' in late


def test_who_stands_at_it_or_has_read_all_is_led_nowhere(full, member, signed_in):
    topic, reader = full(30), signed_in(member)
    assert "Go to the first new post" not in reader.get(topic.get_absolute_url()).content.decode()
    actions.mark_read(member, topic, 30)
    assert "Go to the first new post" not in reader.get(topic.get_absolute_url() + "?page=2").content.decode()


@pytest.mark.parametrize("which", LISTS)
def test_a_list_asks_as_often_for_many_topics_as_for_one(board, begin, member, elsewhere, settings, which, signed_in):
    settings.RATE_LIMITS = False
    reader, numbers = signed_in(member), []
    for size in (1, 18):
        for n in range(size):
            watching.follow(member, On.TOPIC, begin(elsewhere, f"T {size} {n}", kind="question").pk)
        text(reader, which)
        with CaptureQueriesContext(connection) as asked:
            text(reader, which)
        numbers.append(len(asked))
    print(f"/discussions/{which}: {numbers[1]} queries")
    assert numbers[1] <= numbers[0] <= 8
