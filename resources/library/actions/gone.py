"""Remembers public records that are public no more, so that harvesters hear of it. What never was public leaves no trace.

Heard before a record is saved or deleted, by whomever: what it was stands in the database then.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from resources.library.citing.sets import specs
from resources.library.models import Gone, Resource

DECIDES = {"live", "group", "group_id"}


def on_save(
    sender: type[Resource], instance: Resource, raw: bool = False, update_fields: Any = None, **_kwargs: Any
) -> None:
    if raw or not instance.pk or (update_fields is not None and not DECIDES & set(update_fields)):
        return
    before = _public(instance)
    public = instance.live and instance.group_id is None
    if public and not before:
        Gone._base_manager.filter(number=instance.pk).delete()
    elif before and not public:
        _remember(before)


def on_delete(sender: type[Resource], instance: Resource, **_kwargs: Any) -> None:
    before = _public(instance)
    if before:
        _remember(before)


def _public(instance: Resource) -> Resource | None:
    """The record as strangers see it now."""
    return Resource.objects.visible_to(AnonymousUser()).filter(pk=instance.pk).first()


def _remember(record: Resource) -> None:
    Gone._base_manager.update_or_create(number=record.pk, defaults={"sets": specs(record)})
