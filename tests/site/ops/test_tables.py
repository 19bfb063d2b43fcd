"""What keeps SQLite quick: its log goes into the database between posts, and it counts its tables each day."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.ops import chores


def said(chore):
    with CaptureQueriesContext(connection) as asked:
        chore()
    return [query["sql"] for query in asked]


@pytest.mark.django_db(transaction=True)
def test_the_log_and_the_tables_are_looked_after():
    if connection.vendor == "sqlite":
        assert said(chores.empty_the_log) == ["PRAGMA wal_checkpoint(PASSIVE)"]
        assert said(chores.learn_the_tables)[-1] == "ANALYZE"
    else:  # PostgreSQL does both by itself
        assert said(chores.empty_the_log) + said(chores.learn_the_tables) == []


def test_both_are_among_the_chores():
    every = {name: seconds for name, seconds, _chore in chores.CHORES}
    assert every["log"] <= 60
    assert every["tables"] == 24 * 3600
