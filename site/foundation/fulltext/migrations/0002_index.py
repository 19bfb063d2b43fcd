"""The index beside the table, one for each kind of database.

SQLite: when a later migration rebuilds fulltext_entry its triggers are lost; run these statements again there.
"""

from typing import Any

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE fulltext_index USING fts5(kind, title, words, body, content='fulltext_entry', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER fulltext_added AFTER INSERT ON fulltext_entry BEGIN"
    " INSERT INTO fulltext_index(rowid, kind, title, words, body) VALUES (new.id, new.kind, new.title, new.words, new.body); END",
    "CREATE TRIGGER fulltext_removed AFTER DELETE ON fulltext_entry BEGIN"
    " INSERT INTO fulltext_index(fulltext_index, rowid, kind, title, words, body)"
    " VALUES ('delete', old.id, old.kind, old.title, old.words, old.body); END",
    "CREATE TRIGGER fulltext_changed AFTER UPDATE ON fulltext_entry BEGIN"
    " INSERT INTO fulltext_index(fulltext_index, rowid, kind, title, words, body)"
    " VALUES ('delete', old.id, old.kind, old.title, old.words, old.body);"
    " INSERT INTO fulltext_index(rowid, kind, title, words, body) VALUES (new.id, new.kind, new.title, new.words, new.body); END",
]
POSTGRESQL = [
    "ALTER TABLE fulltext_entry ADD COLUMN vector tsvector GENERATED ALWAYS AS"
    " (setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', words), 'C')"
    " || setweight(to_tsvector('simple', body), 'D')) STORED",
    "CREATE INDEX fulltext_vector ON fulltext_entry USING gin (vector)",
    # Hits are weighed by title and words alone; beside the body the vector would be unpacked for each of them.
    "ALTER TABLE fulltext_entry ADD COLUMN head tsvector GENERATED ALWAYS AS"
    " (setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', words), 'C')) STORED",
    "ALTER TABLE fulltext_entry ADD COLUMN titled tsvector GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED",
    "CREATE INDEX fulltext_titled ON fulltext_entry USING gin (titled)",
]
BACK = {
    "sqlite": [
        "DROP TRIGGER fulltext_added",
        "DROP TRIGGER fulltext_removed",
        "DROP TRIGGER fulltext_changed",
        "DROP TABLE fulltext_index",
    ],
    "postgresql": [
        "ALTER TABLE fulltext_entry DROP COLUMN titled",
        "ALTER TABLE fulltext_entry DROP COLUMN head",
        "ALTER TABLE fulltext_entry DROP COLUMN vector",
    ],
}


def run(schema_editor: Any, statements: dict[str, list[str]]) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def forwards(apps: Any, schema_editor: Any) -> None:
    run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def backwards(apps: Any, schema_editor: Any) -> None:
    run(schema_editor, BACK)


class Migration(migrations.Migration):
    dependencies = [("fulltext", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
