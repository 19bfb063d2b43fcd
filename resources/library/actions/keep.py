"""Keeping a resource: its facts, links and files; each change is a revision that editors can look back to."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from foundation.audit.models import record
from foundation.vocabulary.models import Cadre, Concept, Country, Organisation, Pillar, Region, Theme
from resources.library.models import Relation, Resource, ResourceFile, ResourceLink

TERMS: dict[str, tuple[Any, str]] = {
    "themes": (Theme, "slug"),
    "regions": (Region, "slug"),
    "cadres": (Cadre, "slug"),
    "countries": (Country, "code"),
    "concepts": (Concept, "slug"),
}


def may_publish(who: Member | None) -> None:
    """`None` is the system: commands that load content."""
    if who is not None and not who.has_perm("library.publish_resource"):
        raise PermissionDenied(_("Only editors may publish resources."))


@transaction.atomic
def keep_resource(
    who: Member | None,
    *,
    title: str,
    pillars: Iterable[str],
    publishers: Iterable[str] = (),
    links: Iterable[Mapping[str, str]] = (),
    relations: Iterable[tuple[str, Resource]] | None = None,
    slug: str = "",
    **values: Any,
) -> Resource:
    """Makes a live resource, or changes the one at `slug`.

    Themes, regions, cadres and concepts are slugs, countries are codes, publishers are names (a new one is kept as an
    organisation), links have `url`, `language` and may have `label`. `relations` say what it is of other records; without
    them those it has stay. Other values are fields of the model.
    """
    may_publish(who)
    resource = Resource.objects.filter(slug=slug).first() if slug else None
    act = "resource changed" if resource else "resource published"
    resource = resource or Resource(slug=slug, live=False)
    terms = {name: values.pop(name) for name in TERMS if name in values}
    resource.title = title
    for name, value in values.items():
        if not hasattr(Resource, name):
            raise TypeError(f"A resource has no {name}.")
        setattr(resource, name, value)
    chosen = set(pillars)
    for pillar in Pillar.values:
        setattr(resource, pillar, pillar in chosen)
    resource.full_clean()
    resource.save()
    for name, wanted in terms.items():
        setattr(resource, name, _terms(name, list(wanted)))
    resource.publishers = [Organisation.objects.get_or_create(name=maker)[0] for maker in publishers]
    resource.links = [ResourceLink(**link) for link in links]  # type: ignore[misc]
    if relations is not None:
        resource.relations = [Relation(kind=kind, other=other) for kind, other in relations]
    _publish(who, resource)
    record(who, act, resource)
    return resource


@transaction.atomic
def add_file(
    who: Member | None, resource: Resource, file: File, *, language: str, name: str, pages: int | None = None
) -> ResourceFile:
    """Adds a file to a resource. Raises ValidationError for a file that is none of the types we take."""
    may_publish(who)
    fresh = Resource.objects.select_for_update().get(pk=resource.pk)  # gate: checked above
    added = ResourceFile(resource=fresh, language=language, name=name, pages=pages, file=file)
    added.full_clean(exclude=["resource", "content_type", "checksum"])
    added.save()
    _publish(who, fresh)
    record(who, "file added", fresh)
    return added


def _terms(name: str, wanted: list[str]) -> list[Any]:
    model, column = TERMS[name]
    found = list(model._base_manager.filter(**{f"{column}__in": wanted}))
    missing = set(wanted) - {getattr(term, column) for term in found}
    if missing:
        raise ValueError(f"Unknown {name}: {', '.join(sorted(missing))}")
    return found


def _publish(who: Member | None, resource: Resource) -> None:
    """Through a revision, else the next edit in the editors' rooms would start from an older state."""
    resource.save_revision(user=who, log_action=True).publish(user=who, skip_permission_checks=True)
    resource.refresh_from_db()
