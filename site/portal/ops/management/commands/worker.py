"""The worker and scheduler as a process of their own, beside several web processes."""

import threading
from typing import Any

from django.core.management import BaseCommand

from portal.ops import work


class Command(BaseCommand):
    help = "Runs jobs, letters and what falls due until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        threads = work.start(stop)
        try:
            for thread in threads:
                thread.join()
        except KeyboardInterrupt:
            stop.set()
