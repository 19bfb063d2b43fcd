"""Buttons to follow and to mute, and the page of all that somebody follows."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from community.discussions.actions import follow
from community.discussions.models import Board, Post, Topic
from community.discussions.views.filters import filters_of
from community.members.models import Member
from community.notifications import watching
from community.notifications.models import On, Watch
from foundation.vocabulary.models import Theme

PAGE = 50


@require_POST
@login_required
def change(request: HttpRequest) -> HttpResponse:
    """`on`, `id` and `wish`; what may not be seen is not there."""
    on, number, wish = (request.POST.get(name, "") for name in ("on", "id", "wish"))
    if on not in On.values or not (number.isascii() and number.isdecimal() and len(number) < 18):
        raise Http404
    try:
        follow.set_watch(request.user, on, int(number), wish)  # type: ignore[arg-type]
    except PermissionDenied as refused:
        if request.user.is_active and wish in follow.WISHES:
            raise Http404 from refused
        raise
    back = request.POST.get("next", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe else "following")


@login_required
@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """Topics, boards, themes and colleagues; one query for each kind that stands on the page."""
    who: Member = request.user  # type: ignore[assignment]
    page = Paginator(Watch.objects.of(who).order_by("on", "-pk"), PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    things = {on: _seen(who, on, [row.object_id for row in kind]) for on, kind in groupby(rows, lambda row: row.on)}
    shown = [(row, thing, address_of(thing)) for row in rows for thing in [things[row.on].get(row.object_id)]]
    response = render(request, "discussions/following.html", {"page": page, "rows": shown})
    response["Cache-Control"] = "private, no-store"
    return response


def _seen(who: Member, on: str, ids: list[int]) -> "dict[int, follow.Thing]":
    if on == On.TOPIC:
        return Topic.objects.visible_to(who).in_bulk(ids)  # type: ignore[return-value]
    if on == On.BOARD:
        return Board.objects.visible_to(who).select_related("group").in_bulk(ids)  # type: ignore[return-value]
    if on == On.THEME:
        return Theme.objects.in_bulk(ids)  # type: ignore[return-value]
    return follow.colleagues(who, ids).in_bulk()  # type: ignore[return-value]


def buttons(request: HttpRequest, on: str, object_id: int, muted: bool | None, **words: object) -> SafeString:
    """A plain form: what is now, and what may be instead."""
    values = {"on": on, "id": object_id, "muted": muted, "next": request.get_full_path(), **words}
    return render_to_string("discussions/_follow.html", values | {"csrf_token": get_token(request)})


def board_buttons(request: HttpRequest, board: Board) -> str:
    """`board` comes from `watched_by`; one that is made only with its first topic has none yet."""
    return buttons(request, On.BOARD, board.pk, board.muted) if board.pk else ""  # type: ignore[attr-defined]


def theme_buttons(request: HttpRequest) -> str:
    """On a list narrowed to one theme."""
    theme = filters_of(request).theme
    if theme is None:
        return ""
    muted = watching.choice(request.user, On.THEME, theme.pk)  # type: ignore[arg-type]
    return buttons(request, On.THEME, theme.pk, muted, name=str(theme))


def colleague_buttons(request: HttpRequest, post: Post) -> str:
    """To follow who wrote a post under their own name. A pseudonym has nobody behind it who could be followed."""
    if not request.user.is_authenticated or post.pseudonym or not post.is_shown:
        return ""
    who: Member = request.user  # type: ignore[assignment]
    for author in follow.colleagues(who, [post.author_id or 0]):
        muted = watching.choice(who, On.MEMBER, author.pk)
        return buttons(request, On.MEMBER, author.pk, muted, name=author.display_name)
    return ""


def address_of(thing: "follow.Thing | None") -> str:
    """Where the thing is read; a colleague has no page of their own."""
    if isinstance(thing, Theme):
        return f"{reverse('discussions')}?theme={thing.slug}"
    return "" if thing is None or isinstance(thing, Member) else thing.get_absolute_url()
