"""Asks for the text of files that were never read; the worker takes it out."""

from typing import Any

from django.core.management import BaseCommand, CommandParser

from resources.library.actions import readings


class Command(BaseCommand):
    help = "Leaves a job for each file that was never read; with --broken or --all, for others again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--broken", action="store_true", help="those that could not be read, again")
        parser.add_argument("--all", action="store_true", help="all that were ever read, again")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = readings.ask_never_read()
        if options["broken"] or options["all"]:
            asked += readings.ask_all(broken_only=not options["all"])
        self.stdout.write(f"{asked} files will be read.")
