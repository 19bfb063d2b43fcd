"""How far somebody has read."""

from django.db import transaction

from community.discussions.models import Board, ReadMark, Topic
from community.members.models import Member

MOST = 2000  # topics marked at once; older ones wait for the next time


def mark_read(who: Member, topic: Topic, number: int) -> None:
    """Up to `number`, never back."""
    known = ReadMark.objects.filter(member=who, topic=topic).values_list("number", flat=True).first()
    ReadMark.objects.raise_to(who, topic.pk, min(number, topic.last_number), known=known)


@transaction.atomic
def mark_all_read(who: Member, board: Board | None = None) -> int:
    """Every topic of the board, or of all boards the member sees; tells how many were unread."""
    topics = Topic.objects.visible_to(who)
    if board:
        topics = topics.filter(board=board)
    unread = ReadMark.unread(topics, who).newest_first()[:MOST]
    marks = [ReadMark(member=who, topic_id=pk, number=last) for pk, last in unread.values_list("pk", "last_number")]
    ReadMark.objects.bulk_create(
        marks,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["member", "topic"],
        update_fields=["number"],
    )
    return len(marks)
