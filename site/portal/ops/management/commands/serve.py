"""One command, one process: pages, socket, worker and scheduler, with nothing else installed."""

import os
import threading
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.core.management.base import CommandParser
from django.db import connection

from portal.ops import prepare, work


class Command(BaseCommand):
    help = "Serves the site with its worker and scheduler beside it (the embedded set-up)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="Migrate, load the demo if empty.")
        parser.add_argument("--no-worker", action="store_true", help="Workers run elsewhere.")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
        if options["prepare"]:
            prepare.database(self.stdout.write)
            prepare.demo(self.stdout.write)
        prepare.static_files()
        call_command("check", verbosity=0)
        connection.close()
        if connection.vendor == "sqlite":  # one stays open: closing the last would empty the write-ahead log each time
            connection.ensure_connection()
        stop = threading.Event()
        if not options["no_worker"]:
            work.start(stop)
        self.stdout.write(f"\n{settings.SITE_NAME} is on http://{host}:{port}/  (stop with Ctrl+C)\n")
        try:
            uvicorn.run(
                "config.asgi:application",
                host=host,
                port=port,
                log_config=None,
                access_log=False,
                ws="websockets-sansio",
                ws_max_size=64 * 1024,
                ws_per_message_deflate=False,
                timeout_graceful_shutdown=5,
                timeout_keep_alive=30,
                server_header=False,
                lifespan="off",
            )
        finally:
            stop.set()
