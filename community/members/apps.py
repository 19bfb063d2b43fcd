from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class MembersConfig(AppConfig):
    name = "community.members"
    label = "members"
    default = True
    default_auto_field = "django.db.models.BigAutoField"


class StaffConfig(WagtailUsersAppConfig):
    """Stands in for `wagtail.users` in INSTALLED_APPS."""

    default = False
    user_viewset = "community.members.staff.StaffViewSet"
