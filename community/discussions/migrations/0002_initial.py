# Here until all rooms make their first migrations anew.
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("discussions", "0001_initial")]
    operations = []
