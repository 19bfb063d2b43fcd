"""To another board, never before more people than it was written for."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.discussions.actions import steering
from community.discussions.actions.moderate import reason_of
from community.discussions.models import Board, BoardQuerySet, Held, Topic
from community.groups.actions import strike
from community.live import streams
from community.members.models import Member
from foundation.audit.models import record as audit
from foundation.fulltext.models import Entry


def boards_for(who: Member, topic: Topic) -> list[Board]:
    """Where `who` may move it: boards on which they may begin a topic and that are open to nobody new."""
    seen: BoardQuerySet = Board.objects.visible_to(who).exclude(pk=topic.board_id).select_related("group")
    return [board for board in seen if steering.may_go(topic.board, board) and not board.refusal(who)]


def may_move(topic: Topic) -> str:
    """Why this topic stays where it is; empty when it may go."""
    if topic.about_url:
        return _("This discussion belongs to a page, so it stays with it.")
    return ""


@transaction.atomic
def move(who: Member, topic: Topic, board: Board, why: str) -> Topic:
    """What is narrower gets a new stream: whoever followed the old one hears nothing of it any more."""
    why = reason_of(why)
    [topic] = steering.steered(who, topic.pk)
    old, stream = topic.board, topic.stream
    with override("en"):
        address = topic.get_absolute_url()
    if board.pk == old.pk:
        return topic
    if refusal := may_move(topic):
        raise ValidationError(refusal)
    if board not in boards_for(who, topic):
        raise PermissionDenied(_("It cannot go there: more people would read it than it was written for."))
    topic.board = board
    topic.pinned = topic.announcement = False
    if board.live_space and board.live_space != old.live_space:
        topic.narrowed += 1
    topic.changes += 1
    topic.save(update_fields=["board", "pinned", "announcement", "narrowed", "changes"])
    Board.objects.filter(pk=old.pk).update(changes=F("changes") + 1)
    Held.objects.filter(topic=topic).update(board=board)
    _follow_up(topic, old, address)
    audit(who, "move topic", topic, why)
    streams.publish(stream, {"behind": True} if stream == topic.stream else {"refused": "access ended"})
    steering.tell(
        who, topic, topic.author, "topic_moved", f"topic_moved.{topic.pk}.{topic.changes}", board=board.title, why=why
    )
    return topic


def _follow_up(topic: Topic, old: Board, address: str) -> None:
    """Search, notices, followings and the group's log."""
    if topic.space != old.space:
        Entry.objects.filter(kind="topic", object_id=topic.pk).update(space=topic.space)
        steering.index(topic, topic.posts.shown().iterator(chunk_size=500))
        steering.shut_out(topic)
    if old.group:
        strike(old.group, address)
