from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig


class MembersConfig(AppConfig):
    name = "community.members"
    label = "members"
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from community.members import offices

        post_migrate.connect(offices.after_migrate, sender=self)


class StaffConfig(WagtailUsersAppConfig):
    """Stands in for `wagtail.users` in INSTALLED_APPS."""

    default = False
    user_viewset = "community.members.staff.StaffViewSet"
