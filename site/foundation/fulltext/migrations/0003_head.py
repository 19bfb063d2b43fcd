"""PostgreSQL weighs hits by title and words alone, which lie apart from the body: to weigh them it unpacks the vector."""

from typing import Any

from django.db import migrations

MAKE = [
    "ALTER TABLE fulltext_entry ADD COLUMN head tsvector GENERATED ALWAYS AS"
    " (setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', words), 'C')) STORED",
    "ALTER TABLE fulltext_entry ADD COLUMN titled tsvector GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED",
    "CREATE INDEX fulltext_titled ON fulltext_entry USING gin (titled)",
]
BACK = ["DROP INDEX fulltext_titled", "ALTER TABLE fulltext_entry DROP COLUMN titled", "ALTER TABLE fulltext_entry DROP COLUMN head"]


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
