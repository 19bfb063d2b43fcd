"""What members ask most, with its SQL put together once: the first page of the latest list and of a board."""

import zlib
from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Sum, Value

from community.discussions.models import PAGE, Board, Post, Reaction, Topic, TopicQuerySet
from community.discussions.rows import COLUMNS
from community.discussions.views.welcome import prompted
from community.groups.models import Reader
from community.members.models import Member
from foundation.compiled import Compiled


def standing_for(pk: int, *, moderator: bool) -> Member:
    """A reader of whom only the id is known, and whether it moderates: all that the gates ask."""
    member = Member(pk=pk)
    member._perm_cache = {"members.moderate"} if moderator else set()  # type: ignore[attr-defined]
    return member


def _first_page(topics: Callable[..., TopicQuerySet], *kinds: type) -> dict[bool, Compiled]:
    def rows(moderator: bool) -> Compiled:
        def make(pk: int, *others: int) -> TopicQuerySet:
            reader = standing_for(pk, moderator=moderator)
            seen = topics(Topic.objects.visible_to(reader), *others)
            return seen.seen_by(reader).values_list(*COLUMNS)[: PAGE + 1]  # type: ignore[return-value]

        return Compiled(make, int, *kinds)

    return {moderator: rows(moderator) for moderator in (False, True)}


LATEST = _first_page(lambda topics: topics.newest_first())
OF_BOARD = _first_page(lambda topics, board: topics.on_board(board), int)


class Writer(NamedTuple):
    number: int
    author: int | None
    pseudonym: str
    state: str
    name: str | None
    cadre: int | None
    country: str | None


class Gate(NamedTuple):
    """What a member's topic page is named by; the last two differ most from reader to reader."""

    slug: str
    changes: int
    seq: int
    kind: str
    author: int | None
    closed: bool
    hidden: bool
    polled: bool
    number: int
    board: int
    board_title: str
    board_slug: str
    audience: str
    board_pseudonyms: bool
    group: int | None
    group_name: str | None
    group_slug: str | None
    openness: str | None
    group_pseudonyms: bool | None
    inside: bool
    leads: bool
    muted: bool | None
    newcomer: bool
    offered: bool
    read_to: int | None
    news: int

    @property
    def pseudonyms(self) -> bool:
        return bool(self.group_pseudonyms if self.group else self.board_pseudonyms)

    @property
    def shared(self) -> tuple[object, ...]:
        """What all who get the same page have in common."""
        return self[:-2]


GATE = (
    "slug", "changes", "seq", "kind", "author_id", "closed", "hidden", "polled", "last_number", "board_id",
    "board__title", "board__slug", "board__audience", "board__pseudonyms", "board__group_id", "board__group__name",
    "board__group__slug", "board__group__openness", "board__group__pseudonyms", "inside", "leads", "muted",
    "newcomer", "offered", "read_to", "news",
)  # fmt: skip


def writers(pk: int, page: int) -> list[Writer]:
    """Of one page, in order."""
    return [Writer(*row) for row in WRITERS(pk, (page - 1) * PAGE + 1, page * PAGE)]


def names_of(found: list[Writer]) -> int:
    """Changes when one of them is called otherwise. Of a pseudonym's author nothing goes in."""
    return zlib.crc32(repr([row[4:] for row in found if not row.pseudonym]).encode())


def _gate(member: int, pk: int) -> TopicQuerySet:
    reader = standing_for(member, moderator=False)
    seen = prompted(Topic.objects.visible_to(reader).filter(pk=pk).seen_by(reader), reader)
    return seen.values_list(*GATE)  # type: ignore[return-value]


TOPIC = Compiled(_gate, int, int)
# Who wrote the posts of a page, as named now: number, author, pseudonym, state, name, cadre, country.
WRITERS = Compiled(
    lambda pk, first, last: (
        Post.objects.filter(topic=pk, number__gte=first, number__lte=last)
        .order_by("number")
        .values_list(
            "number",
            "author_id",
            "pseudonym",
            "state",
            "author__display_name",
            "author__cadre_id",
            "author__country_id",
        )
    ),
    *[int] * 3,
)
# A member's own reactions between two numbers of a topic.
PRESSED = Compiled(
    lambda member, pk, first, last: (
        Reaction.objects.filter(member=member, post__topic=pk, post__number__gte=first, post__number__lte=last)
        .order_by()
        .values_list("post__number", "feeling")
    ),
    *[int] * 4,
)
# One row that changes with every change of what strangers read; the number asked is of no account.
OPEN_BOARDS = Compiled(
    lambda one: (
        Board.objects.visible_to(AnonymousUser())
        .order_by()
        .values(one=Value(one))
        .annotate(boards=Count("pk"), changes=Sum("changes"))
        .values_list("boards", "changes")
    )
)
BOARDS_HERE = Compiled(
    lambda pk: Board.objects.beside(standing_for(pk, moderator=False)).values_list(
        "pk", "title", "about", "audience", "group__openness", "group__slug", "changes"
    )
)

BOARD = Compiled(
    lambda pk, slug: (
        Board.objects.visible_to(standing_for(pk, moderator=False))
        .watched_by(standing_for(pk, moderator=False))
        .filter(slug=slug)
        .order_by()
    ),
    int,
    str,
)
BOARD_OF_STRANGERS = Compiled(
    lambda slug: Board.objects.visible_to(AnonymousUser()).watched_by(AnonymousUser()).filter(slug=slug).order_by(), str
)


def board_for(reader: Reader, slug: str) -> Board | None:
    """By its slug, if this reader sees it, with `muted` as the queryset gives it."""
    signed_in = reader.is_authenticated
    found = BOARD.first(Board, reader.pk, slug) if signed_in else BOARD_OF_STRANGERS.first(Board, slug)
    if found is not None and found.muted is not None:
        found.muted = bool(found.muted)  # SQLite knows only 0 and 1
    return found  # type: ignore[no-any-return]
