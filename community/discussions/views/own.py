"""What of a fragment is one reader's own: put in at page time, so that the kept fragment stays the same for all."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string

from community.discussions.fragments import BALLOT, Shown
from community.discussions.models import Choice, Reaction, Vote
from community.groups.models import Reader

Pressed = dict[int, list[str]]


def pressed_by(reader: Reader, rows: Iterable[Shown]) -> Pressed:
    """Id of a post -> the reactions this reader gave it. One query for the page."""
    found: Pressed = defaultdict(list)
    if reader.is_authenticated:
        posts = [row.pk for row in rows if row.reactions]
        for post, feeling in Reaction.objects.filter(post__in=posts, member=reader).values_list("post_id", "feeling"):
            found[post].append(feeling)
    return found


def ballot_of(reader: Reader, rows: Iterable[Shown]) -> "dict[str, Any] | None":
    """The poll on this page as this reader may see it, when that is more than a ballot. One query, where there is a poll."""
    row = next((row for row in rows if row.has_poll), None)
    if row is None or not reader.is_authenticated:
        return None
    mine = Vote.objects.filter(choice=OuterRef("pk"), member=reader.pk)
    choices = list(Choice.objects.filter(poll__topic=row.topic_id).select_related("poll").annotate(mine=Exists(mine)))
    poll = choices[0].poll
    if not poll.is_over and not any(choice.mine for choice in choices):
        return None
    return {"poll": poll, "choices": choices}


def opened(html: str, ballot: dict[str, Any], votes: bool) -> str:
    """With the results in place of the ballot; the ballot comes after them for one who may still change the vote."""
    before, there, rest = html.partition(BALLOT[0])
    if not there:
        return html
    values = ballot | {"votes": votes and not ballot["poll"].is_over}
    return before + render_to_string("discussions/_voted.html", values) + rest.partition(BALLOT[1])[2]


def press(html: str, feelings: Iterable[str]) -> str:
    """The buttons of these feelings are shown pressed, and pressing them again takes the reaction back.

    They are the last of the fragment: what somebody wrote to look like a button stands before them.
    """
    for feeling in feelings:
        before, button, after = html.rpartition(f'value="{feeling}" aria-pressed="false"')
        if button:
            html = f'{before}value="no-{feeling}" aria-pressed="true"{after}'
    return html


def marked(html: str) -> str:
    """Tells the script that this article holds a part which a frame for everybody does not have."""
    return html if html.startswith("<article data-own") else html.replace("<article ", "<article data-own ", 1)
