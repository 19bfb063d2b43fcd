"""What is open, for coordinators and for moderators on a phone."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from community.discussions.models import Held, Post
from community.members.models import Member
from community.moderation import counts
from community.moderation.models import Handled, Report, judged_by

PAGE = 20


def judge_of(request: HttpRequest) -> Member:
    """Who asks, if they decide about anything at all."""
    who: Member = request.user  # type: ignore[assignment]
    if not counts.judges_anything(who):
        raise PermissionDenied(_("Only moderators, and coordinators of a group, decide here."))
    return who


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    who = judge_of(request)
    state = Handled.DECIDED if request.GET.get("state") == Handled.DECIDED else Handled.OPEN
    rows = Report.objects.visible_to(who).filter(state=state).by_post()
    if state == Handled.DECIDED:
        rows = rows.order_by("-since", "-post")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    _fill(who, page)
    base = f"state={state}" if state == Handled.DECIDED else ""
    return render(request, "moderation/queue.html", {"page": page, "which": state, "base": base, **tabs(who)})


def _fill(who: Member, page: Page) -> None:
    """Each row gets its post, and `whole` where the reader may know where it stands: two queries for all."""
    keys = [row["post"] for row in page.object_list]
    posts = Post.objects.select_related("topic__board__group", "author").in_bulk(keys)
    whole = set(judged_by(who).filter(pk__in=keys).values_list("pk", flat=True))
    for row in page.object_list:
        row["whole"], row["post"] = row["post"] in whole, posts[row["post"]]


@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    who = judge_of(request)
    held = Held.objects.judged_by(who).waiting().select_related("author", "board__group", "topic__board__group")
    page = Paginator(held, PAGE).get_page(request.GET.get("page"))
    return render(request, "moderation/waiting.html", {"page": page, "which": "waiting", **tabs(who)})


def tabs(who: Member) -> dict[str, int]:
    return {
        "reported": Report.objects.visible_to(who).open().values("post").distinct().count(),
        "held": Held.objects.judged_by(who).waiting().count(),
    }
