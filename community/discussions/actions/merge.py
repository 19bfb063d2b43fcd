"""Two topics become one. Nothing of it is lost, and it cannot be taken back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.discussions.actions import steering
from community.discussions.actions.carry import carry
from community.discussions.actions.moderate import reason_of
from community.discussions.models import Held, Kind, Offer, ReadMark, State, Topic
from community.groups.actions import strike
from community.live import streams
from community.members.models import Member
from foundation.audit.models import record as audit
from foundation.fulltext.models import Entry


def refusal(old: Topic, new: Topic) -> str:
    """Why `old` cannot go into `new`; empty when it can."""
    if old.pk == new.pk:
        return _("This is the same discussion. Choose another one.")
    if old.hidden or new.hidden:
        return _("One of the two is hidden. Restore it first.")
    if old.about_url:
        return _("This discussion belongs to a page, so it stays with it.")
    if old.polled:
        return _("This discussion has a poll, which stays with its first post. Merge the other one into it instead.")
    if not steering.may_go(old.board, new.board):
        return _("It cannot go there: more people would read it than it was written for.")
    return ""


@transaction.atomic
def merge(who: Member, topic: Topic, into: Topic, why: str) -> Topic:
    """The posts of `topic` follow those of `into` with new numbers; `topic` leads there from now on."""
    why = reason_of(why)
    if topic.pk == into.pk:
        raise ValidationError(refusal(topic, into))
    old, new = steering.steered(who, topic.pk, into.pk)
    if why_not := refusal(old, new):
        raise ValidationError(why_not)
    posts = list(old.posts.exclude(state=State.MOVED).order_by("number"))
    places = carry(posts, old, new)
    if new.kind == Kind.QUESTION and new.answer is None and old.answer:
        new.answer = places.get(old.answer)
    _save(old, new)
    Entry.objects.drop("topic", old.pk)
    steering.index(new, posts)
    _follow_up(old, new, places)
    audit(who, "merge topic", old, why)
    audit(who, "take in topic", new, why)
    for one in (old, new):
        streams.publish(one.stream, {"behind": True})
    steering.tell(who, new, old.author, "topic_merged", f"topic_merged.{old.pk}", old=old.title, why=why)
    return new


def _save(old: Topic, new: Topic) -> None:
    """Boards are counted up with them, always in the same order."""
    old.merged_into, old.answer = new, None
    old.pinned = old.announcement = False
    changed = ["merged_into", "answer", "pinned", "announcement", "last_number"]
    for one in sorted((old, new), key=lambda topic: (topic.board_id, topic.pk)):
        steering.recount(one)
        one.save(update_fields=[*changed, "people", "changed_at", "seq", "changes"])


def _follow_up(old: Topic, new: Topic, places: dict[int, int]) -> None:
    """What hangs on the topic itself: notices, followings, what waits, the group's log."""
    steering.readdress(old, new, places)
    known = steering.followers_of(new).values_list("member_id", flat=True)
    steering.followers_of(old).exclude(member_id__in=list(known)).filter(muted=False).update(object_id=new.pk)
    steering.followers_of(old).delete()
    steering.shut_out(new)
    Held.objects.filter(topic=old).update(board=new.board)
    Offer.objects.filter(topic=old).delete()
    ReadMark.objects.filter(topic=old).delete()
    if old.board.group and old.board_id != new.board_id:
        with override("en"):
            strike(old.board.group, old.get_absolute_url())
