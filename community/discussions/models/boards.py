"""Boards: places for topics, and who reads them."""

from typing import Self

from django.db import models
from django.db.models import Count, Max, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.groups.models import Group, Openness, Reader, State, groups_of
from community.members.models import Member, MemberQuerySet
from community.notifications.models import On, Watch


class Audience(models.TextChoices):
    PUBLIC = "public", _("Anyone reads")
    MEMBERS = "members", _("Signed-in members read")


class Holds(models.TextChoices):
    """Which posts a moderator reads before anybody else does."""

    NOTHING = "nothing", _("Nothing waits")
    NEWCOMERS = "newcomers", _("First posts of newcomers")
    FLAGGED = "flagged", _("Posts with flagged text")
    BOTH = "both", _("First posts and flagged text")


def read_by(reader: Reader, at: str = "") -> Q:
    """The boards this reader reads; `at` is the way to the board from another model, such as `board__`.

    By that way a list of topics walks its own order and looks each board up, instead of sorting all it may read.
    """
    seen = Q(**{f"{at}group": None, f"{at}audience": Audience.PUBLIC})
    seen |= Q(**{f"{at}group__in": Group.objects.readable_by(reader).values("pk")})
    if reader.is_authenticated:
        seen |= Q(**{f"{at}group": None, f"{at}audience": Audience.MEMBERS})
    return seen


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, reader: Reader) -> Self:
        return self.filter(read_by(reader))

    def beside(self, reader: Reader) -> Self:
        """Those that stand beside a reader's lists: of the whole site and of the own groups."""
        return self.visible_to(reader).filter(Q(group=None) | Q(group__in=groups_of(reader, State.IN)))

    def writable_by(self, member: Member) -> Self:
        """Where this member may begin a topic."""
        return self.visible_to(member).filter(Q(group=None) | Q(group__in=groups_of(member, State.IN)))

    def watched_by(self, reader: Reader) -> Self:
        """With `muted` of this reader; None where the board is neither followed nor muted."""
        watch = Watch.objects.of(reader).filter(on=On.BOARD, object_id=OuterRef("pk"))
        return self.annotate(muted=Subquery(watch.values("muted")[:1]))

    def with_numbers(self) -> Self:
        """`topic_count`, `post_count` and `last_at` of what everybody here may read."""
        shown = Q(topics__hidden=False, topics__merged_into=None)
        return self.annotate(
            topic_count=Count("topics", filter=shown),
            post_count=Sum("topics__last_number", filter=shown, default=0),
            last_at=Max("topics__changed_at", filter=shown),
        )


class Board(models.Model):
    """A place for topics. A group's own board has `group` set and follows the group's openness."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=120)
    about = models.TextField(_("what belongs here"), blank=True)
    audience = models.CharField(_("who reads"), max_length=8, choices=Audience.choices, default=Audience.PUBLIC)
    group = models.OneToOneField(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="board")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    pseudonyms = models.BooleanField(
        _("pseudonyms allowed"), default=False, help_text=_("A group's own board follows the group.")
    )
    holds = models.CharField(_("what waits for a moderator"), max_length=9, choices=Holds.choices, default="nothing")
    changes = models.PositiveIntegerField(default=0, editable=False, help_text="Rises with every change of its topics.")
    flagged_words = models.TextField(_("words that make a post wait"), blank=True, help_text=_("One a line."))

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
        return self.group.live_space if self.group else self.space

    @property
    def allows_pseudonyms(self) -> bool:
        return self.group.pseudonyms if self.group else self.pseudonyms

    @property
    def is_private(self) -> bool:
        return bool(self.space)

    def readers(self) -> MemberQuerySet:
        """Active members who may read here now: `visible_to` asked from the other side."""
        active = Member.objects.active()
        if self.group is None or self.group.openness == Openness.OPEN:
            return active
        return active.filter(pk__in=self.group.memberships.inside().values("member"))

    def refusal(self, member: Member) -> str:
        """Why this member may not begin a topic here; empty when they may."""
        if not member.is_active:
            return gettext("Your account is closed, so you cannot write.")
        if self.group and not self.group.admits(member):
            return gettext("Only members of this group write here. Join the group first.")
        return ""
