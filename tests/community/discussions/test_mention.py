"""Naming somebody with an “@”: who is found, who never is, and what is shown."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.discussions import actions
from community.discussions.mentions import html_of, people_in
from community.discussions.models import Board, Topic
from tests import people


def marked(post):
    return post.html.count('<span class="mention">')


def namesake(name):
    """One more member who is called so."""
    who = people.person("Second Somebody")
    who.display_name = name
    who.save()
    return who


@pytest.fixture
def masked(topic, member, write):
    """A reply of the member under their pseudonym of the topic."""
    topic.board.pseudonyms = True
    topic.board.save()
    return write(member, topic, "Whispered", pseudonym=True)


def test_a_member_is_named(topic, member, coordinator, write):
    post = write(member, topic, "Thank you, @Grace Coordinator, that helps.")
    assert post.html == '<p>Thank you, <span class="mention">@Grace Coordinator</span>, that helps.</p>\n'
    assert people_in(post) == [coordinator]


@pytest.mark.parametrize(
    "typed", ["@grace coordinator", "@GRACE COORDINATOR!", "**@Grace Coordinator**", "(@Grace Coordinator)"]
)
def test_case_and_signs_around_it_count_for_nothing(topic, member, coordinator, write, typed):
    post = write(member, topic, typed)
    assert people_in(post) == [coordinator]
    assert marked(post) == 1


@pytest.mark.parametrize(
    "name, typed",
    [
        ("Élodie Ñandú", "@ÉLODIE ñandú"),
        ("منى علي", "@منى علي،"),
        ("Jo O'Neil-Smith (SW)", "@jo o'neil-smith (sw)"),
        ("İpek", "@İpek"),
    ],
)
def test_names_of_any_script_are_found(topic, member, write, name, typed):
    who = people.person(name)
    assert people_in(write(member, topic, f"Hello {typed} there")) == [who]


@pytest.mark.parametrize(
    "typed",
    [
        "mail@Grace Coordinator", "@@Grace Coordinator", "@ Grace Coordinator", "@Grace", "@Grace Coordinators",
        "`@Grace Coordinator`", "[@Grace Coordinator](https://example.org)", "https://example.org/@Grace Coordinator",
    ],
)  # fmt: skip
def test_what_is_no_mention_stays_text(topic, member, write, typed):
    post = write(member, topic, typed)
    assert (people_in(post), marked(post)) == ([], 0)


def test_the_longest_name_is_meant(topic, member, write):
    people.person("Mary")
    longer = people.person("Mary Ann")
    assert people_in(write(member, topic, "@Mary Ann Smith knows")) == [longer]


def test_one_who_writes_is_not_told_of_an_own_mention(topic, member, write):
    post = write(member, topic, "I, @Amina Member")
    assert (people_in(post), marked(post)) == ([], 1)


def test_a_closed_account_is_not_named(topic, member, outsider, write):
    outsider.is_active = False
    outsider.save()
    post = write(member, topic, "@Omar Outsider")
    assert (people_in(post), marked(post)) == ([], 0)


def test_members_of_a_private_group_are_found_only_inside_it(private_topic, member, coordinator, outsider, write):
    post = write(member, private_topic, "@Grace Coordinator and @Omar Outsider")
    assert people_in(post) == [coordinator]
    assert post.html == '<p><span class="mention">@Grace Coordinator</span> and @Omar Outsider</p>\n'


def test_one_who_left_the_group_is_told_nothing_any_more(private_topic, group, member, coordinator, write):
    post = write(member, private_topic, "@Grace Coordinator")
    group.memberships.filter(member=coordinator).delete()
    assert people_in(post) == []


@pytest.mark.parametrize("openness", ["open", "closed", "private"])
def test_whoever_is_found_may_read_the_topic(
    private_topic, group, member, coordinator, outsider, admin, write, openness
):
    group.openness = openness
    group.save()
    everybody = [member, coordinator, outsider, admin]
    post = write(member, private_topic, " ".join(f"@{who.display_name}." for who in everybody))
    may = {who for who in everybody if Topic.objects.visible_to(who).filter(pk=private_topic.pk).exists()}
    assert set(people_in(post)) == may - {member}


def test_of_several_with_one_name_those_who_wrote_here_are_meant(topic, member, write):
    here, _elsewhere = people.person("John Doe"), namesake("John doe")
    post = write(member, topic, "@John Doe")
    assert (people_in(post), marked(post)) == ([], 0)
    write(here, topic)
    post = write(member, topic, "@John Doe")
    assert (people_in(post), marked(post)) == ([here], 1)


def test_writing_here_under_a_pseudonym_tells_nobody_which_of_two_it_is(topic, masked, member, coordinator, write):
    other = namesake("Amina member")
    post = write(coordinator, topic, "@Amina Member")
    assert (people_in(post), marked(post)) == ([], 0)
    write(other, topic)
    assert people_in(write(coordinator, topic, "@Amina Member")) == [other]


def test_a_hidden_post_tells_nobody_either(topic, member, moderator, write):
    here = people.person("John Doe")
    namesake("john doe")
    actions.hide(moderator, write(here, topic), "names a child")
    assert people_in(write(member, topic, "@John Doe")) == []


def test_a_pseudonym_of_this_topic_is_found(topic, masked, member, coordinator, write):
    post = write(coordinator, topic, f"@{masked.pseudonym.lower()}, thank you")
    assert post.html == f'<p><span class="mention">@{masked.pseudonym.lower()}</span>, thank you</p>\n'
    assert people_in(post) == [member]


def test_a_pseudonym_of_another_topic_is_not(topic, masked, coordinator, write):
    other = actions.start_topic(coordinator, topic.board, title="Other", body="x", key=uuid.uuid4())
    post = write(coordinator, other, f"@{masked.pseudonym}")
    assert (people_in(post), marked(post)) == ([], 0)


def test_a_pseudonym_is_shown_alike_when_its_member_has_gone(private_topic, group, member, coordinator, write):
    """Else the mark would tell who has just left."""
    group.pseudonyms = True
    group.save()
    private_topic.refresh_from_db()
    masked = write(member, private_topic, pseudonym=True)
    group.memberships.filter(member=member).delete()
    post = write(coordinator, private_topic, f"@{masked.pseudonym}")
    assert (people_in(post), marked(post)) == ([], 1)


def test_a_member_called_like_a_pseudonym_is_not_meant(topic, masked, member, coordinator, write):
    people.person(masked.pseudonym)
    assert people_in(write(coordinator, topic, f"@{masked.pseudonym}")) == [member]


def test_at_most_ten_are_named(topic, member, write):
    names = [f"Person {letter}" for letter in "abcdefghijklmno"]
    for name in names:
        people.person(name)
    post = write(member, topic, ", ".join(f"@{name}" for name in names))
    assert (len(people_in(post)), marked(post)) == (10, 10)


def test_the_queries_are_as_many_for_one_as_for_ten(topic, member, write):
    names = [f"Person {letter}" for letter in "abcdefghij"]
    for name in names:
        people.person(name)

    def asked(words):
        post = write(member, topic, words)
        with CaptureQueriesContext(connection) as queries:
            people_in(post)
            html_of(post.body, topic.board, topic)
        return len(queries)

    one, ten = asked("@Person a"), asked(" ".join(f"@{name}." for name in names))
    assert one == ten <= 8
    assert asked("nobody") == 0


def test_the_mark_cannot_be_written_by_hand(topic, member, write):
    post = write(member, topic, '<span class="mention">@Grace Coordinator</span> <span class=btn>x</span>')
    assert post.html.count("<span") == marked(post) == 1
    assert "&lt;span" in post.html


def test_a_changed_post_names_whom_it_now_names(topic, coordinator, member):
    post = actions.edit(coordinator, topic.posts.get(), body="As @Amina Member says", version=1)
    assert (people_in(post), marked(post)) == ([member], 1)


def test_the_first_post_of_a_topic_names_people_too(board, member, coordinator):
    topic = actions.start_topic(coordinator, board, title="x", body="@Amina Member?", key=uuid.uuid4())
    assert people_in(topic.posts.get()) == [member]


def test_a_board_for_members_names_any_member(board, member, coordinator):
    Board.objects.filter(pk=board.pk).update(audience="members")
    topic = actions.start_topic(coordinator, board, title="x", body="@Amina Member?", key=uuid.uuid4())
    assert people_in(topic.posts.get()) == [member]


def test_what_is_quoted_calls_nobody_again(topic, member, coordinator, write):
    post = write(member, topic, "> thank you @Grace Coordinator\n>> @Grace Coordinator\n\nI agree")
    assert (people_in(post), marked(post)) == ([], 0)


def test_many_signs_cost_little(topic, member, write):
    assert people_in(write(member, topic, "@a b " * 4_000)) == []
