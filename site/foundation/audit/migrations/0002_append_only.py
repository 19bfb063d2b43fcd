"""The database itself refuses to change or remove a line. Only a name may go, with the member who is deleted.

Whoever rebuilds this table on SQLite (any later AlterField there) must make the two triggers again.
"""

from django.db import migrations

KEPT = ("id", "at", "act", "what", "why", "space")
SQLITE = [
    f"""CREATE TRIGGER audit_entry_same BEFORE UPDATE ON audit_entry
    WHEN NEW.who_id IS NOT NULL {"".join(f" OR NEW.{name} IS NOT OLD.{name}" for name in KEPT)}
    BEGIN SELECT RAISE(ABORT, 'An audit entry is never changed.'); END""",
    """CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'An audit entry is never removed.'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NEW.who_id IS NULL
        AND ({", ".join(f"NEW.{name}" for name in KEPT)}) IS NOT DISTINCT FROM ({", ".join(f"OLD.{name}" for name in KEPT)})
      THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'An audit entry is never changed or removed.' USING ERRCODE = 'restrict_violation';
    END $$""",
    """CREATE TRIGGER audit_entry_same BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()""",
]


def make(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER audit_entry_same")
        schema_editor.execute("DROP TRIGGER audit_entry_kept")
    else:
        schema_editor.execute("DROP TRIGGER audit_entry_same ON audit_entry")
        schema_editor.execute("DROP FUNCTION audit_entry_refuse()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
