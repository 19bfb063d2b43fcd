"""Topics, their posts and read marks; a topic's `seq` orders every change of its posts."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Exists, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from community.discussions.models.boards import Board
from community.groups.models import Membership, Reader, State
from community.members.models import Member
from foundation.fulltext.models import Words
from foundation.text import plain

PAGE = 20


class Kind(models.TextChoices):
    DISCUSSION = "discussion", _("discussion")
    QUESTION = "question", _("question")
    CASE = "case", _("case")


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, reader: Reader) -> Self:
        seen = self.filter(board__in=Board.objects.visible_to(reader))
        if not reader.is_authenticated:
            return seen.filter(hidden=False)
        if reader.is_moderator:
            return seen
        return seen.filter(Q(hidden=False) | Q(board__group__in=_led_by(reader)))

    def seen_by(self, reader: Reader) -> Self:
        """With board and group, `read_to`, and whether the reader is inside the board's group and leads it."""
        with_board = self.select_related("board__group")
        if not reader.is_authenticated:
            no = Value(False, output_field=BooleanField())
            return with_board.annotate(read_to=Value(0), inside=no, leads=no)
        mark = ReadMark.objects.filter(member=reader.pk, topic=OuterRef("pk"))
        there = Membership.objects.filter(member=reader.pk, state=State.IN, group=OuterRef("board__group"))
        return with_board.annotate(
            read_to=Subquery(mark.values("number")[:1]),
            inside=Exists(there),
            leads=Exists(there.filter(coordinates=True)),
        )

    def unanswered(self) -> Self:
        return self.filter(kind=Kind.QUESTION, last_number=1, closed=False, hidden=False)

    def written_in_by(self, member: Member) -> Self:
        return self.filter(Exists(Post.objects.filter(author=member, topic=OuterRef("pk"))))

    def newest_first(self) -> Self:
        return self.order_by("-changed_at", "-pk")

    def locked(self, pk: int) -> "Topic":
        """The row, held until the transaction ends: its counters are raised only so."""
        return self.select_for_update(of=("self",)).select_related("board__group").get(pk=pk)


def _led_by(reader: Reader) -> "models.QuerySet[Membership, int]":
    led = Membership.objects.filter(member=reader.pk, state=State.IN, coordinates=True)
    return led.values_list("group_id", flat=True)


class Topic(models.Model):
    """`seq` orders the changes of its posts; `changes` counts those and closing, hiding and renaming too."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.DISCUSSION)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="topics")
    key = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    seq = models.PositiveIntegerField(default=0)
    changes = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    closed = models.BooleanField(_("closed"), default=False)
    hidden = models.BooleanField(_("hidden"), default=False)
    pinned = models.BooleanField(_("pinned"), default=False)
    about_label = models.CharField(max_length=200, blank=True)
    about_url = models.CharField(max_length=300, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["board", "-pinned", "-changed_at", "-id"], name="topic_of_board"),
            models.Index(fields=["-changed_at", "-id"], name="topic_latest"),
            models.Index(fields=["kind", "last_number", "-changed_at"], name="topic_unanswered"),
        ]
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="topic_key_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.pk, self.slug])

    def address_of(self, number: int) -> str:
        """The page a post stands on, and the post."""
        page = self.page_of(number)
        return f"{self.get_absolute_url()}{f'?page={page}' if page > 1 else ''}#post-{number}"

    def page_of(self, number: int) -> int:
        return max(1, -(-number // PAGE))

    @property
    def pages(self) -> int:
        return self.page_of(self.last_number)

    @property
    def stream(self) -> str:
        return f"topic.{self.pk}"

    @property
    def space(self) -> str:
        return self.board.space

    def raise_seq(self) -> int:
        """One more change of a post. The row must be locked; the caller saves."""
        self.seq += 1
        self.changes += 1
        return self.seq

    def refusal(self, member: Reader, *, inside: bool | None = None) -> str:
        """Why this member may not reply; empty when they may. `inside` spares asking the group."""
        if not member.is_authenticated:
            return _now("Sign in to reply.")
        if not member.is_active:
            return _now("Your account is closed, so you cannot write.")
        if self.closed or self.hidden:
            return _now("This discussion is closed. Everything in it can still be read.")
        group = self.board.group
        if group and not (group.admits(member) if inside is None else inside):
            return _now("Only members of this group write here. Join the group first.")
        return ""

    def accepts_reply_from(self, member: Reader) -> bool:
        return not self.refusal(member)

    def is_moderated_by(self, member: Reader) -> bool:
        """A moderator who may read it, or a coordinator of the group it belongs to."""
        if not member.is_authenticated or not member.is_active:
            return False
        if not (member.is_moderator or (self.board.group and self.board.group.is_led_by(member))):
            return False
        return Topic.objects.visible_to(member).filter(pk=self.pk).exists()


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, reader: Reader) -> Self:
        """Posts of the topics this reader sees; hidden ones are among them as tombstones."""
        return self.filter(topic__in=Topic.objects.visible_to(reader))

    def of_page(self, page: int) -> Self:
        """A range of numbers, so a late page costs what the first one costs."""
        return self.filter(number__gt=(page - 1) * PAGE, number__lte=page * PAGE).order_by("number")

    def keyed(self, author: Member, key: object) -> "Post | None":
        return self.filter(author=author, key=key).select_related("topic").first()


class Post(models.Model):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    seq = models.PositiveIntegerField()
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="posts")
    key = models.UUIDField(null=True, editable=False)
    body = models.TextField()
    html = models.TextField(editable=False)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="en")
    reply_to = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    hidden = models.BooleanField(default=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "number"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="post_number_once"),
            models.UniqueConstraint(fields=["author", "key"], name="post_key_once"),
        ]
        indexes = [models.Index(fields=["topic", "seq"])]

    def __str__(self) -> str:
        return f"{self.topic_id}#{self.number}"

    def get_absolute_url(self) -> str:
        return self.topic.address_of(self.number)

    def search_words(self) -> Words:
        """A part of its topic; the first post carries the title."""
        title = self.topic.title if self.number == 1 else ""
        words = plain(self.html, 20_000)
        return Words("topic", self.topic_id, title, words, self.language, self.topic.space, self.number)


class ReadMarkQuerySet(models.QuerySet["ReadMark"]):
    def raise_to(self, member: Member, topic_id: int, number: int, *, known: int | None) -> None:
        """Up only. One statement: `known` tells what the reader's mark was when the page was made."""
        if known is None:
            ReadMark.objects.bulk_create(
                [ReadMark(member=member, topic_id=topic_id, number=number)], ignore_conflicts=True
            )
        elif known < number:
            self.filter(member=member, topic_id=topic_id, number__lt=number).update(number=number)


class ReadMark(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE)
    number = models.PositiveIntegerField(default=0)

    objects = ReadMarkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "topic"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.member_id} read {self.topic_id} to {self.number}"

    @classmethod
    def unread(cls, topics: TopicQuerySet, member: Member) -> TopicQuerySet:
        """Of `topics`, those with posts beyond the member's mark."""
        mark = cls.objects.filter(member=member, topic=OuterRef("pk"), number__gte=OuterRef("last_number"))
        return topics.filter(~Exists(mark), last_number__gt=0)
