"""Some posts of a topic become a topic of their own, on the same board."""

from bisect import bisect_right
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.discussions.actions import steering
from community.discussions.actions.carry import carry
from community.discussions.actions.moderate import reason_of
from community.discussions.actions.rename import slug_of
from community.discussions.actions.start import title_of
from community.discussions.models import Kind, Post, ReadMark, State, Topic
from community.live import streams
from community.members.models import Member
from community.notifications.models import On, Watch
from foundation.audit.models import record as audit
from foundation.fulltext.models import Entry


@transaction.atomic
def split(
    who: Member, topic: Topic, *, numbers: Iterable[int], title: str, why: str, kind: str = Kind.DISCUSSION
) -> Topic:
    """The new topic. It belongs to whoever wrote its first post, under the name or the pseudonym they wrote with."""
    title, why, wanted = title_of(title), reason_of(why), sorted(set(numbers))
    [old] = steering.steered(who, topic.pk)
    posts = list(old.posts.filter(number__in=wanted).select_related("author").order_by("number"))
    if refusal := may_split(posts, wanted):
        raise ValidationError(refusal)
    new = _begun(old, posts[0], title, kind)
    places = carry(posts, old, new)
    new.pseudonym = posts[0].pseudonym
    if old.answer in places:
        old.answer = None
    for one in (old, new):
        steering.recount(one)
        one.save(update_fields=["pseudonym", "last_number", "answer", "people", "changed_at", "seq", "changes"])
    for number in places:
        Entry.objects.drop("topic", old.pk, number)
    steering.index(new, posts)
    steering.readdress(old, new, places)
    _follow_up(old, new, wanted)
    audit(who, "split topic", old, why)
    audit(who, "begin by splitting", new, why)
    streams.publish(old.stream, {"behind": True})
    for writer in {post.author for post in posts if post.author and post.is_shown}:
        steering.tell(who, new, writer, "posts_moved", f"posts_moved.{new.pk}", old=old.title, why=why)
    return new


def may_split(posts: list[Post], wanted: list[int]) -> str:
    """Why these posts cannot become a topic; empty when they can."""
    if not wanted:
        return _("Say which posts.")
    if wanted[0] == 1:
        return _("The first post stays with its discussion. Choose later ones, or give the discussion a new title.")
    if len(posts) < len(wanted) or any(post.state == State.MOVED for post in posts):
        return _("One of these posts is not here. Look at their numbers again.")
    if not posts[0].is_shown:
        return _("The first of them is hidden or withdrawn, so a discussion cannot begin with it.")
    return ""


def _begun(old: Topic, first: Post, title: str, kind: str) -> Topic:
    new = Topic(
        board=old.board,
        title=title,
        slug=slug_of(title, kind),
        kind=kind,
        language=first.language,
        author=first.author,
        pseudonym=first.pseudonym,
        theme=old.theme,
        country=old.country,
        created_at=first.created_at,
        changed_at=first.created_at,
        hidden=old.hidden,
        split_from=old,
    )
    new.save(force_insert=True)
    return new


def _follow_up(old: Topic, new: Topic, wanted: list[int]) -> None:
    """Who has read the posts has read them; who follows the old topic follows both."""
    marks = ReadMark.objects.filter(topic=old, number__gte=wanted[0]).values_list("member_id", "number")
    ReadMark.objects.bulk_create(
        (ReadMark(member_id=pk, topic=new, number=bisect_right(wanted, number)) for pk, number in marks),
        batch_size=steering.AT_ONCE,
    )
    followers = steering.followers_of(old).values_list("member_id", "muted")
    Watch.objects.bulk_create(
        (Watch(member_id=pk, on=On.TOPIC, object_id=new.pk, muted=muted) for pk, muted in followers),
        batch_size=steering.AT_ONCE,
        ignore_conflicts=True,
    )
