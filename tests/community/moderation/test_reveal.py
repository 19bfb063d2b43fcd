"""Two officers find out who wrote under a pseudonym; it is written down, and the author is told."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group as Office
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.discussions import actions as discussions
from community.discussions.models import Board
from community.groups.models import Group
from community.members.models import Member
from community.moderation.actions.reveal import ask, look, second
from community.moderation.models import Report
from community.moderation.revealing import Reveal, officers
from community.notifications.models import Notification
from foundation.audit.models import Entry as Audit
from tests import people

pytestmark = pytest.mark.django_db
WHY = "A child may be in danger tonight."
NAME = "Wanda Writer"


def officer_named(name):
    who = people.moderator_named(name)
    who.groups.add(Office.objects.get(name="Safeguarding leads"))
    return Member.objects.get(pk=who.pk)


@pytest.fixture
def first():
    return officer_named("Fola First")


@pytest.fixture
def other():
    return officer_named("Sena Second")


@pytest.fixture
def author():
    return people.person(NAME)


@pytest.fixture
def topic(coordinator):
    board = Board.objects.create(slug="hard", title="Hard things", pseudonyms=True)
    return discussions.start_topic(coordinator, board, title="What now", body="Words", key=uuid.uuid4())


@pytest.fixture
def post(topic, author):
    return discussions.reply(author, topic, body="I saw something.", key=uuid.uuid4(), pseudonym=True)


def address(post):
    return f"/moderation/reveal/{post.pk}/"


def test_the_page_of_the_post_leads_officers_there_and_nobody_else(post, first, moderator, author, signed_in):
    page = f"{post.topic.get_absolute_url()}post/{post.number}/"
    assert address(post) in signed_in(first).get(page).content.decode()
    for who in (moderator, author):
        assert address(post) not in signed_in(who).get(page).content.decode()


def test_one_officer_alone_learns_nothing(post, first, signed_in):
    reader = signed_in(first)
    assert reader.post(address(post), {"why": WHY}).status_code == 302
    text = reader.get(address(post)).content.decode()
    assert "A second officer has to agree" in text
    assert NAME not in text
    assert reader.post(address(post), {"why": WHY}).status_code == 403
    assert NAME not in reader.get(address(post)).content.decode()
    assert not Notification.objects.filter(kind="revealed").exists()


def test_two_officers_see_the_name_and_the_author_is_told_at_once(post, first, other, author, signed_in):
    signed_in(first).post(address(post), {"why": WHY})
    agree = signed_in(other)
    text = agree.get(address(post)).content.decode()
    assert WHY in text
    assert NAME not in text
    assert agree.post(address(post)).status_code == 302
    for who in (first, other):
        assert NAME in signed_in(who).get(address(post)).content.decode()
    told = signed_in(author).get("/notifications/").content.decode()
    assert f"Two officers looked up who wrote post {post.number} in “What now”. The reason: {WHY}" in told


def test_a_third_officer_and_all_others_see_no_name(post, first, other, moderator, admin, member, author, signed_in):
    second(other, ask(first, post, WHY))
    third = officer_named("Tomas Third")
    text = signed_in(third).get(address(post)).content.decode()
    assert "Two officers see the name. Nobody else does." in text
    assert NAME not in text
    for who in (moderator, admin, member, author):
        answer = signed_in(who).get(address(post))
        assert answer.status_code == 403
        assert NAME not in answer.content.decode().replace(f">{NAME}<", "") or who == author


def test_asking_without_the_office_is_refused(post, member, moderator, admin):
    """A moderator is no safeguarding lead, and a superuser is none either."""
    for who in (member, moderator, admin):
        with pytest.raises(PermissionDenied, match="Only safeguarding leads"):
            ask(who, post, WHY)
    assert not Reveal.objects.exists()
    assert not Audit.objects.filter(act="ask who wrote").exists()


def test_agreeing_without_the_office_is_refused(post, first, moderator):
    asked = ask(first, post, WHY)
    with pytest.raises(PermissionDenied):
        second(moderator, asked)


def test_the_same_officer_twice_is_refused(post, first):
    asked = ask(first, post, WHY)
    with pytest.raises(PermissionDenied, match="who is not the first"):
        second(first, asked)


def test_a_reason_is_needed(post, first, signed_in):
    with pytest.raises(ValidationError):
        ask(first, post, " \u200b ")
    answer = signed_in(first).post(address(post), {"why": " "})
    assert answer.status_code == 422
    assert not Reveal.objects.exists()


def test_a_signed_post_has_nothing_to_find_out(topic, first, signed_in):
    post = topic.posts.get(number=1)
    with pytest.raises(PermissionDenied, match="signed with a name"):
        ask(first, post, WHY)
    assert signed_in(first).get(address(post)).status_code == 403


def test_after_seven_days_a_second_officer_is_too_late(post, first, other):
    asked = ask(first, post, WHY)
    Reveal.objects.update(asked_at=timezone.now() - timedelta(days=7, minutes=1))
    with pytest.raises(PermissionDenied, match="older than seven days"):
        second(other, asked)
    assert ask(other, post, WHY).pk != asked.pk


def test_after_a_day_the_name_is_gone(post, first, other, signed_in):
    done = second(other, ask(first, post, WHY))
    assert look(first, done) == NAME
    Reveal.objects.update(seconded_at=timezone.now() - timedelta(hours=24, minutes=1))
    assert look(first, Reveal.objects.get()) == ""
    text = signed_in(first).get(address(post)).content.decode()
    assert NAME not in text
    assert "Ask a second officer" in text


def test_who_lost_the_office_sees_no_name(post, first, other):
    done = second(other, ask(first, post, WHY))
    first.groups.clear()
    assert look(Member.objects.get(pk=first.pk), done) == ""


def test_every_step_is_written_down_without_the_name(post, first, other, author, signed_in):
    second(other, ask(first, post, WHY))
    signed_in(other).get(address(post))
    lines = list(Audit.objects.order_by("pk").values_list("act", "who", "what"))
    thing = f"post:{post.pk}"
    assert lines == [
        ("ask who wrote", first.pk, thing),
        ("agree to see who wrote", other.pk, thing),
        ("see who wrote", other.pk, thing),
    ]
    for line in Audit.objects.all():
        assert author.pk != line.who_id
        assert NAME not in f"{line.why} {line.what}"


def test_asking_again_while_one_waits_is_the_same_request(post, first, other):
    assert ask(first, post, WHY).pk == ask(other, post, "Another reason").pk
    assert Reveal.objects.get().seconded_at is None


def test_the_other_officers_are_told_that_one_asks(post, first, other, signed_in):
    ask(first, post, WHY)
    text = signed_in(other).get("/notifications/").content.decode()
    assert f"Fola First asks you to agree to find out who wrote a post. The reason: {WHY}" in text
    assert not Notification.objects.filter(member=first, kind="reveal_asked").exists()


def test_an_officer_who_wrote_it_neither_hears_of_it_nor_agrees(topic, first, other):
    """Else the author would know of the request before it is done."""
    post = discussions.reply(other, topic, body="Mine", key=uuid.uuid4(), pseudonym=True)
    asked = ask(first, post, WHY)
    assert not Notification.objects.filter(member=other, kind="reveal_asked").exists()
    with pytest.raises(PermissionDenied):
        second(other, asked)


def test_a_post_in_a_group_the_officers_are_not_in_is_not_there_unless_it_was_shown_to_the_site(
    first, other, author, coordinator, signed_in
):
    group = Group.objects.create(slug="c", name="Canary", purpose="p", openness="private", pseudonyms=True)
    group.memberships.create(member=author, state="in")
    board = discussions.board_of(group)
    topic = discussions.start_topic(author, board, title="Canarytitle", body="Words", key=uuid.uuid4(), pseudonym=True)
    post = topic.posts.get()
    assert signed_in(first).get(address(post)).status_code == 404
    Report.objects.create(post=post, reporter=coordinator, reason="harm", escalated=True, key=uuid.uuid4())
    answer = signed_in(first).get(address(post))
    assert answer.status_code == 200
    assert "Canary" not in answer.content.decode()
    second(other, ask(first, post, WHY))
    notice = Notification.objects.get(member=author, kind="revealed")
    assert notice.space == f"group.{group.pk}"


def test_an_author_who_can_no_longer_read_there_is_told_without_its_name(first, other, author, topic, post):
    Board.objects.update(audience="members")
    type(topic).objects.filter(pk=topic.pk).update(hidden=True)
    second(other, ask(first, post, WHY))
    notice = Notification.objects.get(member=author, kind="revealed_elsewhere")
    assert notice.params == {"why": WHY}


def test_who_has_left_cannot_be_found_out(post, first, author):
    author.delete()
    with pytest.raises(PermissionDenied, match="has left"):
        ask(first, post, WHY)


def test_the_office_is_given_by_its_group_to_the_active(first):
    assert list(officers()) == [first]
    Member.objects.filter(pk=first.pk).update(is_active=False)
    assert not officers().exists()
