"""PostgreSQL weighs hits by title and words alone: to weigh them by the body, too, it would read each hit's whole text."""

from typing import Any

from django.db import migrations

MAKE = [
    "ALTER TABLE fulltext_entry ADD COLUMN head tsvector GENERATED ALWAYS AS"
    " (setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', words), 'C')) STORED",
    "CREATE INDEX fulltext_head ON fulltext_entry USING gin (head)",
]
BACK = ["DROP INDEX fulltext_head", "ALTER TABLE fulltext_entry DROP COLUMN head"]


def forwards(apps: Any, schema_editor: Any) -> None:
    run(schema_editor, MAKE)


def backwards(apps: Any, schema_editor: Any) -> None:
    run(schema_editor, BACK)


def run(schema_editor: Any, statements: list[str]) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("fulltext", "0002_index")]
    operations = [migrations.RunPython(forwards, backwards)]
