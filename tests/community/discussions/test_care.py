"""Who needs a moderator: questions that wait, newcomers, held posts."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.discussions import actions
from community.discussions.models import Board, Held, Kind, Post, ReadyAnswer, Topic
from tests import people

CARE = "/discussions/care/"


@pytest.fixture
def ask(board, coordinator):
    def asked(title, hours, who=coordinator, where=board, **values):
        topic = actions.start_topic(who, where, title=title, body="?", key=uuid.uuid4(), kind=Kind.QUESTION, **values)
        Topic.objects.filter(pk=topic.pk).update(created_at=timezone.now() - timedelta(hours=hours))
        topic.posts.update(first=False)
        return topic

    return asked


def page(client):
    return client.get(CARE).content.decode()


def test_questions_wait_in_two_lists_the_oldest_first(ask, moderator, signed_in):
    for title, hours in (("Fresh one", 3), ("Day old", 30), ("Older day", 50), ("Four days", 96), ("Five days", 120)):
        ask(title, hours)
    text = page(signed_in(moderator))
    assert "Fresh one" not in text
    places = [
        text.index(words) for words in ("for three days", "Five days", "Four days", "for a day", "Older day", "Day old")
    ]
    assert places == sorted(places)


def test_what_is_answered_closed_hidden_or_no_question_does_not_wait(ask, topic, member, moderator, write, signed_in):
    replied, closed, hidden, marked = (ask(title, 80) for title in ("Replied", "Closed", "Hidden", "Merged"))
    write(member, replied)
    actions.close(moderator, closed, "done")
    actions.hide(moderator, hidden, "names a child")
    actions.merge(moderator, marked, replied, "the same")
    Topic.objects.filter(pk=topic.pk).update(created_at=timezone.now() - timedelta(hours=80))
    Post.objects.update(first=False)
    text = page(signed_in(moderator))
    assert all(f">{title}</a>" not in text for title in ("Replied", "Closed", "Hidden", "Merged", topic.title))


def test_the_question_of_a_page_does_not_wait(ask, moderator, signed_in):
    Topic.objects.filter(pk=ask("Of the day", 80).pk).update(about_url="/week/2026/day-1/")
    assert "Of the day" not in page(signed_in(moderator))


def test_a_coordinator_finds_the_way_from_the_group(group, coordinator, member, signed_in):
    assert CARE in signed_in(coordinator).get("/groups/circle/").content.decode()
    assert CARE not in signed_in(member).get("/groups/circle/").content.decode()


def test_a_row_tells_board_country_and_language_but_no_country_of_a_pseudonym(ask, board, moderator, signed_in):
    from foundation.vocabulary.models import Country

    kenya = Country.objects.update_or_create(code="KE", defaults={"names": {"en": "Kenya"}})[0]
    Board.objects.filter(pk=board.pk).update(pseudonyms=True)
    board.refresh_from_db()
    ask("Masked", 30, who=people.person("Petra Plain", country=kenya), pseudonym=True, language="fr")
    text = page(signed_in(moderator))
    assert "Practice questions." in text
    assert "In French." in text
    assert "Kenya" not in text
    assert "Petra" not in text
    ask("Signed", 30, who=people.person("Paula Plain", country=kenya))
    assert "Kenya." in page(signed_in(moderator))


def test_an_own_post_and_one_that_nobody_can_reply_to_want_no_welcome(topic, member, moderator, write, signed_in):
    write(moderator, topic, "My first")
    assert "Say welcome" not in page(signed_in(moderator))
    write(member, topic, "First words")
    actions.close(moderator, topic, "done")
    assert "Say welcome" not in page(signed_in(moderator))


def test_a_newcomer_nobody_has_replied_to_is_greeted_with_a_ready_answer(topic, member, moderator, write, signed_in):
    greeting = ReadyAnswer.objects.create(title="Welcome", body="Welcome words", language="en", welcomes=True)
    post = write(member, topic, "First words")
    text = page(signed_in(moderator))
    address = f"{topic.get_absolute_url()}?reply={post.number}&amp;ready={greeting.pk}#reply"
    assert address in text
    assert "Amina Member." in text
    box = signed_in(moderator).get(f"{topic.get_absolute_url()}?reply={post.number}&ready={greeting.pk}")
    assert "Welcome words</textarea>" in box.content.decode()
    write(moderator, topic, "Welcome")
    assert "Say welcome" not in page(signed_in(moderator))


def test_old_first_posts_and_second_ones_are_not_listed(topic, member, moderator, write, signed_in):
    Post.objects.update(created_at=timezone.now() - timedelta(days=8))
    first = write(member, topic)
    Post.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(days=8))
    write(member, topic, "Second")
    assert "Say welcome" not in page(signed_in(moderator))


def test_nobody_behind_a_pseudonym_is_told_by_the_list(board, member, moderator, coordinator, write, signed_in):
    Board.objects.filter(pk=board.pk).update(pseudonyms=True)
    board.refresh_from_db()
    topic = actions.start_topic(coordinator, board, title="Masks", body="W", key=uuid.uuid4(), pseudonym=True)
    write(member, topic, "masked", pseudonym=True)
    assert "Say welcome" not in page(signed_in(moderator))
    write(member, topic, "under the own name")
    assert page(signed_in(moderator)).count("Say welcome") == 1
    write(member, topic, "masked again", pseudonym=True)  # told apart from a colleague's reply, it would name the mask
    assert "Say welcome" not in page(signed_in(moderator))


def test_posts_that_wait_are_counted(board, member, moderator, signed_in):
    assert "0 posts wait" in page(signed_in(moderator))
    Held.objects.create(author=member, board=board, key=uuid.uuid4(), values={})
    assert "1 post waits" in page(signed_in(moderator))


def test_a_coordinator_sees_the_own_groups_only(ask, group, board, coordinator, member, moderator, signed_in):
    theirs = actions.board_of(group)
    ask("Canary inside", 30, where=theirs)
    ask("Open outside", 30)
    Held.objects.create(author=member, board=board, key=uuid.uuid4(), values={})
    text = page(signed_in(coordinator))
    assert "Canary inside" in text
    assert "Open outside" not in text
    assert "0 posts wait" in text
    text = page(signed_in(moderator))
    assert "Canary inside" not in text
    assert "Open outside" in text


def test_others_are_refused_and_find_no_link(topic, member, outsider, moderator, coordinator, signed_in, client):
    for who in (member, outsider, coordinator):
        assert signed_in(who).get(CARE).status_code == 403
        assert CARE not in signed_in(who).get("/discussions/").content.decode()
    assert client.get(CARE).status_code == 302
    assert signed_in(moderator).get("/discussions/").content.decode().count(f'href="{CARE}"') == 2  # in the menu, too


def test_the_page_asks_the_same_however_much_waits(ask, topic, moderator, write, signed_in, settings):
    settings.RATE_LIMITS = False
    browser = signed_in(moderator)

    def fill(start, stop):
        for n in range(start, stop):
            ask(f"Asked {n}", 30 + 10 * n, who=people.person(f"Asker {n}"))
            write(people.person(f"New {n}"), topic)
            Post.objects.filter(topic=topic).exclude(number=topic.last_number).update(first=False)

    fill(0, 2)
    browser.get(CARE)
    with CaptureQueriesContext(connection) as few:
        browser.get(CARE)
    fill(2, 8)
    with CaptureQueriesContext(connection) as many:
        browser.get(CARE)
    print(f"care page: {len(many)} queries")
    assert len(many) <= len(few) <= 12


def test_no_board_takes_the_word(group):
    group.slug = "care"
    group.save()
    assert actions.board_of(group).slug == f"group-{group.pk}"
