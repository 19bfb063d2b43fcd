"""A query that is asked thousands of times a minute, put into SQL once."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

MARK = -987_654_321  # stands for the id while the SQL is put together


class Compiled:
    """Rows of plain values for one id. The queryset is the room's own, gate and all; only its SQL is kept.

    Values come as the database gives them: numbers and words, no dates.
    """

    def __init__(self, make: Callable[[int], "QuerySet[Any, Any]"]) -> None:
        self.make = make
        self.kept: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def __call__(self, pk: int) -> list[tuple[Any, ...]]:
        if connection.vendor not in self.kept:
            self.kept[connection.vendor] = self.make(MARK).query.sql_with_params()
        sql, params = self.kept[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql, [pk if value == MARK else value for value in params])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
