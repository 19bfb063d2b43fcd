import uuid

import pytest
from django.contrib.auth.models import AnonymousUser

from community.discussions import actions as discussions
from community.discussions.models import Board, Topic
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
