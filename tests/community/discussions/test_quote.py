"""Quoting a post in one's own."""

import html
import re

import pytest

from community.discussions import actions


@pytest.fixture
def box(topic, signed_in):
    """What stands in the reply box at an address of the topic, and which post it answers."""

    def look(who, query, where=topic):
        text = signed_in(who).get(f"{where.get_absolute_url()}{query}").content.decode()
        words = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", text, re.S)[1]
        number = re.search(r'name="reply_to"(?: value="(\d+)")?', text)[1]
        return html.unescape(words), number

    return look


def test_the_box_holds_the_words_of_the_post(member, box):
    assert box(member, "?quote=1") == ("> Grace Coordinator, post 1:\n> \n> We have **one** bus a day.\n\n", "1")


def test_the_quote_is_shown_as_one(topic, member, box, write):
    words, _number = box(member, "?quote=1")
    html_ = write(member, topic, words + "We have two.").html
    assert html_.startswith(
        "<blockquote>\n<p>Grace Coordinator, post 1:</p>\n<p>We have <strong>one</strong> bus a day.</p>"
    )
    assert html_.endswith("<p>We have two.</p>\n")


def test_what_the_post_itself_quotes_is_left_out(topic, member, coordinator, box, write):
    write(member, topic, "> Grace:\n> one bus\n\nWe have two.\nOr three.")
    assert box(coordinator, "?quote=2")[0] == "> Amina Member, post 2:\n> \n> We have two.\n> Or three.\n\n"
    write(member, topic, "> only this")
    assert "> > only this" in box(coordinator, "?quote=3")[0]


def test_a_long_post_is_quoted_in_part(topic, member, box, write):
    write(member, topic, "word " * 3_000)
    words = box(member, "?quote=2")[0]
    assert len(words) < 2_100
    assert words.endswith("word …\n\n")


def test_a_post_under_a_pseudonym_is_quoted_under_it(topic, member, coordinator, box, write):
    topic.board.pseudonyms = True
    topic.board.save()
    post = write(member, topic, "Whispered", pseudonym=True)
    words, _number = box(coordinator, "?quote=2")
    assert words.startswith(f"> {post.pseudonym}, post 2:")
    assert "Amina" not in words


def test_a_name_is_no_markdown(topic, member, box, write):
    member.display_name = "*A* [x](y) @Grace Coordinator"
    member.save()
    write(member, topic)
    first = box(member, "?quote=2")[0].split("\n")[0]
    assert first == r"> \*A\* \[x\](y) \@Grace Coordinator, post 2:"


def test_somebody_who_left_has_no_name(topic, member, coordinator, box):
    topic.posts.update(author=None)
    assert box(member, "?quote=1")[0].startswith("> Somebody who has left, post 1:")


def test_a_post_that_is_not_shown_is_not_quoted(topic, member, moderator, coordinator, box, write):
    actions.hide(moderator, write(member, topic, "Canary words"), "names a child")
    for who in (member, moderator, coordinator):
        words, _number = box(who, "?quote=2")
        assert words == ""


def test_a_post_of_a_later_page_is_found(full, coordinator, signed_in):
    topic = full(45)
    text = signed_in(coordinator).get(f"{topic.get_absolute_url()}?quote=42").content.decode()
    assert "&gt; Writer b, post 42:" in text
    assert 'id="post-42"' in text


@pytest.mark.parametrize("number, status", [("x", 400), ("-1", 400), ("99999999999", 400), ("99", 404), ("0", 200)])
def test_a_number_that_is_none_is_refused(topic, member, signed_in, number, status):
    assert signed_in(member).get(f"{topic.get_absolute_url()}?quote={number}").status_code == status


def test_a_stranger_is_led_to_sign_in_and_back(topic, client):
    answer = client.get(topic.get_absolute_url() + "?quote=1")
    assert answer.status_code == 302
    assert "quote%3D1" in answer["Location"]


def test_a_closed_topic_has_no_box(topic, member, signed_in):
    topic.closed = True
    topic.save()
    text = signed_in(member).get(topic.get_absolute_url() + "?quote=1").content.decode()
    assert "<textarea" not in text


def test_one_who_may_not_read_quotes_nothing(private_topic, outsider, signed_in):
    assert signed_in(outsider).get(private_topic.get_absolute_url() + "?quote=1").status_code == 404


def test_each_post_shows_the_way_and_who_is_quoted(topic, member, moderator, write, client):
    actions.hide(moderator, write(member, topic), "names a child")
    text = client.get(topic.get_absolute_url()).content.decode()
    assert 'href="?quote=1#reply" data-quote="Grace Coordinator, post 1:">Quote</a>' in text
    assert "?quote=2" not in text


def test_the_page_asks_one_query_more(topic, member, signed_in, django_assert_max_num_queries):
    client = signed_in(member)
    client.get(topic.get_absolute_url())
    with django_assert_max_num_queries(11):
        client.get(topic.get_absolute_url() + "?quote=1")
