"""The articles of a page: kept fragments, with what this one reader may do or has done put in."""

import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from community.discussions import fragments
from community.discussions.models import Kind, Topic
from community.discussions.views import own as own_parts

OWN = re.compile(re.escape(fragments.OWN))


def articles(request: HttpRequest, topic: Topic, rows: list[fragments.Shown]) -> list[SafeString]:
    """Where a marker stands in the fragment, what this reader may do with the post."""
    made = fragments.shown(rows)
    judges = moderates(request, topic)
    writes = not topic.refusal(request.user, inside=topic.inside)  # type: ignore[attr-defined]
    answers = topic.kind == Kind.QUESTION and (judges or topic.author_id == request.user.pk)
    pressed = own_parts.pressed_by(request.user, rows)
    ballot = own_parts.ballot_of(request.user, rows)
    out = []
    for row in rows:
        own = writes and row.author_id == request.user.pk and row.is_shown
        marks = answers and row.number > 1 and row.is_shown
        part = own_part(topic, row, own=own, judges=judges, marks=marks) if own or judges or marks else ""
        html = made[row.number]
        if ballot and row.has_poll:
            html = own_parts.marked(own_parts.opened(html, ballot, writes))
        out.append(dressed(html, part, pressed.get(row.pk, ())))
    return out


def dressed(html: str, part: str, pressed: Iterable[str]) -> SafeString:
    """The reader's own fragment. One that differs from everybody's says so to the script."""
    feelings = list(pressed)
    html = own_parts.press(html, feelings)
    if part or feelings:
        html = own_parts.marked(html)
    return mark_safe(fragments.neutral(OWN.sub(lambda _found: part, html, count=1)))  # noqa: S308


def own_part(topic: Topic, post: Any, *, own: bool, judges: bool = False, marks: bool = False) -> str:
    values = {"topic": topic, "post": post, "own": own, "judges": judges, "marks": marks}
    return render_to_string("discussions/_own.html", values)


def moderates(request: HttpRequest, topic: Topic) -> bool:
    """As `Topic.is_moderated_by`, from what the query of the page already told."""
    user = request.user
    return user.is_authenticated and (user.is_moderator or topic.leads)  # type: ignore[attr-defined]
