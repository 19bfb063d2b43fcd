"""What moving, merging and splitting have in common: who may, what may go where, and who must hear of it."""

import re
from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.discussions.models import Board, Post, State, Topic
from community.groups.models import Membership
from community.groups.models import State as Standing
from community.live import streams
from community.members.models import Member
from community.notifications.actions import notify
from community.notifications.models import Notification, NotificationQuerySet, On, Watch, WatchQuerySet
from foundation.audit.models import record as audit
from foundation.fulltext.models import Entry

AT_ONCE = 200


def steered(who: Member, *pks: int) -> list[Topic]:
    """The locked topics, if `who` moderates each. Always locked by rising id, so that two never wait for each other."""
    locked = {pk: Topic.objects.locked(pk) for pk in sorted(set(pks))}
    for topic in locked.values():
        if not topic.is_moderated_by(who):
            raise PermissionDenied(_("Only a moderator can do this."))
    return [locked[pk] for pk in pks]


def marked(who: Member, topic: Topic, act: str, why: str, **state: bool) -> bool:
    """Sets marks of a locked topic and writes it down; False where it has them already."""
    if all(getattr(topic, name) == value for name, value in state.items()):
        return False
    for name, value in state.items():
        setattr(topic, name, value)
    topic.changes += 1
    topic.save(update_fields=[*state, "changes"])
    audit(who, act, topic, why)
    streams.publish(topic.stream, {"behind": True})
    return True


def may_go(old: Board, new: Board) -> bool:
    """Whether what stands on `old` may stand on `new`: never before anybody who could not read it until then."""
    if new.space == old.space or not old.space:
        return True
    return old.space == "members" and new.space.startswith("group.")


def led_on(topic: Topic, reply_to: int | None) -> tuple[Topic, int | None]:
    """Where a reply goes whose topic was merged while it was written. The topics are locked one after the other."""
    while topic.merged_into_id:
        stones = topic.posts.filter(number=reply_to or 0, moved_to__topic=topic.merged_into_id)
        reply_to = stones.values_list("moved_to__number", flat=True).first()
        topic = Topic.objects.locked(topic.merged_into_id)
    return topic, reply_to


def recount(topic: Topic) -> None:
    """`people` and the time of the last post, after posts came or went. The caller saves."""
    counted = topic.posts.exclude(state=State.MOVED).aggregate(
        names=Count("author", filter=Q(pseudonym=""), distinct=True),
        masks=Count("pseudonym", filter=~Q(pseudonym=""), distinct=True),
        last=Max("created_at"),
    )
    topic.people = counted["names"] + counted["masks"]
    topic.changed_at = counted["last"] or topic.changed_at


def index(topic: Topic, posts: Iterable[Post]) -> None:
    """They are found under their place of now."""
    shown = [post for post in posts if post.is_shown]
    for post in shown:
        post.topic = topic
    Entry.objects.put(post.search_words() for post in shown)


def readers_of(board: Board) -> set[int] | None:
    """Ids of those who may read there; None is everybody with an account."""
    if not board.space.startswith("group."):
        return None
    inside = Membership.objects.filter(group=board.group_id, state=Standing.IN)
    return set(inside.values_list("member_id", flat=True))


def notices_of(topic: Topic) -> NotificationQuerySet:
    return Notification.objects.filter(url__startswith=f"/discussions/t/{topic.pk}/")


def followers_of(topic: Topic) -> WatchQuerySet:
    return Watch.objects.filter(on=On.TOPIC, object_id=topic.pk)


def shut_out(topic: Topic) -> None:
    """Notices and followings of those who may not read there go; what the others were told belongs to the new space."""
    readers = readers_of(topic.board)
    if readers is not None:
        notices_of(topic).exclude(member_id__in=readers).delete()
        followers_of(topic).exclude(member_id__in=readers).delete()
    notices_of(topic).update(space=topic.space)


def readdress(old: Topic, new: Topic, places: Mapping[int, int]) -> None:
    """What was told of posts that are now elsewhere leads there."""
    changed = []
    for notice in notices_of(old):
        found = re.search(r"#post-(\d+)$", notice.url)
        number = places.get(int(found[1]) if found else 1)
        if number:
            with override("en"):
                notice.url = new.address_of(number)
            notice.space = new.space
            changed.append(notice)
    Notification.objects.bulk_update(changed, ["url", "space"], batch_size=AT_ONCE)


def tell(who: Member, topic: Topic, member: Member | None, kind: str, key: str, **params: str) -> None:
    """One sentence to whom it touches, unless they did it or may no longer read there."""
    if member is None or member.pk == who.pk or not member.is_active:
        return
    if topic.space and not Topic.objects.visible_to(member).filter(pk=topic.pk).exists():
        return
    with override("en"):
        url = topic.get_absolute_url()
    notify(member, kind, {"topic": topic.title, **params}, url, space=topic.space, key=key)
