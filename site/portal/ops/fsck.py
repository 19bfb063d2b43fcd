"""Recounts what must agree and names what does not. Reads only; every finding is one line without personal data."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, F, Max, Min, Q
from django.utils import timezone

from community.discussions.models import Post, ReadMark, Topic
from community.groups.models import Membership, Openness
from community.notifications.models import Notification
from foundation.letters.models import Letter
from resources.library.models import ResourceFile


def topics() -> Iterator[str]:
    """Numbers are 1..n without gap or repeat; the counters are those of the last post and the last change."""
    recounted = Topic.objects.annotate(
        first=Min("posts__number"), last=Max("posts__number"), posts_there=Count("posts"), change=Max("posts__seq")
    )
    wrong = recounted.exclude(
        Q(posts_there=0, last_number=0) | Q(first=1, last=F("last_number"), posts_there=F("last_number"))
    )
    for topic in wrong.iterator():
        yield f"topic {topic.pk}: {topic.posts_there} posts, the last counted is {topic.last_number}"
    for topic in recounted.filter(change__gt=F("seq")).iterator():
        yield f"topic {topic.pk}: a post changed at {topic.change}, the topic says {topic.seq}"
    doubled = Post.objects.values("topic_id", "seq").annotate(times=Count("pk")).filter(times__gt=1)
    for row in doubled.iterator():
        yield f"topic {row['topic_id']}: change {row['seq']} stands at {row['times']} posts"


def read_marks() -> Iterator[str]:
    for mark in ReadMark.objects.filter(number__gt=F("topic__last_number")).iterator():
        yield f"read mark {mark.pk}: read to {mark.number}, more than the topic has"


def notifications() -> Iterator[str]:
    """Nobody keeps a notification of a group's space without being in the group."""
    rows = Notification.objects.filter(space__startswith="group.").values_list("pk", "member_id", "space")
    inside = set(Membership.objects.filter(state="in").values_list("member_id", "group_id"))
    open_groups = set(
        Membership.objects.filter(group__openness=Openness.OPEN).values_list("group_id", flat=True).distinct()
    )
    for pk, member, space in rows.iterator():
        group = int(space.removeprefix("group."))
        if group not in open_groups and (member, group) not in inside:
            yield f"notification {pk}: of a space its reader is not in"


def letters() -> Iterator[str]:
    late = timezone.now() - timedelta(hours=1)
    for letter in Letter.objects.filter(state="waiting", attempts=0, next_try_at__lt=late).iterator():
        yield f"letter {letter.pk}: waiting for over an hour and never tried; does a worker run?"
    for letter in Letter.objects.filter(Q(state="sent", sent_at=None) | Q(state="waiting", sent_at__isnull=False)):
        yield f"letter {letter.pk}: its state and its time of sending do not agree"


def files() -> Iterator[str]:
    """Every row of a file has its file, of the size that is shown."""
    for row in ResourceFile.objects.iterator():
        if not row.file.storage.exists(row.file.name):  # type: ignore[arg-type]
            yield f"file {row.pk}: not on disk"
        elif row.file.size != row.bytes:
            yield f"file {row.pk}: {row.file.size} bytes on disk, {row.bytes} shown"


CHECKS = (topics, read_marks, notifications, letters, files)
