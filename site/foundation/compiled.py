"""Queries that are asked thousands of times a minute, put into SQL once."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

MARK = 1_987_654_321  # stands for a value while the SQL is put together; small enough for every kind of number


class Compiled:
    """Rows of plain values. The queryset is the room's own, gate and all; only its SQL is kept.

    `make` takes the values that differ from one asking to the next: whole numbers, or words where `kinds` says so.
    Values of the rows come as the database gives them: numbers, words and on SQLite 0 and 1; no dates.
    """

    def __init__(self, make: Callable[..., "QuerySet[Any, Any]"], *kinds: type) -> None:
        self.make = make
        self.marks = [
            f"mark{MARK - place}" if kind is str else MARK - place for place, kind in enumerate(kinds or (int,))
        ]
        self.kept: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def __call__(self, *values: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(*self._sql(values))
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def first(self, model: type[Model], *values: Any) -> Any:
        """The first row as an instance, for a queryset that was made without `values`; None where there is none."""
        return next(iter(model._default_manager.raw(*self._sql(values))), None)

    def _sql(self, values: tuple[Any, ...]) -> tuple[str, list[Any]]:
        if connection.vendor not in self.kept:
            self.kept[connection.vendor] = self.make(*self.marks).query.sql_with_params()
        sql, params = self.kept[connection.vendor]
        known = dict(zip(self.marks, values, strict=True))
        return sql, [known.get(value, value) for value in params]
