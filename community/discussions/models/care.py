"""What keeps a board alive and calm: posts that wait, ready answers, questions offered to those who may know."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from community.discussions.models.boards import Board
from community.discussions.models.topics import Topic, led_by
from community.groups.models import Reader
from community.members.models import Member
from foundation.text import render


class Waits(models.TextChoices):
    WAITING = "waiting", _("waits for a moderator")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")


class HeldQuerySet(models.QuerySet["Held"]):
    def waiting(self) -> Self:
        return self.filter(state=Waits.WAITING)

    def by(self, member: Reader) -> Self:
        return self.filter(author_id=member.pk) if member.is_authenticated else self.none()

    def judged_by(self, reader: Reader) -> Self:
        """Those of the groups this reader leads, and for a moderator of the site those of every board they read."""
        if not reader.is_authenticated or not reader.is_active:
            return self.none()
        judged = Q(board__group__in=led_by(reader))
        if reader.is_moderator:
            judged |= Q(board__in=Board.objects.visible_to(reader))
        return self.filter(judged)


class Held(models.Model):
    """A topic or a reply that a moderator reads first. Approved, it is written as if sent then, with the next number.

    `values` are the keyword arguments of the action (`start_topic` when `topic` is empty, else `reply`).
    """

    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="held")
    topic = models.ForeignKey(Topic, null=True, blank=True, on_delete=models.CASCADE, related_name="held")
    key = models.UUIDField()
    values: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(default=dict)
    reasons: "models.JSONField[list[str], list[str]]" = models.JSONField(
        default=list, help_text="newcomer, flagged word, or the kind of finding in the text."
    )
    state = models.CharField(max_length=8, choices=Waits.choices, default=Waits.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="held_key_once")]

    def __str__(self) -> str:
        return f"held {self.pk}"

    def get_absolute_url(self) -> str:
        """Where it will stand: the topic, else the board."""
        return self.topic.get_absolute_url() if self.topic else self.board.get_absolute_url()

    @property
    def live_space(self) -> str:
        return self.board.live_space

    @property
    def is_masked(self) -> bool:
        return bool(self.values.get("pseudonym"))

    @property
    def voice(self) -> str:
        """Who wrote it, as a moderator may know them; nothing for a pseudonym."""
        return "" if self.is_masked else self.author.display_name

    @property
    def title(self) -> str:
        return self.topic.title if self.topic else str(self.values.get("title", ""))

    @property
    def html(self) -> str:
        return render(str(self.values.get("body", "")))

    @property
    def language(self) -> str:
        return str(self.values.get("language") or (self.topic.language if self.topic else "en"))


class ReadyAnswerQuerySet(models.QuerySet["ReadyAnswer"]):
    def first_in(self, language: str) -> Self:
        """All, those in this language first, then the English ones."""
        place = Case(When(language=language, then=0), When(language="en", then=1), default=2)
        return self.order_by(place, "language", "title")


class ReadyAnswer(models.Model):
    """Words a moderator often needs, put into the reply box to be changed before they are sent."""

    title = models.CharField(_("title"), max_length=80)
    body = models.TextField(_("words"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    welcomes = models.BooleanField(_("welcomes a newcomer"), default=False)

    objects = ReadyAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["language", "title"]
        verbose_name = _("ready answer")
        verbose_name_plural = _("ready answers")

    def __str__(self) -> str:
        return self.title


class Offer(models.Model):
    """A question shown to one member who may know. `declined` is for them alone to know."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    declined = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "member"], name="offer_once")]
        indexes = [models.Index(fields=["member", "at"])]

    def __str__(self) -> str:
        return f"{self.topic_id} offered to {self.member_id}"
