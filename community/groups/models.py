"""Interest groups: who is in, who may see."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.members.models import Member

Reader = Member | AnonymousUser


class Openness(models.TextChoices):
    OPEN = "open", _("Open: anyone reads, any member may join")
    CLOSED = "closed", _("Closed: anyone sees it, members are let in")
    PRIVATE = "private", _("Private: only its members know of it")


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, reader: Reader) -> Self:
        """Groups whose name and purpose this reader may see."""
        seen = ~Q(openness=Openness.PRIVATE)
        if reader.is_authenticated:
            seen |= Q(pk__in=Membership.objects.filter(member_id=reader.pk, state=State.IN).values("group_id"))
        return self.filter(seen)

    def readable_by(self, reader: Reader) -> Self:
        """Groups whose contents (board, members, log) this reader may see."""
        seen = Q(openness=Openness.OPEN)
        if reader.is_authenticated:
            seen |= Q(pk__in=Membership.objects.filter(member_id=reader.pk, state=State.IN).values("group_id"))
        return self.filter(seen)


class Group(models.Model):
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("what it is for"), max_length=2000)
    openness = models.CharField(_("who may see it"), max_length=8, choices=Openness.choices, default=Openness.OPEN)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("interest group")
        verbose_name_plural = _("interest groups")

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    ASKED = "asked", _("asked to join")
    IN = "in", _("member")


class Membership(models.Model):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    state = models.CharField(max_length=5, choices=State.choices, default=State.IN)
    coordinates = models.BooleanField(_("coordinator"), default=False)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.group_id}"
