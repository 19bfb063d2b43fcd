"""A topic's page, and the same posts bare for those who catch up."""

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from community.discussions import fragments
from community.discussions.forms import ReplyForm
from community.discussions.models import Post, ReadMark, Topic
from community.discussions.views import write
from community.discussions.views.lists import number_asked
from community.live import streams
from foundation.compiled import Compiled
from foundation.pagecache import remembered

AT_ONCE = 100
OWN = re.compile(re.escape(fragments.OWN))


# What names a stranger's page: asked at each visit, so its SQL is put together once.
FOR_STRANGERS = Compiled(
    lambda pk: Topic.objects.visible_to(AnonymousUser())
    .filter(pk=pk)
    .values_list(
        "slug", "changes", "seq", "board__title", "board__slug", "board__audience", "board__group__openness",
        "board__group__name",
    )
)  # fmt: skip


def topic(request: HttpRequest, pk: int, slug: str = "") -> HttpResponseBase:
    asked = {"since", "after", "reply"} & request.GET.keys()
    if request.method in {"GET", "HEAD"} and not request.user.is_authenticated and not asked:
        for own, *named in FOR_STRANGERS(pk):
            if own == slug:
                return remembered(request, ("topic", pk, *named), lambda: page(request, found(request, pk)))
    return for_reader(request, found(request, pk), slug)


def found(request: HttpRequest, pk: int) -> Topic:
    return get_object_or_404(Topic.objects.visible_to(request.user).seen_by(request.user), pk=pk)


def for_reader(request: HttpRequest, topic: Topic, slug: str) -> HttpResponseBase:
    if request.method == "POST":
        return write.reply(request, topic)
    if slug != topic.slug:
        query = request.META.get("QUERY_STRING", "")
        return redirect(topic.get_absolute_url() + (f"?{query}" if query else ""), permanent=True)
    if "since" in request.GET or "after" in request.GET:
        return bare(request, topic)
    if "reply" in request.GET and not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    return page(request, topic)


def bare(request: HttpRequest, topic: Topic) -> HttpResponse:
    """Only the articles: changed after a `seq`, in that order; or with a number above `after`."""
    since = "since" in request.GET
    posts = Post.objects.filter(topic=topic)
    if since:
        posts = posts.filter(seq__gt=number_asked(request, "since")).order_by("seq")
    else:
        posts = posts.filter(number__gt=number_asked(request, "after")).order_by("number")
    rows = fragments.rows(posts[: AT_ONCE + 1])
    response = render(request, "discussions/_posts.html", {"articles": articles(request, topic, rows[:AT_ONCE])})
    if len(rows) > AT_ONCE:
        response["X-More"] = "1"
    response["Cache-Control"] = "private, no-store"
    return response


def articles(request: HttpRequest, topic: Topic, rows: list[fragments.Shown]) -> list[SafeString]:
    """The kept fragments; where a marker stands, what this reader may do with the post."""
    made = fragments.shown(rows)
    judges = moderates(request, topic)
    writes = not topic.refusal(request.user, inside=topic.inside)  # type: ignore[attr-defined]
    out = []
    for row in rows:
        own = writes and row.author_id == request.user.pk and not row.hidden
        part = _own(topic, row, own, judges) if own or judges else ""
        out.append(mark_safe(OWN.sub(lambda _found, part=part: part, made[row.number], count=1)))  # noqa: S308
    return out


def _own(topic: Topic, row: fragments.Shown, own: bool, judges: bool) -> str:
    return render_to_string("discussions/_own.html", {"topic": topic, "post": row, "own": own, "judges": judges})


def moderates(request: HttpRequest, topic: Topic) -> bool:
    """As `Topic.is_moderated_by`, from what the query of the page already told."""
    user = request.user
    return user.is_authenticated and (user.is_moderator or topic.leads)  # type: ignore[attr-defined]


def page(request: HttpRequest, topic: Topic, form: ReplyForm | None = None, status: int = 200) -> HttpResponse:
    """One page of the topic with the reply box; showing it raises the reader's mark."""
    number = _page_asked(request, topic)
    rows = fragments.rows(Post.objects.filter(topic=topic).of_page(number))
    answered = number_asked(request, "reply")
    refusal = topic.refusal(request.user, inside=topic.inside)  # type: ignore[attr-defined]
    values = {
        "topic": topic,
        "articles": articles(request, topic, rows),
        "page": number,
        "form": form or (None if refusal else ReplyForm(initial={"reply_to": answered or None})),
        "answered": next((row for row in rows if row.number == answered and not row.hidden), None),
        "refusal": refusal,
        "moderates": moderates(request, topic),
        "token": token(request, topic),
        "first_new": _first_new(topic, number),
    }
    response = render(request, "discussions/topic.html", values, status=status)
    if request.user.is_authenticated and rows and request.method == "GET":
        _mark(request, topic, rows[-1].number)
    return response


def _page_asked(request: HttpRequest, topic: Topic) -> int:
    """The page of the address; else that of the post one replies to; else the first."""
    if request.GET.get("page") == "last":
        return topic.pages
    answered = number_asked(request, "reply")
    number = number_asked(request, "page", topic.page_of(answered) if answered else 1)
    if not 1 <= number <= topic.pages:
        raise Http404
    return number


def _first_new(topic: Topic, page: int) -> int:
    """The first post the reader has not seen, if it stands on another page."""
    read_to: int | None = topic.read_to  # type: ignore[attr-defined]
    if not read_to or read_to >= topic.last_number or topic.page_of(read_to + 1) == page:
        return 0
    return read_to + 1


def token(request: HttpRequest, topic: Topic) -> str:
    """For a public space the same for everybody; else it names the member, and dies with the access."""
    space = topic.board.live_space
    member: Any = request.user.pk if topic.space else None
    return streams.token(topic.stream, member=member, space=space)


def _mark(request: HttpRequest, topic: Topic, number: int) -> None:
    try:
        ReadMark.objects.raise_to(request.user, topic.pk, number, known=topic.read_to)  # type: ignore[arg-type, attr-defined]
    except OperationalError:  # a busy database must not keep anybody from reading
        pass
