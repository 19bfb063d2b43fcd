"""Lists of topics: the latest of all boards, of one board, unanswered ones, one's own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from community.discussions import actions, quick, rows
from community.discussions.models import Board, BoardQuerySet, ReadMark, Topic, TopicQuerySet
from community.discussions.views.filters import filters_of
from community.discussions.views.follow import board_buttons, theme_buttons
from community.groups.models import Group
from foundation import ownparts
from foundation.pagecache import remembered

Values = Callable[[], dict[str, Any]]


def number_asked(request: HttpRequest, name: str, default: int = 0) -> int:
    """A number of the query; what is none is refused with 400."""
    asked = request.GET.get(name, "")
    if not asked:
        return default
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        raise BadRequest(f"{name} is not a number")
    return int(asked)


@dataclass(frozen=True)
class Source:
    """Where a list comes from: its topics, and for members' first page without filters the same as SQL."""

    topics: Callable[[], TopicQuerySet]
    first: Callable[[], list[tuple[Any, ...]]] | None = None


def listed(request: HttpRequest, source: Source, *, show_board: bool) -> dict[str, str]:
    """The reader's own parts of a page with a list: its rows and the way to older ones. One query, no count."""
    page = max(1, number_asked(request, "page", 1))
    if source.first and request.user.is_authenticated and not request.GET:
        found, older = rows.cut(source.first())
    else:
        found, older = rows.of_page(source.topics().seen_by(request.user), page)
    shown = rows.shown(found, signed_in=request.user.is_authenticated, show_board=show_board)
    around = {"older": page + 1 if older else 0, "newer": page - 1 if found else 0}
    more = around | {"query": filters_of(request).query} if any(around.values()) else None
    return {"rows": shown, "more": render_to_string("discussions/_more.html", more) if more else ""}


def answered(
    request: HttpRequest,
    template: str,
    source: Source,
    parts: tuple[object, ...],
    values: Values,
    *,
    boards: Callable[[], BoardQuerySet],
    show_board: bool = False,
    follow: Callable[[], str] = str,
) -> HttpResponseBase:
    """A page with a list: for strangers kept whole, for members the page they share with their own rows put in.

    `parts` names every last change that `values` shows, and for strangers those of the rows, too. The filters offer
    what is written about on `boards`; `follow` makes the reader's own buttons.
    """
    filters = filters_of(request)
    if filters.chosen:
        every = source.topics
        source = Source(lambda: filters.narrow(every()))

    def page(asker: HttpRequest, own: dict[str, str], empty: bool) -> HttpResponse:
        narrowed = {"filters": filters, "selects": filters.selects(boards())}
        return render(asker, template, values() | narrowed | {"own": own, "empty": empty})

    if not request.user.is_authenticated:

        def whole() -> HttpResponse:
            own = listed(request, source, show_board=show_board)
            return page(request, own, not own["rows"])

        return remembered(request, (template, *parts), whole)
    own = listed(request, source, show_board=show_board)
    empty = not own["rows"]
    text = ownparts.shared(request, (template, *parts, empty), lambda nobody: page(nobody, {}, empty))
    return ownparts.filled(request, text, own | {"follow": follow})


def discussions(request: HttpRequest) -> HttpResponseBase:
    user = request.user
    first = partial(quick.LATEST[user.is_moderator], user.pk) if user.is_authenticated else None
    return overview(request, Source(lambda: Topic.objects.visible_to(user).newest_first(), first), "latest")


def unanswered(request: HttpRequest) -> HttpResponseBase:
    source = Source(lambda: Topic.objects.visible_to(request.user).unanswered().newest_first())
    return overview(request, source, "unanswered")


@login_required
def new(request: HttpRequest) -> HttpResponseBase:
    topics = Topic.objects.visible_to(request.user).unmuted_by(request.user).newest_first()  # type: ignore[arg-type]
    return overview(request, Source(lambda: ReadMark.unread(topics, request.user)), "new")  # type: ignore[arg-type]


@login_required
def followed(request: HttpRequest) -> HttpResponseBase:
    topics = Topic.objects.visible_to(request.user).followed_by(request.user).newest_first()  # type: ignore[arg-type]
    return overview(request, Source(lambda: topics), "followed")


@login_required
def mine(request: HttpRequest) -> HttpResponseBase:
    topics = Topic.objects.visible_to(request.user).written_in_by(request.user).newest_first()  # type: ignore[arg-type]
    return overview(request, Source(lambda: topics), "mine")


def overview(request: HttpRequest, source: Source, which: str) -> HttpResponseBase:
    def boards() -> BoardQuerySet:
        return Board.objects.beside(request.user)

    def values() -> dict[str, Any]:
        shown = list(boards().select_related("group").with_numbers())
        return {
            "boards": [board for board in shown if not board.group_id],
            "group_boards": [board for board in shown if board.group_id],
            "which": which,
        }

    named = quick.BOARDS_HERE(request.user.pk) if request.user.is_authenticated else quick.OPEN_BOARDS(1)
    parts = (which, named)
    return answered(
        request,
        "discussions/discussions.html",
        source,
        parts,
        values,
        boards=boards,
        show_board=True,
        follow=lambda: theme_buttons(request),
    )


def board(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = quick.board_for(request.user, slug)
    if found is None:
        raise Http404
    if found.group:
        return redirect(found)
    return show_board(request, found)


def show_board(request: HttpRequest, board: Board, group: Group | None = None) -> HttpResponseBase:
    user = request.user
    first = (
        partial(quick.OF_BOARD[user.is_moderator], user.pk, board.pk) if user.is_authenticated and board.pk else None
    )
    source = Source(lambda: Topic.objects.visible_to(user).on_board(board.pk), first)

    def boards() -> BoardQuerySet:
        return Board.objects.visible_to(user).filter(pk=board.pk)

    def values() -> dict[str, Any]:
        counted = boards().select_related("group").with_numbers().first()
        return {"board": counted or board, "group": group, "readable": True, "place": "discussions"}

    around = (group.name, group.openness, group.people, group.countries) if group else ()  # type: ignore[attr-defined]
    parts = (board.pk, board.title, board.about, board.audience, board.space, board.changes, around)

    def follow() -> str:
        return board_buttons(request, board) + theme_buttons(request)

    return answered(request, "discussions/board.html", source, parts, values, boards=boards, follow=follow)


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
