from django.db import migrations

NAME = "Community moderators"


def make(apps, schema_editor):
    """The group with its two permissions, which may not be there yet: they are made after all migrations."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    group, _ = Group.objects.get_or_create(name=NAME)
    wanted = [
        ("members", "member", "moderate", "May close, hide and restore what members write"),
        ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"),
    ]
    for app, model, codename, name in wanted:
        kind, _ = ContentType.objects.get_or_create(app_label=app, model=model)
        permission, _ = Permission.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": name})
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
