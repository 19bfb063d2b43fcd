"""Boards: places for topics, and who reads them."""

from typing import Self

from django.db import models
from django.db.models import Count, Max, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from community.groups.models import Group, Openness, Reader, State, groups_of
from community.members.models import Member


class Audience(models.TextChoices):
    PUBLIC = "public", _("Anyone reads")
    MEMBERS = "members", _("Signed-in members read")


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, reader: Reader) -> Self:
        seen = Q(group=None, audience=Audience.PUBLIC) | Q(group__in=Group.objects.readable_by(reader))
        if reader.is_authenticated:
            seen |= Q(group=None, audience=Audience.MEMBERS)
        return self.filter(seen)

    def of_groups_of(self, reader: Reader) -> Self:
        return self.filter(group__in=groups_of(reader, State.IN))

    def with_numbers(self) -> Self:
        """`topic_count`, `post_count`, `last_at` of what everybody here may read; `change` rises with every change."""
        shown = Q(topics__hidden=False)
        return self.annotate(
            topic_count=Count("topics", filter=shown),
            post_count=Sum("topics__last_number", filter=shown, default=0),
            last_at=Max("topics__changed_at", filter=shown),
            change=Sum("topics__changes", default=0),
            every=Count("topics"),
        )


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
        verbose_name = _("board")
        verbose_name_plural = _("boards")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.group:
            return reverse("group_discussions", args=[self.group.slug])
        return reverse("board", args=[self.slug])

    def get_start_url(self) -> str:
        if self.group:
            return reverse("group_start_topic", args=[self.group.slug])
        return reverse("start_topic", args=[self.slug])

    @property
    def space(self) -> str:
        """Who reads: empty for everybody, `members`, or `group.<id>`."""
        if self.group:
            return "" if self.group.openness == Openness.OPEN else f"group.{self.group_id}"
        return "members" if self.audience == Audience.MEMBERS else ""

    @property
    def live_space(self) -> str:
        """An open group may become less open: then the tokens that were given before must die."""
        return f"group.{self.group_id}" if self.group_id else self.space

    @property
    def is_private(self) -> bool:
        return bool(self.space)

    def refusal(self, member: Member) -> str:
        """Why this member may not begin a topic here; empty when they may."""
        if not member.is_active:
            return _now("Your account is closed, so you cannot write.")
        if self.group and not self.group.admits(member):
            return _now("Only members of this group write here. Join the group first.")
        return ""
