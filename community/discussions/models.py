"""Boards, topics and posts; a topic's `seq` orders every change in it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.groups.models import Group, Reader
from community.members.models import Member

PAGE = 20


class Audience(models.TextChoices):
    PUBLIC = "public", _("Anyone reads")
    MEMBERS = "members", _("Signed-in members read")


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, reader: Reader) -> Self:
        seen = Q(group=None, audience=Audience.PUBLIC) | Q(group__in=Group.objects.readable_by(reader))
        if reader.is_authenticated:
            seen |= Q(group=None, audience=Audience.MEMBERS)
        return self.filter(seen)


class Board(models.Model):
    """A place for topics. A group's own board has `group` set and follows the group's openness."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=120)
    about = models.TextField(_("what belongs here"), blank=True)
    audience = models.CharField(_("who reads"), max_length=8, choices=Audience.choices, default=Audience.PUBLIC)
    group = models.OneToOneField(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="board")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class Kind(models.TextChoices):
    DISCUSSION = "discussion", _("discussion")
    QUESTION = "question", _("question")
    CASE = "case", _("case")


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, reader: Reader) -> Self:
        seen = self.filter(board__in=Board.objects.visible_to(reader))
        if reader.is_authenticated and reader.is_moderator:
            return seen
        return seen.filter(hidden=False)


class Topic(models.Model):
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
    last_number = models.PositiveIntegerField(default=0)
    closed = models.BooleanField(_("closed"), default=False)
    hidden = models.BooleanField(_("hidden"), default=False)
    pinned = models.BooleanField(_("pinned"), default=False)
    about_label = models.CharField(max_length=200, blank=True)
    about_url = models.CharField(max_length=300, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["board", "-changed_at"])]
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="topic_key_once")]

    def __str__(self) -> str:
        return self.title


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

    class Meta:
        ordering = ["topic", "number"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="post_number_once"),
            models.UniqueConstraint(fields=["author", "key"], name="post_key_once"),
        ]
        indexes = [models.Index(fields=["topic", "seq"])]

    def __str__(self) -> str:
        return f"{self.topic_id}#{self.number}"


class ReadMark(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "topic"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.member_id} read {self.topic_id} to {self.number}"
