import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [
        migrations.RemoveField("savedsearch", "token"),
        migrations.AddField(
            "savedsearch",
            "told_until",
            models.DateTimeField(
                db_index=True, default=django.utils.timezone.now, help_text="What came later was not yet told."
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "savedsearch",
            "seen_until",
            models.DateTimeField(help_text="When it was opened last: what came later is new."),
        ),
    ]
