"""What was written down stays: no code and no statement of the database changes or removes a line."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from foundation.audit.models import Entry, dated, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(moderator, member) -> Entry:
    return record(moderator, "suspend", member, "Names of clients")


def test_a_line_says_who_did_what_to_what_and_why(line, moderator, member):
    found = Entry.objects.get()
    assert (found.who, found.act, found.what, found.why) == (
        moderator,
        "suspend",
        f"member:{member.pk}",
        "Names of clients",
    )
    assert found.space == ""


def test_code_changes_and_removes_nothing(line):
    line.why = "Nothing"
    for attempt in (
        line.save,
        line.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(why=""),
        lambda: Entry.objects.filter(pk=line.pk).update(who=None),
        lambda: Entry.objects.bulk_update([line], ["why"]),
    ):
        with pytest.raises(TypeError):
            attempt()
    assert Entry.objects.get().why == "Names of clients"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_entry",
        "UPDATE audit_entry SET why = ''",
        "UPDATE audit_entry SET act = 'readmit', who_id = NULL",
        "UPDATE audit_entry SET what = 'member:0'",
        "UPDATE audit_entry SET at = '2020-01-01'",
        "UPDATE audit_entry SET space = 'group.1', who_id = NULL",
        "UPDATE audit_entry SET id = id + 1",
    ],
)
def test_the_database_itself_refuses(line, statement):
    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.get(pk=line.pk).why == "Names of clients"


def test_a_line_is_not_given_to_somebody_else(line, member):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET who_id = %s", [member.pk])


def test_a_member_who_is_deleted_leaves_the_line_without_a_name(line, moderator):
    moderator.delete()
    found = Entry.objects.get()
    assert (found.who, found.why) == (None, "Names of clients")


def test_what_tells_of_the_past_bears_its_moment(moderator, member):
    then = datetime(2024, 5, 1, tzinfo=UTC)
    with dated(then):
        record(moderator, "suspend", member)
    assert record(moderator, "readmit", member).at > Entry.objects.get(act="suspend").at == then


@pytest.mark.django_db(transaction=True)
def test_a_test_of_several_threads_can_still_empty_the_table(moderator, member):
    record(moderator, "suspend", member)
