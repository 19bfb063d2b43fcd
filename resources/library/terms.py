"""The words of the filters in the reader's language, kept until a term changes."""

from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language

from foundation.vocabulary.models import Cadre, Country, Pillar, Region, Theme, last_changes, named
from resources.library import languages
from resources.library.models import Kind, Level, Resource

Names = dict[str, dict[str, str]]  # facet -> value in the address -> what it is called
FACETS = ("pillar", "lang", "type", "theme", "country", "region", "cadre", "level", "year")


def stamp() -> tuple[tuple[Any, ...], ...]:
    """The last change of everything a list of resources shows, in one query."""
    return tuple(last_changes(Resource.objects.filter(live=True), moment="updated_at"))


def names(changes: tuple[Any, ...]) -> tuple[Names, dict[str, dict[Any, str]]]:
    """What may be chosen, and for terms kept by number the value of each number."""
    key = f"terms:{get_language()}:{hash(changes[1:])}"
    kept: tuple[Names, dict[str, dict[Any, str]]] | None = cache.get(key)
    if kept is None:
        kept = _read()
        cache.set(key, kept, 24 * 3600)
    return kept


def _read() -> tuple[Names, dict[str, dict[Any, str]]]:
    found: Names = {
        "pillar": {value: str(label) for value, label in Pillar.choices},
        "lang": {code: languages.own_name(code) for code, _name in languages.choices()},
        "type": {value: str(label) for value, label in Kind.choices},
        "level": {value: str(label) for value, label in Level.choices},
    }
    slugs: dict[str, dict[Any, str]] = {}
    for facet, model in (("theme", Theme), ("region", Region), ("cadre", Cadre)):
        rows = model._base_manager.order_by("position", "slug").values_list("pk", "slug", "names")
        found[facet] = {slug: named(called, slug) for _pk, slug, called in rows}
        slugs[facet] = {pk: slug for pk, slug, _called in rows}
    countries = {code: named(called, code) for code, called in Country._base_manager.values_list("code", "names")}
    found["country"] = dict(sorted(countries.items(), key=lambda pair: pair[1]))
    slugs["country"] = {code: code for code in countries}
    return found, slugs
