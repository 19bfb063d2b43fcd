"""What a first start needs, done only where it is missing."""

from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from community.members.models import Member

Say = Callable[[str], object]


def database(say: Say) -> None:
    """Migrates when a migration is missing."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Making the database (half a minute on the first start).")
        call_command("migrate", verbosity=0, interactive=False)


def static_files() -> None:
    """Gathers and compresses static files when one is newer than the last gathering."""
    gathered = Path(settings.STATIC_ROOT, "staticfiles.json")
    folders = [Path(folder) for folder in settings.STATICFILES_DIRS]
    folders += [Path(config.path, "static") for config in apps.get_app_configs()]
    newest = max((f.stat().st_mtime for folder in folders if folder.is_dir() for f in folder.rglob("*")), default=0)
    if not gathered.exists() or gathered.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False)


def demo(say: Say) -> None:
    """Loads the demo content into an empty database and tells who may sign in."""
    if not Member.objects.exists():
        say("Loading the demo content.")
        call_command("load_demo", verbosity=0)
    accounts = Member.objects.filter(email__endswith="@demo.example").values_list("email", flat=True)
    if accounts:
        say("Demo accounts, password workforce-demo: " + ", ".join(accounts))
