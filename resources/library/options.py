"""The filters as the page shows them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from resources.library.filters import Chosen
from resources.library.terms import FACETS, Names

CHOICE_OF_ONE = ("country", "region", "cadre", "level", "year", "concept", "study", "licence")


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    number: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    legend: str
    any: str
    options: list[Option]
    one: bool


@dataclass(frozen=True, slots=True)
class Chip:
    facet: str
    value: str
    label: str
    address: str


def legends() -> dict[str, tuple[str, str]]:
    return {
        "pillar": (_("Pillar"), ""),
        "lang": (_("Language of a file"), ""),
        "type": (_("Type"), ""),
        "theme": (_("Theme"), ""),
        "country": (_("Country"), _("Any country")),
        "region": (_("Region"), _("Any region")),
        "cadre": (_("For whom"), _("Any worker")),
        "level": (_("Level"), _("Any level")),
        "year": (_("Year"), _("Any year")),
        "concept": (_("Key concept"), _("Any concept")),
        "study": (_("Kind of study"), _("Any kind of study")),
        "licence": (_("Licence"), _("Any licence")),
    }


def facets(chosen: Chosen, names: Names, counts: dict[str, dict[str, int]]) -> list[Facet]:
    """Values that would leave nothing are not offered, unless they are chosen."""
    found = []
    for name, (legend, everything) in legends().items():
        picked = set(chosen.facets.get(name, []))
        known = names.get(name) or {year: year for year in sorted({*counts[name], *picked}, reverse=True)}
        options = [
            Option(value, label, counts[name].get(value, 0), value in picked)
            for value, label in known.items()
            if counts[name].get(value) or value in picked
        ]
        if options:
            found.append(Facet(name, legend, everything, options, name in CHOICE_OF_ONE))
    return found


def chips(chosen: Chosen, names: Names) -> list[Chip]:
    return [
        Chip(facet, value, names.get(facet, {}).get(value, value), chosen.without(facet, value))
        for facet in FACETS
        for value in chosen.facets.get(facet, [])
    ]
