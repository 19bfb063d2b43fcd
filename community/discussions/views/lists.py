"""Lists of topics: the latest of all boards, of one board, unanswered ones, one's own."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from community.discussions import actions
from community.discussions.models import PAGE, Board, Topic, TopicQuerySet
from community.groups.models import Group
from foundation.pagecache import remembered


def number_asked(request: HttpRequest, name: str, default: int = 0) -> int:
    """A number of the query; what is none is refused with 400."""
    asked = request.GET.get(name, "")
    if not asked:
        return default
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        raise BadRequest(f"{name} is not a number")
    return int(asked)


def page_of_topics(request: HttpRequest, topics: TopicQuerySet) -> dict[str, Any]:
    """One page of rows and whether there are older ones: one query, no count."""
    page = max(1, number_asked(request, "page", 1))
    first = (page - 1) * PAGE
    rows = list(topics.seen_by(request.user).select_related("author__country")[first : first + PAGE + 1])
    return {"topics": rows[:PAGE], "page": page, "older": page + 1 if len(rows) > PAGE else 0, "newer": page - 1}


def changes_of(boards: list[Board]) -> tuple[object, ...]:
    """Names every last change a list of these boards' topics shows."""
    return tuple((b.pk, b.title, b.about, b.audience, b.space, b.change, b.every, b.topic_count) for b in boards)  # type: ignore[attr-defined]


def discussions(request: HttpRequest) -> HttpResponseBase:
    return _overview(request, Topic.objects.visible_to(request.user).newest_first(), "latest")


def unanswered(request: HttpRequest) -> HttpResponseBase:
    return _overview(request, Topic.objects.visible_to(request.user).unanswered().newest_first(), "unanswered")


@login_required
def mine(request: HttpRequest) -> HttpResponseBase:
    topics = Topic.objects.visible_to(request.user).written_in_by(request.user).newest_first()  # type: ignore[arg-type]
    return _overview(request, topics, "mine")


def _overview(request: HttpRequest, topics: TopicQuerySet, which: str) -> HttpResponseBase:
    found = Board.objects.visible_to(request.user).select_related("group").with_numbers()
    boards = list(found)

    def make() -> HttpResponse:
        own: set[int] = set()
        if request.user.is_authenticated and any(board.group_id for board in boards):
            own = set(Board.objects.of_groups_of(request.user).values_list("pk", flat=True))
        shown = [board for board in boards if not board.group_id]
        groups = [board for board in boards if board.pk in own]
        values = page_of_topics(request, topics) | {"boards": shown, "group_boards": groups, "which": which}
        return render(request, "discussions/discussions.html", values)

    return remembered(request, ("discussions", which, changes_of(boards)), make)


def board(request: HttpRequest, slug: str) -> HttpResponseBase:
    boards = Board.objects.visible_to(request.user).select_related("group").with_numbers()
    found = get_object_or_404(boards, slug=slug)
    if found.group:
        return redirect(found)
    return show_board(request, found)


def show_board(request: HttpRequest, board: Board, group: Group | None = None) -> HttpResponseBase:
    topics = Topic.objects.visible_to(request.user).filter(board=board.pk).order_by("-pinned", "-changed_at", "-pk")

    def make() -> HttpResponse:
        values = page_of_topics(request, topics) | {
            "board": board,
            "group": group,
            "readable": True,
            "place": "discussions",
        }
        return render(request, "discussions/board.html", values)

    around = (group.name, group.openness, group.people, group.countries) if group else ()  # type: ignore[attr-defined]
    return remembered(request, ("board", changes_of([board]), around), make)


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Marks everything read, or everything on one board."""
    board = None
    if request.POST.get("board"):
        board = get_object_or_404(Board.objects.visible_to(request.user), slug=request.POST["board"])
    actions.mark_all_read(request.user, board)  # type: ignore[arg-type]
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if safe else "discussions")
