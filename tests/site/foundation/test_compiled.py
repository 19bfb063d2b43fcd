import uuid

import pytest
from django.contrib.auth.models import AnonymousUser

from community.discussions import actions as discussions
from community.discussions.models import Board, Topic
from community.members.backend import MemberBackend
from foundation.compiled import Compiled

pytestmark = pytest.mark.django_db


def test_the_kept_question_passes_the_same_gate(member, moderator):
    board = Board.objects.create(slug="open", title="Open")
    inside = Board.objects.create(slug="inside", title="Inside", audience="members")
    topics = [
        discussions.start_topic(member, place, title=f"Topic {n}", body="x", key=uuid.uuid4())
        for n, place in enumerate([board, inside, board])
    ]
    discussions.hide(moderator, topics[2], "a reason")
    ask = Compiled(lambda pk: Topic.objects.visible_to(AnonymousUser()).filter(pk=pk).values_list("title"))
    assert [ask(topic.pk) for topic in topics] == [[("Topic 0",)], [], []]
    assert ask(10**9) == []


def test_several_values_each_stand_in_their_place(member):
    for n in range(3):
        board = Board.objects.create(slug=f"b{n}", title=f"Board {n}", position=n)
    ask = Compiled(lambda pk, slug: Board.objects.filter(pk=pk, slug=slug).values_list("title"), int, str)
    assert ask(board.pk, "b2") == [("Board 2",)]
    assert ask(board.pk, "b1") == []
    assert ask(board.pk, "' OR 1=1 --") == []


def test_as_many_values_as_were_named(member):
    ask = Compiled(lambda pk: Board.objects.filter(pk=pk).values_list("title"))
    with pytest.raises(ValueError, match="argument"):
        ask(1, 2)


def test_one_row_comes_as_an_instance(member):
    board = Board.objects.create(slug="practice", title="Practice")
    ask = Compiled(lambda pk: Board.objects.filter(pk=pk))
    found = ask.first(Board, board.pk)
    assert (found, found.title) == (board, "Practice")
    assert ask.first(Board, 10**9) is None


def test_a_member_without_rights_is_asked_for_none(member, moderator, django_assert_num_queries):
    backend = MemberBackend()
    with django_assert_num_queries(1):
        found = backend.get_user(member.pk)
        assert not found.is_moderator
    assert found.joined_at == member.joined_at
    assert backend.get_user(moderator.pk).is_moderator
    member.is_active = False
    member.save()
    assert backend.get_user(member.pk) is None
    assert backend.get_user(10**9) is None
