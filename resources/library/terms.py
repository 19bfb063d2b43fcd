"""The words of the filters in the reader's language, kept until a term changes."""

from typing import Any

from django.core.cache import cache
from django.db.models import Value
from django.utils.translation import get_language

from foundation.vocabulary.models import Cadre, Concept, Country, Pillar, Region, Theme, last_changes, named
from resources.library import languages
from resources.library.models import Kind, Level, Licence, Resource, Study

Changes = tuple[tuple[Any, ...], ...]
Names = dict[str, dict[str, str]]  # facet -> value in the address -> what it is called
FACETS = (
    "pillar",
    "lang",
    "type",
    "theme",
    "country",
    "region",
    "cadre",
    "level",
    "year",
    "concept",
    "study",
    "licence",
)


def stamp() -> Changes:
    """The last change of everything a list of resources shows, in one query."""
    return tuple(last_changes(Resource.objects.filter(live=True), moment="updated_at"))


def names(changes: Changes) -> Names:
    """What may be chosen."""
    key = f"terms:{get_language()}:{hash(changes[1:])}"
    kept: Names | None = cache.get(key)
    if kept is None:
        kept = _read()
        cache.set(key, kept, 24 * 3600)
    return kept


def _read() -> Names:
    found: Names = {
        "pillar": {value: str(label) for value, label in Pillar.choices},
        "lang": {code: languages.own_name(code) for code, _name in languages.choices()},
        "type": {value: str(label) for value, label in Kind.choices},
        "level": {value: str(label) for value, label in Level.choices},
        "study": {value: str(label) for value, label in Study.choices},
        "licence": {value: str(label) for value, label in Licence.choices},
    }
    asked = [
        model._base_manager.order_by().values_list(Value(facet), "position", "slug", "names")
        for facet, model in (("theme", Theme), ("region", Region), ("cadre", Cadre), ("concept", Concept))
    ]
    countries = Country._base_manager.order_by().values_list(Value("country"), Value(0), "code", "names")
    rows = [
        (facet, place, named(called, value), value) for facet, place, value, called in countries.union(*asked, all=True)
    ]
    for facet, _place, name, value in sorted(rows):
        found.setdefault(facet, {})[value] = name
    return found
