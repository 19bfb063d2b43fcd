"""The sets that harvesters may ask for: by theme, by type, by language."""

import re

from django.db.models import Q, QuerySet

from resources.library.models import Resource, ResourceFile, ResourceLink

SPEC = re.compile(r"(theme|type|lang)(?::([A-Za-z0-9_-]{1,80}))?$")


def specs(record: Resource) -> list[str]:
    """Of one record, as OAI-PMH writes sets."""
    themes = sorted(theme.slug for theme in record.themes.all())
    made = [*(f"theme:{slug}" for slug in themes), f"type:{record.kind}"]
    return made + [f"lang:{code}" for code in record.language_codes]


def within(records: "QuerySet[Resource]", spec: str) -> "QuerySet[Resource]":
    """Those of a set. A set's own name alone (`theme`) stands for all that are in any of its kind."""
    found = SPEC.match(spec)
    if not found:
        return records.none()
    name, value = found.groups()
    if name == "type":
        return records.filter(kind=value) if value else records
    if name == "theme":
        having = Resource.objects.filter(themes__slug=value) if value else Resource.objects.filter(themes__isnull=False)
        return records.filter(pk__in=having.order_by().values("pk"))
    return records.filter(_in_language(value)) if value else records


def _in_language(code: str) -> Q:
    """By its files and links; by its title where it has none."""
    files, links = ResourceFile.objects.order_by(), ResourceLink._base_manager.order_by()
    bare = ~Q(pk__in=files.values("resource")) & ~Q(pk__in=links.values("resource"))
    there = Q(pk__in=files.filter(language=code).values("resource"))
    return there | Q(pk__in=links.filter(language=code).values("resource")) | (bare & Q(language=code))
