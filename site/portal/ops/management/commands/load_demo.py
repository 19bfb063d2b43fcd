"""The demo content, into a database without members."""

import time
from typing import Any

from django.core.management import BaseCommand, CommandError

from portal.ops.demo import load, people


class Command(BaseCommand):
    help = "Loads invented people, discussions, groups, resources, articles and weeks to look at."

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            load.load()
        except load.NotEmpty:
            raise CommandError("This database has members already. The demo goes only into an empty one.") from None
        if options["verbosity"]:
            seconds = time.monotonic() - began
            self.stdout.write(f"Demo loaded in {seconds:.0f} s. The password of every account is {people.PASSWORD}.")
