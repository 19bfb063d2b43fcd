from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class VocabularyConfig(AppConfig):
    name = "foundation.vocabulary"
    label = "vocabulary"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(fill_if_empty, sender=self)


def fill_if_empty(sender: AppConfig, **kwargs: Any) -> None:
    """A database that was flushed has its words again; one that editors shaped is left alone."""
    from foundation.vocabulary import actions
    from foundation.vocabulary.models import Country

    if not Country.objects.exists():
        actions.load()
