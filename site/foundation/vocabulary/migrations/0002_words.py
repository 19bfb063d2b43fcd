from typing import Any

from django.db import migrations

from foundation.vocabulary import actions


def fill(apps: Any, schema_editor: Any) -> None:
    actions.load(apps)


class Migration(migrations.Migration):
    dependencies = [("vocabulary", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
