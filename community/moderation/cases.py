"""One reported post with what a decider may know of it, and no more."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from community.discussions.models import Post
from community.members.models import Member
from community.moderation.models import Decision, Report, judged_by

AROUND = 2


@dataclass
class Case:
    """`whole`: the decider may read where the post stands. Else they see its words alone, and no name."""

    post: Post
    whole: bool
    reports: list[Report]
    decisions: list[Decision]
    before: list[Post] = field(default_factory=list)
    after: list[Post] = field(default_factory=list)
    earlier: list[Decision] = field(default_factory=list)
    written: int = 0
    joined: datetime | None = None
    author: Member | None = None

    @property
    def is_masked(self) -> bool:
        """Nothing of the account behind it may be told."""
        return bool(self.post.pseudonym) or not self.whole

    @property
    def seen(self) -> int:
        """Names the last decision; a decider who read an older page is told so."""
        return self.decisions[0].pk if self.decisions else 0

    @property
    def is_open(self) -> bool:
        return any(report.state == "open" for report in self.reports)


def post_of(reader: Member, pk: int) -> tuple[Post, bool] | None:
    """The post, and whether the reader may see where it stands; nothing when it is none of their business."""
    whole = judged_by(reader).filter(pk=pk).exists()
    if not whole and not Report.objects.visible_to(reader).filter(post=pk).exists():
        return None
    return Post.objects.select_related("topic__board__group", "author").get(pk=pk), whole


def case_of(reader: Member, pk: int) -> Case | None:
    found = post_of(reader, pk)
    if found is None:
        return None
    post, whole = found
    reports = Report.objects.visible_to(reader).filter(post=post).order_by("created_at")
    decisions = list(Decision.objects.filter(post=post).select_related("by"))
    case = Case(post, whole, list(reports), decisions)
    if whole:
        _look_around(case)
        _look_back(case, reader)
    return case


def _look_around(case: Case) -> None:
    others = Post.objects.filter(topic=case.post.topic).select_related("author")
    number = case.post.number
    case.before = list(others.filter(number__lt=number, number__gte=number - AROUND).order_by("number"))
    case.after = list(others.filter(number__gt=number, number__lte=number + AROUND).order_by("number"))


def _look_back(case: Case, reader: Member) -> None:
    """What the decider could read of this author elsewhere; of a pseudonym only what it wrote in this topic."""
    same = same_voice(case.post, reader)
    case.written = same.count()
    earlier = Decision.objects.filter(post__in=same).exclude(post=case.post).select_related("post__topic", "by")
    case.earlier = list(earlier[:20])
    if not case.is_masked and case.post.author:
        case.author, case.joined = case.post.author, case.post.author.joined_at


def same_voice(post: Post, reader: Member) -> "QuerySet[Post]":
    if post.pseudonym:
        return Post.objects.filter(topic=post.topic_id, pseudonym=post.pseudonym)
    return judged_by(reader).signed().filter(author=post.author_id) if post.author_id else Post.objects.none()  # type: ignore[attr-defined, no-any-return]
