"""Interest groups: who is in, who may see, what happened."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.members.models import Member
from foundation.fulltext.models import Searchable, Words

Reader = Member | AnonymousUser


class Openness(models.TextChoices):
    OPEN = "open", _("Open: anyone reads, any member may join")
    CLOSED = "closed", _("Closed: anyone sees it, members are let in")
    PRIVATE = "private", _("Private: only its members know of it")


class State(models.TextChoices):
    ASKED = "asked", _("asked to join")
    INVITED = "invited", _("invited")
    IN = "in", _("member")


def groups_of(reader: Reader, *states: str) -> "models.QuerySet[Membership, int]":
    """Ids of the groups in which this reader stands in one of the states."""
    return Membership.objects.filter(member_id=reader.pk, state__in=states).values_list("group_id", flat=True)  # type: ignore[misc]


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, reader: Reader) -> Self:
        """Groups whose name and purpose this reader may see. No office opens a private group from outside."""
        seen = ~Q(openness=Openness.PRIVATE)
        if reader.is_authenticated:
            seen |= Q(pk__in=groups_of(reader, State.IN, State.INVITED))
        return self.filter(seen)

    def readable_by(self, reader: Reader) -> Self:
        """Groups whose contents (board, log) this reader may see."""
        seen = Q(openness=Openness.OPEN)
        if reader.is_authenticated:
            seen |= Q(pk__in=groups_of(reader, State.IN))
        return self.filter(seen)

    def joined_by(self, reader: Reader) -> Self:
        return self.filter(pk__in=groups_of(reader, State.IN)) if reader.is_authenticated else self.none()

    def counted(self) -> Self:
        """With `people`, `countries` and `leaders`."""
        inside = Q(memberships__state=State.IN)
        return self.annotate(
            people=Count("memberships", filter=inside),
            countries=Count("memberships__member__country", filter=inside, distinct=True),
            leaders=Count("memberships", filter=inside & Q(memberships__coordinates=True)),
        )

    def marked_for(self, reader: Reader) -> Self:
        """With `joined`, and those of the reader first."""
        own = Membership.objects.filter(group=OuterRef("pk"), member_id=reader.pk, state=State.IN)  # type: ignore[misc]
        return self.annotate(joined=Exists(own)).order_by("-joined", "name", "pk")


class Group(Searchable):  # type: ignore[django-manager-missing]
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("what it is for"), max_length=2000)
    openness = models.CharField(_("who may see it"), max_length=8, choices=Openness.choices, default=Openness.OPEN)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    pseudonyms = models.BooleanField(_("members may write under a pseudonym"), default=False)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    started_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    key = models.UUIDField(null=True, blank=True, editable=False)

    objects = GroupQuerySet.as_manager()
    search_kind = "group"

    class Meta:
        ordering = ["name"]
        verbose_name = _("interest group")
        verbose_name_plural = _("interest groups")
        constraints = [models.UniqueConstraint(fields=["started_by", "key"], name="group_key_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.slug])

    @property
    def space(self) -> str:
        """Where its topics and notices live: anyone reads what is in an open group."""
        return "" if self.openness == Openness.OPEN else f"group.{self.pk}"

    @property
    def live_space(self) -> str:
        """The same while the group becomes more or less open."""
        return f"group.{self.pk}"

    @property
    def is_private(self) -> bool:
        return self.openness == Openness.PRIVATE

    @property
    def is_open(self) -> bool:
        return self.openness == Openness.OPEN

    def standing(self, reader: Reader) -> "Membership | None":
        return self.memberships.filter(member_id=reader.pk).first() if reader.is_authenticated else None

    def admits(self, reader: Reader) -> bool:
        """Whether this person is in it, and so may write in it."""
        return reader.is_authenticated and self.memberships.filter(member_id=reader.pk, state=State.IN).exists()

    def is_led_by(self, reader: Reader) -> bool:
        inside = self.memberships.filter(member_id=reader.pk, state=State.IN, coordinates=True)  # type: ignore[misc]
        return reader.is_authenticated and inside.exists()

    def search_words(self) -> Words:
        space = f"group.{self.pk}" if self.is_private else ""
        return Words("group", self.pk, self.name, self.purpose, self.language, space)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def inside(self) -> Self:
        return self.filter(state=State.IN)

    def visible_to(self, reader: Reader) -> Self:
        """Who is in: of an open group to anyone signed in, of the others to their members; asks to coordinators."""
        if not reader.is_authenticated:
            return self.none()
        led = Membership.objects.filter(member_id=reader.pk, state=State.IN, coordinates=True).values("group_id")
        inside = Q(state=State.IN, group__in=Group.objects.readable_by(reader))
        return self.filter(inside | Q(member_id=reader.pk) | Q(group__in=led))


class Membership(models.Model):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    state = models.CharField(max_length=7, choices=State.choices, default=State.IN)
    coordinates = models.BooleanField(_("coordinator"), default=False)
    since = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.group_id}"


class Act(models.TextChoices):
    """What the log tells; other rooms may record acts of their own, told by their label alone."""

    STARTED = "started", _("The group was started")
    JOINED = "joined", _("joined")
    COORDINATES = "coordinates", _("now coordinates the group")
    TOPIC = "topic", _("started a discussion")
    CHANGED = "changed", _("changed the settings of the group")


PERSONAL = {Act.JOINED, Act.COORDINATES, Act.CHANGED}  # told to nobody who is not signed in


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, reader: Reader) -> Self:
        seen = self.filter(group__in=Group.objects.readable_by(reader))
        return seen if reader.is_authenticated else seen.exclude(act__in=PERSONAL)


class Activity(models.Model):
    """One line of a group's log. Rooms above write it; a hidden thing's lines are struck."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="log")
    who = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    act = models.CharField(max_length=20)
    label = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["group", "-at"])]

    def __str__(self) -> str:
        return f"{self.act} in {self.group_id}"

    @property
    def told(self) -> str:
        """The act in words, or nothing when only the label tells."""
        return str(Act(self.act).label) if self.act in Act.values else ""
