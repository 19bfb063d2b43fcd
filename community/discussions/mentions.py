"""Who is meant by an “@” in a post: at most ten, only of those who may read the topic, and only by a name they show there."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from community.discussions.models import Board, Post, Pseudonym, Topic
from community.members.models import Member
from foundation import text
from foundation.markdown import Namer

MOST = 10
MOST_ENDS = 16  # places where a name could end that are tried after one "@"
ASCII_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def people_in(post: Post) -> list[Member]:
    """The members to be told, without the author. Whoever may no longer read the topic is not among them."""
    tails = text.calls(post.body)
    if not tails:
        return []
    topic = post.topic
    found = zip(tails, _lengths(topic.board, topic, tails), strict=True)
    names = {tail[:length] for tail, length in found if length}
    worn = _worn(topic, names)
    masks = Pseudonym.objects.filter(topic=topic).values_list("words", "member_id") if worn else []
    masked = {member_id for words, member_id in masks if words.lower() in worn}
    named = _members(topic.board, topic, _without(names, worn))
    own = [member.pk for members in named.values() for member in members]
    return list(topic.board.readers().filter(pk__in=masked.union(own)).exclude(pk=post.author_id or 0))


def html_of(body: str, board: Board, topic: Topic | None) -> str:
    """The post as it will be shown. `topic` is None while it is not begun."""
    return text.render(body, namer(board, topic))


def namer(board: Board, topic: Topic | None) -> Namer:
    """For `text.render`: what of the words after an "@" is a name."""
    return lambda tails: _lengths(board, topic, tails)


def _lengths(board: Board, topic: Topic | None, tails: list[str]) -> list[int]:
    """The longest name that each tail begins with, as a number of characters; three queries in all."""
    ends = [_ends(tail) for tail in tails]
    typed = {tail[:end] for tail, places in zip(tails, ends, strict=True) for end in places}
    worn = _worn(topic, typed)
    known = worn | {name for name, members in _members(board, topic, _without(typed, worn)).items() if members}
    found: list[int] = []
    for tail, places in zip(tails, ends, strict=True):
        length = next((end for end in reversed(places) if tail[:end].lower() in known), 0)
        found.append(length if sum(map(bool, found)) < MOST else 0)
    return found


def _ends(tail: str) -> list[int]:
    """Where a name could end: after a character that is no space, and not within a word."""
    places = range(1, len(tail) + 1)
    possible = [n for n in places if not tail[n - 1].isspace() and not re.match(r"\w\w", tail[n - 1 : n + 1])]
    return possible[:MOST_ENDS]


def _without(typed: set[str], worn: set[str]) -> set[str]:
    return {name for name in typed if name.lower() not in worn}


def _worn(topic: Topic | None, typed: set[str]) -> set[str]:
    """Pseudonyms that can be read in this topic: no others, and whether their member may still read tells nobody."""
    if topic is None or not typed:
        return set()
    shown = Post.objects.filter(topic=topic).exclude(pseudonym="").shown()
    wished = {name.lower() for name in typed}
    read = shown.annotate(lower=Lower("pseudonym")).filter(lower__in=wished).values_list("pseudonym", flat=True)
    return {words.lower() for words in read}


def _members(board: Board, topic: Topic | None, typed: Iterable[str]) -> dict[str, list[Member]]:
    """By name; one that several share means those who wrote in this topic under it, else nobody."""
    named: defaultdict[str, list[Member]] = defaultdict(list)
    for member in _called(board.readers(), typed):
        named[member.display_name.lower()].append(member)
    shared = [member.pk for members in named.values() if len(members) > 1 for member in members]
    if shared:
        signed = Post.objects.filter(topic=topic, author__in=shared).signed().shown()
        there = set(signed.values_list("author_id", flat=True)) if topic else set()
        for name, members in named.items():
            if len(members) > 1:
                named[name] = [member for member in members if member.pk in there]
    return named


def _called(members: "QuerySet[Member]", typed: Iterable[str]) -> "QuerySet[Member]":
    """Case counts for nothing. SQLite lowers only ASCII and a server as its locale has it, so each way is asked for."""
    ways = {way for name in typed for way in (name, name.lower(), name.upper(), name.title())}
    asked = ways | {way.translate(ASCII_LOWER) for way in ways}
    lowered = members.annotate(lower=Lower("display_name"))
    return lowered.filter(Q(lower__in=asked) | Q(display_name__in=ways))
