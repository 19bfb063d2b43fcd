"""Exit code 1 when an invariant is broken."""

import sys
from typing import Any

from django.core.management import BaseCommand

from portal.ops.fsck import CHECKS


class Command(BaseCommand):
    help = "Recounts and reports every broken invariant."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for check in CHECKS:
            for finding in check():
                broken += 1
                self.stdout.write(finding)
        self.stdout.write(f"{len(CHECKS)} kinds of facts recounted, {broken} broken.")
        if broken:
            sys.exit(1)
