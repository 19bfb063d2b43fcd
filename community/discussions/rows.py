"""The rows of a list of topics: one fragment for each topic and language, kept; beside it what the reader has not seen."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.cache import cache
from django.template.loader import get_template, render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from community.discussions.models import PAGE, Topic, TopicQuerySet
from foundation import ownparts
from foundation.pagecache import release

KEPT = 7 * 24 * 3600
COLUMNS = (
    "pk", "changes", "last_number", "board_id", "board__title", "board__audience", "board__group_id",
    "board__group__openness", "author__country_id", "read_to",
)  # fmt: skip


@dataclass(slots=True)
class Row:
    """What names a fragment, and how far the reader has read."""

    pk: int
    changes: int
    last_number: int
    board_id: int
    board: str
    audience: str
    group_id: int | None
    openness: str | None
    country_id: str | None
    read_to: int | None

    def key(self, language: str, show_board: bool) -> str:
        board = (self.board_id, self.board, self.audience, self.openness, self.country_id)
        return f"row:{self.pk}:{self.changes}:{zlib.crc32(repr(board).encode()):x}:{language}:{show_board:d}:{release()[:8]}"


def of_page(topics: TopicQuerySet, page: int) -> tuple[list[Row], bool]:
    """The rows of one page and whether there are older ones: one query, no count. `topics` comes from `seen_by`."""
    first = (page - 1) * PAGE
    return cut(topics.values_list(*COLUMNS)[first : first + PAGE + 1])


def cut(found: Iterable[tuple[Any, ...]]) -> tuple[list[Row], bool]:
    """At most one page of the rows that were read, and whether there was one more."""
    rows = [Row(*row) for row in found]
    return rows[:PAGE], len(rows) > PAGE


def shown(rows: Iterable[Row], *, signed_in: bool, show_board: bool) -> SafeString:
    """The `<li>` of each row; those not in the cache are made with one query for all."""
    rows = list(rows)
    language = get_language() or "en"
    keys = {row.pk: row.key(language, show_board) for row in rows}
    kept: dict[str, str] = cache.get_many(list(keys.values()))
    missing = [pk for pk, key in keys.items() if key not in kept]
    if missing:
        made = {keys[topic.pk]: _make(topic, show_board) for topic in _read(missing)}
        cache.set_many(made, KEPT)
        kept |= made
    return mark_safe("\n".join(_own(kept[keys[row.pk]], row, signed_in) for row in rows if keys[row.pk] in kept))  # noqa: S308


def _read(pks: list[int]) -> TopicQuerySet:
    """Again in full, those that the caller has just read through the gate."""
    return Topic.objects.filter(pk__in=pks).select_related("board__group", "author__country", "country", "theme")


def _make(topic: Topic, show_board: bool) -> str:
    holes = {name: ownparts.hole(f"row.{name}") for name in ("new", "mark", "at", "news")}
    values = {"topic": topic, "show_board": show_board, "here": holes}
    return get_template("discussions/_row.html").render(values).strip()


@lru_cache(maxsize=64)
def _mark(state: str, _release: str) -> str:
    return render_to_string("parts/mark.html", {"state": state}).strip()


def _own(fragment: str, row: Row, signed_in: bool) -> str:
    new = max(0, row.last_number - (row.read_to or 0)) if signed_in else 0
    parts = {
        "row.new": " un" if new else "",
        "row.mark": _mark("unread" if new else "read", release()),
        "row.at": _first_new(row) if new else "",
        "row.news": _news(new, bool(row.read_to)) if new else "",
    }
    return ownparts.put(fragment, parts)


def _first_new(row: Row) -> str:
    """What follows the topic's address to lead to the first post not seen."""
    if not row.read_to:
        return ""
    page = -(-(row.read_to + 1) // PAGE)
    return f"{f'?page={page}' if page > 1 else ''}#post-{row.read_to + 1}"


def _news(new: int, begun: bool) -> str:
    words = ngettext("%(number)s new.", "%(number)s new.", new) % {"number": new} if begun else _("New to you.")
    return f"<b>{escape(words)}</b> "
