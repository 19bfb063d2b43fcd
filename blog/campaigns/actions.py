"""Acts of editors on Workforce Week."""

from datetime import date as Date
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from blog import talk
from blog.campaigns.models import Day, Week, WeekIndex
from community.discussions.actions.about import follow_thing
from community.discussions.models import Topic
from community.members.models import Member

Body = list[tuple[str, Any]]


@transaction.atomic
def start_week(
    who: Member,
    *,
    year: int,
    title: str,
    theme: str,
    starts: Date,
    ends: Date | None = None,
    summary: str = "",
    hashtag: str = "",
    body: Body | None = None,
    language: str = "en",
) -> Week:
    """A week at `/week/<year>/`, published; its days are added one by one. Five days unless `ends` says else."""
    weeks = WeekIndex.objects.filter(live=True, alias_of=None).order_by("pk").first()
    if weeks is None or not weeks.permissions_for_user(who).can_add_subpage():
        raise PermissionDenied(_("Only editors start a Week."))
    week = Week(
        title=title,
        slug=str(year),
        theme=theme,
        starts=starts,
        ends=ends or starts + timedelta(days=4),
        summary=summary,
        hashtag=hashtag,
        body=body or [],
        owner=who,
        live=False,
        locale=Locale.objects.get(language_code=language),
    )
    weeks.add_child(instance=week)
    week.save_revision(user=who).publish(user=who)
    return Week.objects.get(pk=week.pk)


@transaction.atomic
def add_day(
    who: Member,
    week: Week,
    *,
    number: int,
    date: Date,
    title: str,
    body: Body,
    summary: str = "",
    short: str = "",
    question: str = "",
    posts: list[tuple[str, str]] | None = None,
    links: list[tuple[str, str]] | None = None,
    publish_at: datetime | None = None,
) -> Day:
    """A day at `/week/<year>/day-<number>/`: published now, or at `publish_at` if that is still to come.
    `posts` are (for what, text of at most 280 signs); `links` are (address, words)."""
    if not week.permissions_for_user(who).can_add_subpage():
        raise PermissionDenied(_("Only editors add a day to the Week."))
    day = Day(
        title=title,
        slug=f"day-{number}",
        number=number,
        date=date,
        short=short,
        summary=summary,
        question=question,
        body=body,
        posts=[("post", {"network": network, "text": text}) for network, text in posts or []],
        links=[("link", {"page": None, "address": at, "words": {"en": words}}) for at, words in links or []],
        owner=who,
        live=False,
        go_live_at=publish_at,
        locale=week.locale,
    )
    # A model's own cleaning does not look into blocks.
    Day._meta.get_field("posts").stream_block.clean(day.posts)  # type: ignore[union-attr]
    Week.objects.get(pk=week.pk).add_child(instance=day)
    day.save_revision(user=who).publish(user=who)
    return Day.objects.get(pk=day.pk)


def open_day(day: Day) -> Topic | None:
    """Opens the day's question on the board, once. A day without a question opens nothing."""
    if not day.question:
        return None
    body = f"**{day.question}**"
    if day.summary:
        body = f"{day.summary}\n\n{body}"
    return talk.open_topic(day, title=day.question, body=body, kind="question")


def on_published(sender: type[Day], instance: Day, **_kwargs: Any) -> None:
    """Wagtail has published a day, from the editor or at its hour. It says so of a day put off to later, too."""
    if instance.live:
        open_day(instance)
    follow_thing(instance)
