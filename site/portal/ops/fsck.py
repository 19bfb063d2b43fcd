"""Recounts what must agree and names what does not. Reads only; every finding is one line without personal data."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q
from django.utils import timezone

from community.discussions.models import Attachment, Choice, Poll, Post, Reaction, ReadMark, State, Topic, Vote
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


def reactions() -> Iterator[str]:
    """What a post shows is what its rows count."""
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Reaction.objects.values_list("post_id", "feeling").annotate(times=Count("pk")).order_by("post_id")
    for post, feeling, times in rows.iterator():
        counted[post][feeling] = times
    shown = dict(Post.objects.exclude(reactions={}).values_list("pk", "reactions").iterator())
    for post in sorted(counted.keys() | shown.keys()):
        if counted.get(post, {}) != shown.get(post, {}):
            yield f"post {post}: shows reactions {shown.get(post, {})}, counted {counted.get(post, {})}"


def polls() -> Iterator[str]:
    """Votes of each choice and voters of each poll; a poll that allows one choice has one of each voter."""
    votes = dict(Vote.objects.values_list("choice_id").annotate(times=Count("pk")).order_by("choice_id"))
    for choice in Choice.objects.iterator():
        if choice.votes != votes.get(choice.pk, 0):
            yield f"choice {choice.pk}: shows {choice.votes} votes, counted {votes.get(choice.pk, 0)}"
    rows = Vote.objects.values("choice__poll").annotate(people=Count("member", distinct=True), times=Count("pk"))
    people = {row["choice__poll"]: row for row in rows.order_by("choice__poll")}
    for poll in Poll.objects.select_related("topic").iterator():
        found = people.get(poll.pk, {"people": 0, "times": 0})
        if poll.voters != found["people"]:
            yield f"poll {poll.pk}: shows {poll.voters} voters, counted {found['people']}"
        if not poll.several and found["times"] != found["people"]:
            yield f"poll {poll.pk}: {found['times']} votes of {found['people']} voters, who have one each"
        if not poll.topic.polled:
            yield f"topic {poll.topic_id}: has a poll and does not say so"


def moved() -> Iterator[str]:
    """Of a post that moved stays a bare tombstone that knows the way; of a merged topic stay only such."""
    gone = Post.objects.filter(state=State.MOVED)
    for post in gone.filter(Q(moved_to=None) | ~Q(author=None) | ~Q(html="") | ~Q(pseudonym="")).iterator():
        yield f"post {post.pk}: has moved and is no bare tombstone that leads on"
    for post in Post.objects.exclude(state=State.MOVED).exclude(moved_to=None).iterator():
        yield f"post {post.pk}: stands here and says that it moved"
    left = Exists(Post.objects.filter(topic=OuterRef("pk")).exclude(state=State.MOVED))
    for topic in Topic.objects.exclude(merged_into=None).filter(left).iterator():
        yield f"topic {topic.pk}: was merged and still has posts"


def people() -> Iterator[str]:
    """Names and pseudonyms that wrote in a topic. Those who left under their own name cannot be counted any more."""
    there = ~Q(posts__state=State.MOVED)
    counted = Topic.objects.annotate(
        names=Count("posts__author", filter=there & Q(posts__pseudonym=""), distinct=True),
        masks=Count("posts__pseudonym", filter=there & ~Q(posts__pseudonym=""), distinct=True),
        left=Count("posts", filter=there & Q(posts__pseudonym="", posts__author=None), distinct=True),
    )
    for topic in counted.filter(left=0).exclude(people=F("names") + F("masks")).iterator():
        yield f"topic {topic.pk}: says that {topic.people} people wrote, counted {topic.names + topic.masks}"


def answers() -> Iterator[str]:
    """A marked answer is there, and it is not the question."""
    there = Post.objects.shown().filter(topic=OuterRef("pk"), number=OuterRef("answer"), number__gt=1)
    for topic in Topic.objects.exclude(answer=None).filter(~Exists(there)).iterator():
        yield f"topic {topic.pk}: post {topic.answer} is marked as the answer and is not there"


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
    yield from _stored("file", ResourceFile.objects.iterator())


def attachments() -> Iterator[str]:
    """Theirs too; and a post says that it has some exactly when it has."""
    yield from _stored("attachment", Attachment.objects.iterator())
    has = Exists(Attachment.objects.filter(post=OuterRef("pk")))
    for pk, topic, attached in (
        Post.objects.annotate(has=has).exclude(attached=F("has")).values_list("pk", "topic_id", "attached")
    ):
        yield f"topic {topic}, post {pk}: says {'that' if attached else 'not that'} it has attachments"


def _stored(what: str, rows: Iterable[Any]) -> Iterator[str]:
    for row in rows:
        if not row.file.storage.exists(row.file.name):
            yield f"{what} {row.pk}: not on disk"
        elif row.file.size != row.bytes:
            yield f"{what} {row.pk}: {row.file.size} bytes on disk, {row.bytes} shown"


CHECKS = (topics, moved, people, read_marks, reactions, polls, answers, notifications, letters, files, attachments)
