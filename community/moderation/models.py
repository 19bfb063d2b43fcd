"""What members report, and what is decided about a post. Nobody but the reporter reads who reported."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, IntegerField, Max, Min, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.discussions.models import Post, Topic
from community.discussions.models.topics import led_by
from community.groups.models import Reader
from community.members.models import Member

DAYS = (1, 3, 7, 14, 30)


class Reason(models.TextChoices):
    CLIENT = "client", _("It could tell who a client is")
    HARM = "harm", _("It harms or threatens somebody")
    HARASSMENT = "harassment", _("It is harassment")
    SPAM = "spam", _("It is spam or advertising")
    PLACE = "place", _("It is in the wrong place")
    OTHER = "other", _("Something else")


class Verdict(models.TextChoices):
    DISMISS = "dismiss", _("left as it is")
    HIDE = "hide", _("hidden")
    EDIT_OUT = "edit_out", _("changed by a moderator")
    WARN = "warn", _("author warned")
    SUSPEND = "suspend", _("author suspended")


class Handled(models.TextChoices):
    OPEN = "open", _("open")
    DECIDED = "decided", _("decided")


def judged_by(reader: Reader) -> "models.QuerySet[Post]":
    """Posts about which this reader may decide and around which they may read: nobody's own."""
    if not reader.is_authenticated or not reader.is_active:
        return Post.objects.none()
    seen = Q(topic__board__group__in=led_by(reader))
    if reader.is_moderator:
        seen |= Q(topic__in=Topic.objects.visible_to(reader))
    return Post.objects.filter(seen).exclude(author=reader.pk)


class Decision(models.Model):
    """What was done about a post, and the reason its author or its reporters got."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField(_("decision"), max_length=8, choices=Verdict.choices)
    why = models.TextField(_("reason"))
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.verdict} {self.post_id}"


URGENT = Case(When(reason=Reason.HARM, then=Value(1)), default=Value(0), output_field=IntegerField())


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, reader: Reader) -> Self:
        """Of posts the reader judges; for a moderator of the site also those that were shown to them on purpose."""
        if not reader.is_authenticated or not reader.is_active:
            return self.none()
        seen = Q(post__in=judged_by(reader))
        if reader.is_moderator:
            seen |= Q(escalated=True)
        return self.filter(seen).exclude(post__author=reader.pk)

    def open(self) -> Self:
        return self.filter(state=Handled.OPEN)

    def marked_for(self, reader: Reader) -> Self:
        """With `whole`: whether the reader may read where the post stands, not the post alone."""
        return self.annotate(whole=Exists(judged_by(reader).filter(pk=OuterRef("post"))))

    def weighed(self) -> Self:
        """With `urgent`: somebody may be in danger."""
        return self.annotate(urgent=URGENT)

    def by_post(self) -> "models.QuerySet[Report, dict[str, Any]]":
        """One row for a post: those that may mean danger first, then the oldest."""
        rows = self.order_by().values("post").annotate(number=Count("pk"), since=Min("created_at"), urgent=Max(URGENT))
        return rows.order_by("-urgent", "since", "post")


class Report(models.Model):
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.UUIDField(editable=False)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    words = models.TextField(_("what the reporter says"), blank=True)
    escalated = models.BooleanField(_("shown to the moderators of the site"), default=False)
    state = models.CharField(_("state"), max_length=7, choices=Handled.choices, default=Handled.OPEN)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports")
    created_at = models.DateTimeField(_("reported"), auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["reporter", "key"], name="report_key_once"),
            models.UniqueConstraint(
                fields=["post", "reporter"], condition=Q(state="open"), name="report_open_once_each"
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"])]

    def __str__(self) -> str:
        return str(Reason(self.reason).label)

    def get_absolute_url(self) -> str:
        return reverse("moderation_case", args=[self.post_id])


from community.moderation.revealing import Reveal  # noqa: E402, F401  # known to Django under this room
