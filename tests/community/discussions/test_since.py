"""Catching up: whatever changed after a seq, in order, and the same posts for programs."""

import re

import pytest

from community.discussions import actions

ARTICLE = re.compile(r'data-number="(\d+)" data-seq="(\d+)"')


@pytest.fixture
def asked(topic, client):
    def ask(query, reader=client):
        answer = reader.get(f"{topic.get_absolute_url()}?{query}")
        assert answer.status_code == 200
        return [(int(n), int(seq)) for n, seq in ARTICLE.findall(answer.content.decode())], answer

    return ask


def test_new_edited_and_hidden_posts_come_in_order_of_their_change(topic, asked, member, moderator, coordinator, write):
    post = write(member, topic, "Second")
    write(member, topic, "Third")
    actions.edit(coordinator, topic.posts.get(number=1), body="First again", version=1)
    actions.hide(moderator, post, "because")
    found, answer = asked("since=0")
    assert found == [(3, 3), (1, 4), (2, 5)]
    assert answer.content.decode().lstrip().startswith("<article")
    assert asked("since=3")[0] == [(1, 4), (2, 5)]
    assert asked("since=5")[0] == []


def test_after_gives_the_posts_with_higher_numbers(full, asked):
    full(5)
    assert asked("after=3")[0] == [(4, 4), (5, 5)]


def test_at_most_a_hundred_at_once(full, asked, client):
    topic = full(105)
    found, answer = asked("since=0")
    assert (len(found), answer["X-More"]) == (100, "1")
    rest, answer = asked(f"since={found[-1][1]}")
    assert [number for number, _seq in found + rest] == [*range(1, 106)]
    assert not answer.has_header("X-More")
    assert asked("after=0")[1]["X-More"] == "1"
    program = client.get(f"/api/discussions/{topic.pk}/posts/")
    assert (len(program.json()["items"]), program.json()["more"]) == (100, True)


def test_the_snapshot_and_what_changed_make_the_page(full, asked, client, member, moderator, write):
    """A page made before, with the articles that changed since put in place, is the page as it is now."""

    def articles(text):
        return dict(
            re.findall(r'(<article[^>]*?data-number="\d+".*?</article>)', text, re.S)
            and [
                (re.search(r'data-number="(\d+)"', one)[1], one)
                for one in re.findall(r"<article.*?</article>", text, re.S)
            ]
        )

    topic = full(6)
    before = articles(client.get(topic.get_absolute_url()).content.decode())
    seq = topic.seq
    actions.hide(moderator, topic.posts.get(number=2), "because")
    post = write(member, topic, "Seventh")
    actions.edit(member, post, body="Seventh, better", version=1)
    before.update(articles(asked(f"since={seq}")[1].content.decode()))
    assert before == articles(client.get(topic.get_absolute_url()).content.decode())


def test_ones_own_part_is_there_too(topic, asked, coordinator, signed_in):
    assert "/edit/1/" in asked("since=0", signed_in(coordinator))[1].content.decode()
    assert "/edit/1/" not in asked("since=0")[1].content.decode()


def test_programs_read_what_the_session_may_see(topic, client, member, moderator, write):
    write(member, topic, "Some *words*")
    actions.hide(moderator, write(member, topic, "Canary"), "because")
    items = client.get(f"/api/discussions/{topic.pk}/posts/?after=1").json()["items"]
    assert [item["number"] for item in items] == [2, 3]
    assert items[0]["author"] == "Amina Member"
    assert items[0]["body"] == "Some *words*"
    assert items[0]["html"] == "<p>Some <em>words</em></p>\n"
    assert (items[1]["body"], items[1]["html"], items[1]["author"]) == ("", "", "")
    assert {"seq", "created_at"} <= set(items[0])
