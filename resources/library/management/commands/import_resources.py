"""Brings in a CSV, RIS or BibTeX file of records: as drafts, unless told to publish."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from foundation.vocabulary.models import Pillar
from resources.library.actions import bring
from resources.library.imports.plan import planned, tally


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Only tell what each row would do.")
        parser.add_argument("--publish", action="store_true", help="Publish what is complete.")
        parser.add_argument("--good-only", action="store_true", help="Leave out the rows that are wrong.")
        parser.add_argument("--pillar", choices=Pillar.values, default="", help="Of records that name none.")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            plan = planned(file.name, file.read_bytes(), bring.reach(None), options["pillar"])
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        for words in [*plan.notes, *map(str, plan.problems)]:
            self.stdout.write(words)
        self.stdout.write("{new} new, {changed} changed, {same} the same, {bad} wrong".format(**tally(plan.steps)))
        if options["dry_run"]:
            return
        if plan.problems and not options["good_only"]:
            raise CommandError("Nothing was brought in. Mend the file, or leave out what is wrong with --good-only.")
        done = 0
        for step in plan.steps:
            if step.outcome in ("new", "changed"):
                try:
                    bring.bring_in(None, step, plan.words, publish=options["publish"])
                    done += 1
                except ValidationError as error:
                    self.stdout.write(f"Row {step.row.number}: {error.messages[0]}")
        self.stdout.write(f"{done} brought in.")
