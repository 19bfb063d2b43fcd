"""For cron: does what falls due. Safe to run every minute, by many at once."""

from typing import Any

from django.core.management import BaseCommand

from portal.ops import chores, work


class Command(BaseCommand):
    help = "Publishes scheduled pages, sends waiting letters, takes up lost jobs."

    def handle(self, *args: Any, **options: Any) -> None:
        chores.do_due()
        work.run_jobs()
