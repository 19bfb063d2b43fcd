"""The lists whose SQL is kept show each reader what the queryset itself would show."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser

from community.discussions import actions, quick
from community.discussions.models import Board, Topic
from community.discussions.rows import COLUMNS
from community.notifications.models import On
from community.notifications.watching import follow, mute

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(board, private_topic, coordinator, moderator, topic):
    """Topics on a public, a members' and a private board; one hidden, one pinned."""
    inside = Board.objects.create(slug="inside", title="Inside", audience="members")
    made = [
        actions.start_topic(coordinator, place, title=f"Topic {n}", body="x", key=uuid.uuid4())
        for n, place in enumerate([board, inside, board])
    ]
    actions.hide(moderator, made[2], "a reason")
    Topic.objects.filter(pk=made[0].pk).update(pinned=True)
    return made


@pytest.mark.parametrize("who", ["member", "elsewhere", "coordinator", "moderator", "admin"])
def test_the_first_pages_are_those_of_the_gate(many, board, who, request):
    reader = request.getfixturevalue(who)
    seen = Topic.objects.visible_to(reader).seen_by(reader)
    latest = list(seen.newest_first().values_list(*COLUMNS))
    assert quick.LATEST[reader.is_moderator](reader.pk) == latest
    assert quick.OF_BOARD[reader.is_moderator](reader.pk, board.pk) == list(
        seen.on_board(board.pk).values_list(*COLUMNS)
    )
    assert (who in {"member", "coordinator"}) == ("Canary title" in str(list(seen.values_list("title"))))


def test_what_was_read_is_known(many, board, member, elsewhere):
    actions.mark_read(member, many[0], 1)
    read = {who.pk: {row[0]: row[-1] for row in quick.LATEST[False](who.pk)} for who in (member, elsewhere)}
    assert read[member.pk][many[0].pk] == 1
    assert not read[elsewhere.pk][many[0].pk]


def test_the_boards_beside_the_lists_are_the_own_ones(many, member, elsewhere, group):
    names = {who.pk: {row[1] for row in quick.BOARDS_HERE(who.pk)} for who in (member, elsewhere)}
    assert group.name in names[member.pk]
    assert group.name not in names[elsewhere.pk]
    assert "Inside" in names[elsewhere.pk]


def test_every_change_that_strangers_see_has_a_name_of_its_own(many, board, member, write):
    before = quick.OPEN_BOARDS(1)
    write(member, many[0])
    after = quick.OPEN_BOARDS(1)
    assert before != after
    inside = Board.objects.visible_to(AnonymousUser())
    assert after[0][0] == inside.count()


def test_a_stand_in_reads_no_more_than_its_office(many, member):
    plain, judge = (quick.standing_for(member.pk, moderator=moderates) for moderates in (False, True))
    assert not plain.is_moderator
    assert judge.is_moderator
    assert Topic.objects.visible_to(judge).count() > Topic.objects.visible_to(plain).exclude(board__group=None).count()


@pytest.mark.parametrize("who", ["member", "elsewhere", "moderator", None])
def test_a_board_is_found_by_who_sees_it(many, board, group, who, request):
    reader = request.getfixturevalue(who) if who else AnonymousUser()
    seen = set(Board.objects.visible_to(reader).values_list("slug", flat=True))
    for slug in Board.objects.values_list("slug", flat=True):
        found = quick.board_for(reader, slug)
        assert (found.slug if found else None) == (slug if slug in seen else None)


def test_a_board_knows_whether_it_is_followed_or_muted(board, member, elsewhere):
    follow(member, On.BOARD, board.pk)
    mute(elsewhere, On.BOARD, board.pk)
    assert [quick.board_for(who, board.slug).muted for who in (member, elsewhere, AnonymousUser())] == [
        False,
        True,
        None,
    ]
