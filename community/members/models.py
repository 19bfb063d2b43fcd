"""Who somebody is: e-mail to sign in, a name others see, and three facts of the work."""

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.vocabulary.models import Cadre, Country


class MemberQuerySet(models.QuerySet["Member"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def judged_by(self, reader: Any) -> Self:
        """Whom a moderator of the site may suspend: everybody but themselves."""
        return self.exclude(pk=reader.pk) if reader.is_authenticated and reader.is_moderator else self.none()


class MemberManager(BaseUserManager["Member"]):
    def get_queryset(self) -> MemberQuerySet:
        return MemberQuerySet(self.model, using=self._db)

    def active(self) -> MemberQuerySet:
        return self.get_queryset().active()

    def judged_by(self, reader: Any) -> MemberQuerySet:
        return self.get_queryset().judged_by(reader)

    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "Member":
        member: Member = self.model(email=email.strip().lower(), **values)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> "Member":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **values)


class Member(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """A worker, volunteer, supervisor, trainer or editor. No birthday, phone or place below the country."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name others see"), max_length=60)
    country = models.ForeignKey(Country, verbose_name=_("country"), null=True, blank=True, on_delete=models.SET_NULL)
    cadre = models.ForeignKey(Cadre, verbose_name=_("your work"), null=True, blank=True, on_delete=models.SET_NULL)
    languages: "models.JSONField[list[str], list[str]]" = models.JSONField(_("languages"), default=list, blank=True)
    language = models.CharField(
        _("language of letters"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_active = models.BooleanField(_("active"), default=True)
    suspended_until = models.DateTimeField(_("suspended until"), null=True, blank=True)
    offers = models.BooleanField(
        _("questions may be offered to you"), default=True, help_text=_("At most two a week, when you may know more.")
    )
    is_staff = models.BooleanField(_("may enter the editors' rooms"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    objects = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(Lower("email"), name="member_email_any_case")]
        permissions = [("moderate", "May close, hide and restore what members write")]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @property
    def is_moderator(self) -> bool:
        return self.is_active and self.has_perm("members.moderate")

    @property
    def initials(self) -> str:
        parts = self.display_name.split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()[:2]


def display_name(member: Member) -> str:
    return member.display_name


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    def running(self) -> Self:
        return self.filter(ended_at=None)

    def due(self) -> Self:
        return self.running().filter(until__lte=timezone.now())

    def visible_to(self, reader: Any) -> Self:
        """For moderators, those of a known member. What was done to the author of a post without a name stays unnamed."""
        return self.filter(about="") if reader.is_authenticated and reader.is_moderator else self.none()


class Suspension(models.Model):
    """Somebody was kept out for a while. `about` names the post, such as post:93, whose author nobody may know."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="suspensions")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.TextField()
    about = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, help_text="Empty: until a moderator lets them in again.")
    ended_at = models.DateTimeField(null=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["ended_at", "until"])]

    def __str__(self) -> str:
        return f"suspension {self.pk}"
