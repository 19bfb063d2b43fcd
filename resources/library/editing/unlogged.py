"""Wagtail's log of changes shows titles to every editor; what a group keeps for itself leaves no line in it."""

from typing import Any

from wagtail.models import ModelLogEntry

from resources.library.models import Resource


def on_logged(sender: type[ModelLogEntry], instance: ModelLogEntry, created: bool, **_kwargs: Any) -> None:
    if not created or instance.content_type.model_class() is not Resource:
        return
    if Resource._base_manager.filter(pk=instance.object_id, group__isnull=False).exists():
        ModelLogEntry.objects.filter(pk=instance.pk).delete()
