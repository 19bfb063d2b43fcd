"""Writes all records that are for everybody, as one file: to the screen, or to a file with --to."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from resources.library.imports.out import FORMATS, written
from resources.library.models import Resource


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=FORMATS, default="csv")
        parser.add_argument("--drafts", action="store_true", help="Drafts too; else only what is published.")
        parser.add_argument("--to", type=Path, help="The file to write.")

    def handle(self, *args: Any, **options: Any) -> None:
        records = Resource.objects.filter(group=None).order_by("pk")
        if not options["drafts"]:
            records = records.filter(live=True)
        pieces = written(records, options["format"])
        if options["to"]:
            with options["to"].open("w", encoding="utf-8", newline="") as out:
                out.writelines(pieces)
            return
        for piece in pieces:
            self.stdout.write(piece, ending="")
        sys.stdout.flush()
