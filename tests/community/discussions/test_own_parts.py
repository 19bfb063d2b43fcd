"""What is one reader's own never gets into what is kept or sent for all."""

import re

import pytest
from django.core.cache import cache

from community.discussions import actions, fragments
from community.discussions.actions import poll as polls

OWN_SIGNS = ("data-own", 'aria-pressed="true"', "no-thanks", "/edit/", "csrf", "marked", "<!--", "checked")


@pytest.fixture
def question(topic, coordinator, member, write):
    """With everything: a poll, an answer, reactions."""
    type(topic).objects.filter(pk=topic.pk).update(kind="question")
    poll = polls.open_poll(topic, polls.wish("Which day?", ["Monday", "Friday"]))
    reply = write(member, topic, "On Friday.")
    polls.vote(member, poll, [2])
    actions.react(coordinator, reply, "thanks")
    actions.react(member, topic.posts.get(number=1), "thanks")
    actions.mark_answer(coordinator, topic, reply)
    topic.refresh_from_db()
    return topic


def test_the_kept_fragment_is_the_same_whoever_came_first(question, coordinator, member, signed_in, client):
    place = question.get_absolute_url()
    cache.clear()
    signed_in(coordinator).get(place)
    signed_in(member).get(place)
    after_members = client.get(place).content.decode()
    cache.clear()
    assert client.get(place).content.decode() == after_members
    assert not [sign for sign in OWN_SIGNS if sign in after_members]


def test_a_frame_and_a_strangers_article_are_the_same(question, client):
    text = client.get(question.get_absolute_url()).content.decode()
    for post in question.posts.all():
        frame = fragments.in_languages(post)["en"]
        assert frame in text
        assert not [sign for sign in OWN_SIGNS if sign in frame]


def test_each_reader_has_the_own_parts_and_no_others(question, coordinator, member, elsewhere, signed_in):
    def article(who, number):
        text = signed_in(who).get(question.get_absolute_url()).content.decode()
        return re.search(rf'<article[^>]*id="post-{number}".*?</article>', text, re.S)[0]

    voted, asked, other = (article(who, 1) for who in (member, coordinator, elsewhere))
    assert 'data-count="votes"' in voted
    assert 'value="no-thanks"' in voted
    assert "/edit/1/" not in voted
    assert 'data-count="votes"' not in asked
    assert "no-thanks" not in asked
    assert "/edit/1/" in asked
    assert "data-own" not in other
    assert "/edit/" not in other
    assert 'name="marked" value="off"' in article(coordinator, 2)
    assert "marked" not in article(member, 2) + article(elsewhere, 2)


def test_since_answers_with_the_own_parts_too(question, member, elsewhere, signed_in, client):
    place = question.get_absolute_url() + "?since=0"
    own = signed_in(member).get(place).content.decode()
    assert own.count("<article data-own ") == 2
    assert 'value="no-thanks" aria-pressed="true"' in own
    for other in (signed_in(elsewhere), client):
        assert "data-own" not in other.get(place).content.decode()


def test_one_question_to_the_database_finds_all_that_was_pressed(full, member, signed_in, write):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    topic = full(8)
    reader, costs = signed_in(member), []
    reader.get(topic.get_absolute_url())
    for posts in (topic.posts.filter(number=1), topic.posts.filter(number__gt=1)):
        for post in posts:
            actions.react(member, post, "tried")
        with CaptureQueriesContext(connection) as seen:
            reader.get(topic.get_absolute_url())
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 10


def test_a_moderators_list_asks_for_everything_anew(topic, moderator, member, signed_in):
    """New posts come with the moderator's part; a frame has none."""
    listed = re.compile(r'<div class="posts"[^>]* data-own')
    assert listed.search(signed_in(moderator).get(topic.get_absolute_url()).content.decode())
    assert not listed.search(signed_in(member).get(topic.get_absolute_url()).content.decode())


def test_the_page_of_one_post_can_be_voted_on(question, coordinator, signed_in):
    text = signed_in(coordinator).get(question.get_absolute_url() + "post/1/").content.decode()
    assert text.count('<form id="act" method="post">') == 1
    assert text.count('name="choice"') == 2
