"""A topic's page as all signed-in readers share it, with each one's own parts put in.

Readers for whom more than that differs (who moderate it, began it as a question, may wear a pseudonym, are offered
it, or vote in it) get the page made for them alone.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import uuid4

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from community.discussions import fragments, quick
from community.discussions.actions.tell import key_of
from community.discussions.models import PAGE, Board, Kind, Post, Topic
from community.discussions.views.articles import dressed, own_part
from community.discussions.views.lists import number_asked
from community.discussions.views.welcome import prompted, read_here
from community.groups.models import Group
from community.members.models import Member
from foundation import ownparts, pagecache

Draw = Callable[[HttpRequest, Topic, int], HttpResponse]
Leave = Callable[[HttpRequest, Topic], str]


class Line(NamedTuple):
    """A post as everybody sees it, with the markers still in it."""

    pk: int
    number: int
    shown: bool
    felt: bool
    html: str


def answer(request: HttpRequest, pk: int, slug: str, draw: Draw, token: Leave) -> HttpResponse | None:
    """The page, or None when this reader's is another one. `draw` makes the shared page, `token` the leave to follow."""
    who: Member = request.user  # type: ignore[assignment]
    rows = [] if who.is_moderator or request.GET.keys() - {"page"} else quick.TOPIC(who.pk, pk)
    if not rows:
        return None
    gate = quick.Gate(*rows[0])
    if gate.slug != slug or gate.leads or gate.offered or gate.pseudonyms or not gate.number:
        return None
    if gate.kind == Kind.QUESTION and gate.author == who.pk:
        return None
    page = gate.number if request.GET.get("page") == "last" else number_asked(request, "page", 1) * PAGE
    page = -(-page // PAGE)
    if not 1 <= page <= -(-gate.number // PAGE):
        raise Http404
    if gate.polled and page == 1:
        return None
    topic = topic_of(gate, pk)
    writers = quick.writers(pk, page)
    mine = {writer.number: writer.pseudonym for writer in writers if writer.author == who.pk}
    if any(mine.values()):  # under a pseudonym that is no longer possible here: the page says so
        return None
    lines = neutral(topic, page, (gate.changes, quick.names_of(writers)))
    read_here(request, topic, [key_of(line.pk) for line in lines], gate.read_to, lines[-1].number, gate.news)
    text = ownparts.shared(request, (pk, *gate.shared), lambda nobody: draw(nobody, _read(request, pk), page))
    return ownparts.filled(
        request,
        text,
        {
            "posts": lambda: _posts(who, topic, lines, mine, gate),
            "first": first(topic, gate.read_to, page),
            "stream": token(request, topic),
            "key": lambda: str(uuid4()),
        },
    )


def topic_of(gate: "quick.Gate", pk: int) -> Topic:
    """As far as its address, its space and its last post go, without a query."""
    group = Group(pk=gate.group, openness=gate.openness) if gate.group else None
    board = Board(pk=gate.board, audience=gate.audience, group=group)
    return Topic(pk=pk, slug=gate.slug, board=board, last_number=gate.number, closed=gate.closed, hidden=gate.hidden)


def _read(request: HttpRequest, pk: int) -> Topic:
    """The topic for the shared page; what the reader has read is not on it."""
    seen = Topic.objects.visible_to(request.user).seen_by(request.user)
    topic = prompted(seen, request.user).select_related("theme", "country").get(pk=pk)
    topic.read_to = None  # type: ignore[attr-defined]
    return topic


def neutral(topic: Topic, page: int, version: tuple[int, int]) -> list[Line]:
    """The fragments of a page under one key, which names the last change and the writers' names."""
    key = f"posts:{topic.pk}:{page}:{version[0]}:{version[1]}:{pagecache.tongue()}:{pagecache.release()[:8]}"
    kept = cache.get(key)
    if kept is not None:
        return [Line(*row) for row in json.loads(kept)]
    rows = fragments.rows(Post.objects.filter(topic=topic.pk).of_page(page))
    made = fragments.shown(rows)
    lines = [Line(row.pk, row.number, row.is_shown, any(row.reactions.values()), made[row.number]) for row in rows]
    cache.set(key, json.dumps(lines), fragments.KEPT)
    return lines


def _posts(who: Member, topic: Topic, lines: list[Line], mine: dict[int, str], gate: "quick.Gate") -> str:
    pressed: defaultdict[int, list[str]] = defaultdict(list)
    if any(line.felt for line in lines):
        for number, feeling in quick.PRESSED(who.pk, topic.pk, lines[0].number, lines[-1].number):
            pressed[number].append(feeling)
    writes = not topic.refusal(who, inside=bool(gate.inside))
    out = []
    for line in lines:
        own = writes and line.number in mine and line.shown
        part = (
            own_part(topic, SimpleNamespace(number=line.number, state="shown", answers=False), own=True) if own else ""
        )
        out.append(dressed(line.html, part, pressed[line.number]))
    return "\n".join(out)


def first(topic: Topic, read_to: int | None, page: int) -> str:
    """The way to the first post the reader has not seen, unless it stands at the top of this page."""
    number: Any = (read_to or 0) + 1
    if number > topic.last_number or number == (page - 1) * PAGE + 1:
        return ""
    return mark_safe(render_to_string("discussions/_first.html", {"href": topic.address_of(number)}))  # noqa: S308
