"""Asking the index: SQLite's FTS5 and PostgreSQL's tsvector, one answer."""

from collections.abc import Sequence
from typing import TypeVar

from django.db import connection, models
from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Concat, StrIndex

from foundation.fulltext.models import Searchable
from foundation.fulltext.words import alternatives

BEST = 1000  # hits that are ranked; what matches beyond them follows by date
Row = TypeVar("Row", bound=models.Model)

HITS = {
    "sqlite": "SELECT e.object_id FROM fulltext_index JOIN fulltext_entry e ON e.id = fulltext_index.rowid"
    " WHERE fulltext_index MATCH %s AND e.kind = %s",
    "postgresql": "SELECT e.object_id FROM fulltext_entry e WHERE e.vector @@ to_tsquery('simple', %s) AND e.kind = %s",
}
RANKED = {
    "sqlite": "SELECT e.kind, e.object_id, e.part"
    " FROM fulltext_index JOIN fulltext_entry e ON e.id = fulltext_index.rowid"
    " WHERE fulltext_index MATCH %s AND e.kind IN ({kinds}) {spaces}"
    " ORDER BY bm25(fulltext_index, 8.0, 1.0) * (CASE WHEN e.language = %s THEN 1.2 ELSE 1 END), e.id DESC LIMIT %s",
    "postgresql": "SELECT e.kind, e.object_id, e.part FROM fulltext_entry e, to_tsquery('simple', %s) q"
    " WHERE e.vector @@ q AND e.kind IN ({kinds}) {spaces}"
    " ORDER BY ts_rank('{{0.1, 0.12, 0.4, 1.0}}', e.vector, q, 1)"
    " * (CASE WHEN e.language = %s THEN 1.2 ELSE 1 END) DESC, e.id DESC LIMIT %s",
}


def expression(query: str) -> str:
    """The query in the words of the database, or "" when it holds no word. Every word is quoted, none is an operator."""
    groups = alternatives(query)
    if connection.vendor == "sqlite":
        return " AND ".join("(" + " OR ".join(f'"{form}"' for form in forms) + ")" for forms in groups)
    return " & ".join("(" + " | ".join(f"'{form}'" for form in forms) + ")" for forms in groups)


def ranked(
    query: str, kinds: Sequence[str], language: str = "", spaces: Sequence[str] | None = None, best: int = BEST
) -> list[tuple[str, int, int]]:
    """Kind, id and part of the best hits, best first. `spaces` narrows; it is no permission."""
    asked = expression(query)
    if not asked or not kinds or (spaces is not None and not spaces):
        return []
    sql = RANKED[connection.vendor].format(
        kinds=", ".join(["%s"] * len(kinds)),
        spaces="" if spaces is None else f"AND e.space IN ({', '.join(['%s'] * len(spaces))})",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked, *kinds, *(spaces or []), language, best])
        return [(kind, object_id, part) for kind, object_id, part in cursor.fetchall()]


def matching(queryset: models.QuerySet[Row], query: str, language: str = "") -> models.QuerySet[Row]:
    """The rows of a Searchable model that a query finds, best first; a blank query leaves the queryset as it is.

    Narrow by other filters before or after; sort otherwise by a further `order_by`.
    """
    if not query.strip():
        return queryset
    asked = expression(query)
    model = queryset.model
    assert issubclass(model, Searchable)
    if not asked:
        return queryset.none()
    kind = model.search_kind
    ids = ",".join(str(object_id) for _, object_id, _ in ranked(query, [kind], language))
    place = StrIndex(
        Value(f",{ids},"),
        Concat(Value(","), Cast("pk", models.CharField()), Value(",")),
        output_field=IntegerField(),
    )
    hits = queryset.filter(pk__in=RawSQL(HITS[connection.vendor], [asked, kind]))  # noqa: S611
    return hits.alias(_place=place).order_by(
        Case(When(_place=0, then=Value(2**31 - 1)), default=F("_place"), output_field=IntegerField()), "-pk"
    )
