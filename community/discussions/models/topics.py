"""Topics; a topic's `seq` orders every change of its posts."""

from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Exists, F, OuterRef, Q, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.discussions.models.boards import Board, read_by
from community.groups.models import Membership, Reader, State
from community.members.models import Member
from community.notifications.models import On, Watch
from foundation.vocabulary.models import Country, Theme

PAGE = 20


class Kind(models.TextChoices):
    DISCUSSION = "discussion", _("discussion")
    QUESTION = "question", _("question")
    CASE = "case", _("case")


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, reader: Reader) -> Self:
        """A topic that was merged into another is a pointer only: it is in no list, and read nowhere."""
        return self.filter(merged_into=None).open_to(reader)

    def merged_for(self, reader: Reader) -> Self:
        """Pointers, to those who see where they lead."""
        there = Topic.objects.filter(pk=OuterRef("merged_into")).open_to(reader)
        return self.filter(Exists(there)).open_to(reader)

    def tended_by(self, reader: Reader) -> Self:
        """Those that this member moderates."""
        seen = self.visible_to(reader)
        if not reader.is_authenticated:
            return self.none()
        return seen if reader.is_moderator else seen.filter(board__group__in=led_by(reader))

    def open_to(self, reader: Reader) -> Self:
        """As `visible_to`, with the pointers."""
        seen = self.filter(read_by(reader, "board__"))
        if not reader.is_authenticated:
            return seen.filter(hidden=False)
        if reader.is_moderator:
            return seen
        return seen.filter(Q(hidden=False) | Q(board__group__in=led_by(reader)))

    def seen_by(self, reader: Reader) -> Self:
        """With board and group, `read_to`, `muted` (None: not followed), `inside` and `leads` of the board's group."""
        with_board = self.select_related("board__group")
        if not reader.is_authenticated:
            no = Value(False, output_field=BooleanField())
            return with_board.annotate(read_to=Value(0), inside=no, leads=no, muted=Value(None, no.output_field))
        mark = self._of_topic("ReadMark").filter(member=reader.pk)
        watch = Watch.objects.filter(member=reader.pk, on=On.TOPIC, object_id=OuterRef("pk"))
        there = Membership.objects.filter(member=reader.pk, state=State.IN, group=OuterRef("board__group"))
        return with_board.annotate(
            read_to=Subquery(mark.values("number")[:1]),
            inside=Exists(there),
            leads=Exists(there.filter(coordinates=True)),
            muted=Subquery(watch.values("muted")[:1]),
        )

    def _of_topic(self, name: str) -> "models.QuerySet[Any]":
        """Rows of another model of this room that belong to the topic of the outer query."""
        found: models.QuerySet[Any] = apps.get_model("discussions", name)._default_manager.filter(topic=OuterRef("pk"))
        return found

    def unanswered(self) -> Self:
        """Questions nobody but the asker's first post has touched."""
        return self.filter(kind=Kind.QUESTION, last_number=1, answer=None, closed=False, hidden=False)

    def listed(self) -> Self:
        """Without those that now stand in another topic."""
        return self.filter(merged_into=None)

    def unmuted_by(self, member: Member) -> Self:
        muted = Watch.objects.of(member).filter(on=On.TOPIC, muted=True).values("object_id")
        return self.exclude(pk__in=muted)

    def followed_by(self, member: Member) -> Self:
        """Themselves, or by board, theme or author; what somebody wrote under a pseudonym never by its author."""
        own = Watch.objects.of(member).filter(muted=False)
        ids = {on: own.filter(on=on).values("object_id") for on in On.values}
        by_author = Q(pseudonym="", author__in=ids[On.MEMBER])
        wide = Q(board__in=ids[On.BOARD]) | Q(theme__in=ids[On.THEME]) | by_author
        return self.filter(Q(pk__in=ids[On.TOPIC]) | wide).unmuted_by(member)

    def written_in_by(self, member: Member) -> Self:
        """Under the name or a pseudonym; only ever for the member's own eyes."""
        return self.filter(Exists(self._of_topic("Post").filter(author=member)))

    def newest_first(self) -> Self:
        return self.order_by("-changed_at", "-pk")

    def on_board(self, board: int) -> Self:
        """As the board lists them: what is pinned first."""
        return self.filter(board=board).order_by("-pinned", "-changed_at", "-pk")

    def locked(self, pk: int) -> "Topic":
        """The row, held until the transaction ends: its counters are raised only so."""
        return self.select_for_update(of=("self",)).select_related("board__group").get(pk=pk)


def led_by(reader: Reader) -> "models.QuerySet[Membership, int]":
    led = Membership.objects.filter(member=reader.pk, state=State.IN, coordinates=True)
    return led.values_list("group_id", flat=True)


class Topic(models.Model):
    """`seq` orders the changes of its posts; `changes` counts those and closing, hiding and renaming too."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="topics", db_index=False)
    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.DISCUSSION)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="topics")
    pseudonym = models.CharField(max_length=40, blank=True, help_text="When set, the author leaves by no output.")
    theme = models.ForeignKey(Theme, verbose_name=_("theme"), null=True, blank=True, on_delete=models.SET_NULL)
    country = models.ForeignKey(Country, verbose_name=_("country"), null=True, blank=True, on_delete=models.SET_NULL)
    key = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    seq = models.PositiveIntegerField(default=0)
    changes = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0, help_text="Names and pseudonyms that wrote in it.")
    answer = models.PositiveIntegerField(null=True, blank=True, help_text="The number of the post that answers.")
    polled = models.BooleanField(default=False)
    closed = models.BooleanField(_("closed"), default=False)
    hidden = models.BooleanField(_("hidden"), default=False)
    pinned = models.BooleanField(_("pinned"), default=False)
    announcement = models.BooleanField(_("announcement"), default=False)
    merged_into = models.ForeignKey(  # no index: a planner would take “is null” for a narrow search
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    narrowed = models.PositiveSmallIntegerField(default=0, help_text="Rises when it goes where others may listen.")
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A change that lists show is counted at the board as well: it names the kept pages of the board."""
        super().save(*args, **kwargs)
        if "changes" in (kwargs.get("update_fields") or ["changes"]):
            Board.objects.filter(pk=self.board_id).update(changes=F("changes") + 1)

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.pk, self.slug])

    def address_of(self, number: int) -> str:
        """The page a post stands on, and the post."""
        page = self.page_of(number)
        return f"{self.get_absolute_url()}{f'?page={page}' if page > 1 else ''}#post-{number}"

    @property
    def answer_address(self) -> str:
        return self.address_of(self.answer) if self.answer else ""

    def page_of(self, number: int) -> int:
        return max(1, -(-number // PAGE))

    @property
    def pages(self) -> int:
        return self.page_of(self.last_number)

    @property
    def stream(self) -> str:
        """Another name after each move to a narrower place: an old token of a public topic never dies by itself."""
        return f"topic.{self.pk}-{self.narrowed}" if self.narrowed else f"topic.{self.pk}"

    @property
    def space(self) -> str:
        return self.board.space

    @property
    def live_space(self) -> str:
        return self.board.live_space

    @property
    def voice(self) -> str:
        """Who begins it, as everybody may know them: a pseudonym or a name."""
        return self.pseudonym or (self.author.display_name if self.author else "")

    @property
    def place(self) -> Country | None:
        """The country it is about, else that of who asks; a pseudonym has none."""
        if self.country_id or self.pseudonym or not self.author:
            return self.country
        return self.author.country

    @property
    def is_waiting(self) -> bool:
        """A question that nobody has answered yet."""
        return self.kind == Kind.QUESTION and self.last_number == 1 and self.answer is None and not self.closed

    def raise_seq(self) -> int:
        """One more change of a post. The row must be locked; the caller saves."""
        self.seq += 1
        self.changes += 1
        return self.seq

    def lose(self, number: int) -> None:
        """A post that is gone answers nothing any more. The row must be locked; the caller saves `answer`."""
        if self.answer == number:
            self.answer = None

    def absence(self, member: Reader, *, inside: bool | None = None) -> str:
        """Why this member takes no part here, be it open or closed; empty when they do. `inside` as in `refusal`."""
        if not member.is_authenticated:
            return gettext("Sign in to reply.")
        if not member.is_active:
            return gettext("Your account is closed, so you cannot write.")
        group = self.board.group
        if group and not (group.admits(member) if inside is None else inside):
            return gettext("Only members of this group write here. Join the group first.")
        return ""

    def refusal(self, member: Reader, *, inside: bool | None = None) -> str:
        """Why this member may not reply; empty when they may. `inside` spares asking the group."""
        if member.is_authenticated and member.is_active and (self.closed or self.hidden):
            return gettext("This discussion is closed. Everything in it can still be read.")
        return self.absence(member, inside=inside)

    def is_moderated_by(self, member: Reader) -> bool:
        """A moderator who may read it, or a coordinator of the group it belongs to."""
        if not member.is_authenticated or not member.is_active:
            return False
        if not (member.is_moderator or (self.board.group and self.board.group.is_led_by(member))):
            return False
        return Topic.objects.visible_to(member).filter(pk=self.pk).exists()
