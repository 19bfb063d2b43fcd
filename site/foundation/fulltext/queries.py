"""Asking the index: SQLite's FTS5 and PostgreSQL's tsvector, one answer."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection, models

from foundation.fulltext.words import alternatives

BEST = 500  # hits that are put in order; a list of all matches has the others after them, by date
WEIGHED = 2000  # so many hits are weighed by their words; a commoner word gives titles first, then the newest
Hit = tuple[str, int, int]  # kind, id, part
HIT = "SELECT e.kind, e.object_id, e.part"
Row = TypeVar("Row", bound=models.Model)

FROM = {
    "sqlite": "FROM fulltext_index JOIN fulltext_entry e ON e.id = fulltext_index.rowid"
    " WHERE fulltext_index MATCH %s {narrowed}",
    "postgresql": "FROM asked, fulltext_entry e WHERE e.{vector} @@ asked.q {narrowed}",
}
# PostgreSQL, when it knows the word, takes a common one for cheaper without the index, and unpacks every long vector.
HIDDEN = "WITH asked AS MATERIALIZED (SELECT to_tsquery('simple', %s) AS q) "
WEIGHT = {
    "sqlite": "-bm25(fulltext_index, 0.0, 8.0, 1.0, 0.25)",
    "postgresql": "0.001 + ts_rank('{0.03, 0.12, 0.4, 1.0}', e.head, asked.q, 1)",  # without the body, which is long and says no more
}
ROW = {"sqlite": "fulltext_index.rowid", "postgresql": "e.id"}  # FTS5 walks its own rowid backwards; e.id it would sort


class Asked:
    """A query in the words of the database. Every word is quoted, so none is an operator."""

    def __init__(self, query: str, kinds: Sequence[str], spaces: Sequence[str] | None = None) -> None:
        self.words = alternatives(query)
        self.kinds, self.spaces = list(kinds), spaces
        self.empty = not self.words or not kinds or (spaces is not None and not spaces)
        self.lite = connection.vendor == "sqlite"

    def match(self, *, in_title: bool = False) -> str:
        if not self.lite:
            return " & ".join("(" + " | ".join(f"'{form}'" for form in forms) + ")" for forms in self.words)
        columns = "title" if in_title else "{title words body}"
        parts = ["(" + " OR ".join(f'"{form}"' for form in forms) + ")" for forms in self.words]
        kinds = " OR ".join(f'"{kind}"' for kind in self.kinds)
        return f"{columns} : ({' AND '.join(parts)}) AND kind : ({kinds})"

    def sql(self, head: str, tail: str = "", *, in_title: bool = False) -> str:
        narrowed = "" if self.lite else f"AND e.kind IN ({marks(self.kinds)})"
        if self.spaces is not None:
            narrowed += f" AND e.space IN ({marks(self.spaces)})"
        found = FROM[connection.vendor].format(narrowed=narrowed, vector="titled" if in_title else "vector")
        return f"{'' if self.lite else HIDDEN}{head} {found} {tail}"

    def values(self, *, in_title: bool = False) -> list[Any]:
        return [self.match(in_title=in_title), *([] if self.lite else self.kinds), *(self.spaces or [])]


def marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def ranked(
    query: str, kinds: Sequence[str], language: str = "", spaces: Sequence[str] | None = None, best: int = BEST
) -> list[Hit]:
    """The best hits, best first; what is in the reader's language counts a little more.

    `spaces` only narrows: ask the things' own `visible_to` before showing any of them.
    """
    asked = Asked(query, kinds, spaces)
    if asked.empty:
        return []
    if not _is_common(query, kinds):
        return _weighed(asked, language, best)
    titles = _titled(asked, best)
    others = _rows(asked.sql(HIT, _newest()), [*asked.values(), best]) if len(titles) < best else []
    return list(dict.fromkeys([*titles, *others]))[:best]


def found(kind: str, query: str, language: str = "") -> list[int]:
    """The ids of everything of one kind that a query finds, the best of them first; ask their `visible_to` yet."""
    asked = Asked(query, [kind])
    if asked.empty:
        return []
    every = _rows(asked.sql("SELECT e.object_id", f"ORDER BY {ROW[connection.vendor]} DESC"), asked.values())
    best = _weighed(asked, language, BEST) if len(every) <= WEIGHED else _titled(asked, BEST)
    return list(dict.fromkeys([*(object_id for _, object_id, _ in best), *(object_id for (object_id,) in every)]))


def _weighed(asked: Asked, language: str, best: int) -> list[Hit]:
    order = f"ORDER BY ({WEIGHT[connection.vendor]}) * (CASE WHEN e.language = %s THEN 1.5 ELSE 1 END) DESC, e.id DESC"
    return _rows(asked.sql(HIT, f"{order} LIMIT %s"), [*asked.values(), language, best])


def _titled(asked: Asked, best: int) -> list[Hit]:
    """The newest that have the words in their titles."""
    return _rows(asked.sql(HIT, _newest(), in_title=True), [*asked.values(in_title=True), best])


def _newest() -> str:
    return f"ORDER BY {ROW[connection.vendor]} DESC LIMIT %s"


def _is_common(query: str, kinds: Sequence[str]) -> bool:
    asked = Asked(query, kinds)
    values: list[Any] = asked.values()
    joined = asked.sql("SELECT 1")
    hits = "SELECT 1 FROM fulltext_index WHERE fulltext_index MATCH %s" if asked.lite else joined  # a tenth of the cost
    return _rows(f"SELECT count(*) FROM ({hits} LIMIT %s) hits", [*values, WEIGHED + 1])[0][0] > WEIGHED  # noqa: S608


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
