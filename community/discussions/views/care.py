"""Who needs a moderator now: questions nobody answered, newcomers nobody greeted, posts that wait."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from community.discussions.models import Held, Post, ReadyAnswer, Topic, TopicQuerySet
from community.groups.models import Membership, State

DAY, LATE, NEW = timedelta(hours=24), timedelta(hours=72), timedelta(days=7)
MOST = 30  # of each list, the oldest first


@login_required
def care(request: HttpRequest) -> HttpResponse:
    """A site moderator cares for all they see, a coordinator for their groups. The same few queries, however much waits."""
    if not cares(request):
        raise PermissionDenied(_("This page is for moderators."))
    topics = Topic.objects.tended_by(request.user)
    asked = (
        topics.unanswered()
        .filter(about_url="")
        .select_related("board__group", "author__country", "country")
        .order_by("created_at")
    )
    now = timezone.now()
    values = {
        "days3": list(asked.filter(created_at__lte=now - LATE)[:MOST]),
        "day1": list(asked.filter(created_at__lte=now - DAY, created_at__gt=now - LATE)[:MOST]),
        "newcomers": newcomers(request, topics),
        "waiting": waiting(request),
    }
    response = render(request, "discussions/care.html", values)
    response["Cache-Control"] = "private, no-store"
    return response


def cares(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated:
        return False
    leads = Membership.objects.filter(member=user, state=State.IN, coordinates=True)
    return user.is_moderator or leads.exists()


def newcomers(request: HttpRequest, topics: TopicQuerySet) -> list[Post]:
    """First posts of the last days, under their own names, after which nobody else has written.

    Whoever writes under a pseudonym counts as somebody else: or an empty list would tell who that is.
    """
    later = Post.objects.filter(topic=OuterRef("topic"), number__gt=OuterRef("number")).shown()
    others = later.filter(~Q(author=OuterRef("author")) | ~Q(pseudonym=""))
    first = Post.objects.filter(topic__in=topics.filter(hidden=False, closed=False), first=True).signed().shown()
    recent = first.filter(created_at__gte=timezone.now() - NEW, author__isnull=False).exclude(author=request.user)
    recent = recent.exclude(Exists(others))
    found = list(recent.select_related("topic__board__group", "author").order_by("created_at")[:MOST])
    greetings = dict(ReadyAnswer.objects.filter(welcomes=True).order_by("-pk").values_list("language", "pk"))
    for post in found:
        post.ready = greetings.get(post.language, greetings.get("en", 0))  # type: ignore[attr-defined]
    return found


def waiting(request: HttpRequest) -> int:
    """How many posts a moderator must read first, on the boards they care for."""
    held = Held.objects.waiting()
    if not request.user.is_moderator:
        led = Membership.objects.filter(member=request.user, state=State.IN, coordinates=True)
        held = held.filter(board__group__in=led.values("group"))
    return held.count()


def link(request: HttpRequest) -> str:
    """At the top of the list of discussions, for moderators alone."""
    if not (request.user.is_authenticated and request.user.is_moderator):
        return ""
    return format_html(
        '<p class="links"><a class="pg" href="{}">{}</a></p>', reverse("discussion_care"), _("Who needs you")
    )
