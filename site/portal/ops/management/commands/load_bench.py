"""Data for `make bench`, into a database of its own."""

from typing import Any

from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser
from django.db import connection

from community.members.models import Member
from portal.ops import bench_data, bench_library, chores


class Command(BaseCommand):
    help = "Writes a large corpus for measuring."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--topics", type=int, default=2000)
        parser.add_argument("--posts", type=int, default=40000)
        parser.add_argument("--resources", type=int, default=0)
        parser.add_argument(
            "--pages", type=int, default=20, help="Of the file of a record, on average; 0 for no files."
        )
        parser.add_argument("--long", type=int, default=0, help="Posts of one long topic.")
        parser.add_argument("--members", type=int, default=200)

    def handle(self, *args: Any, **options: Any) -> None:
        if Member.objects.filter(email="bench0@demo.example").exists():
            raise CommandError("This database has the bench data already.")
        authors = bench_data.members(max(1, options["members"]))
        bench_data.discussions(options["topics"], options["posts"], authors)
        bench_library.fill(options["resources"], max(0, options["pages"]))
        if options["long"]:
            bench_data.long_topic(options["long"], authors)
        chores.learn_the_tables()
        _settle()
        self.stdout.write("Bench data written.")


def _settle() -> None:
    """As PostgreSQL is after a quiet hour, when it has counted and tidied its tables by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")
