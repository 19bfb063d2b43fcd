from django.apps import AppConfig


class FulltextConfig(AppConfig):
    name = "foundation.fulltext"
    label = "fulltext"
    default_auto_field = "django.db.models.BigAutoField"
