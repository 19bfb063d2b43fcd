"""What is known of the workforce, and what nobody has studied: key concepts by kind of study."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.urls import reverse

from foundation.vocabulary.models import Concept, Pillar
from resources.library.models import Resource, Study

if TYPE_CHECKING:
    from community.groups.models import Reader


@dataclass(frozen=True, slots=True)
class Cell:
    study: Study
    number: int
    address: str  # of the records; where there are none, of the form that proposes one


@dataclass(frozen=True, slots=True)
class Row:
    concept: Concept
    cells: list[Cell]
    propose: str

    @property
    def missing(self) -> list[Cell]:
        return [cell for cell in self.cells if not cell.number]


@dataclass(frozen=True, slots=True)
class Section:
    pillar: Pillar
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Gap:
    """A kind of study, and the concepts nobody has studied so."""

    study: Study
    concepts: list[tuple[Concept, str]]
    all: bool


def marked(reader: "Reader", country: str = "") -> "QuerySet[Resource]":
    """The records this reader may see that are evidence; of one country, if one is given."""
    found = Resource.objects.visible_to(reader).exclude(study="").order_by()
    if country:
        having = Resource.objects.filter(countries=country).order_by().values("pk")
        found = found.filter(pk__in=having)
    return found


def grid(reader: "Reader", country: str = "") -> list[Section]:
    """All concepts with all kinds of study; the numbers come from one query."""
    counted = marked(reader, country).exclude(concepts=None).values_list("concepts", "study").annotate(Count("pk"))
    numbers = {(concept, study): number for concept, study, number in counted}
    rows = [_row(concept, numbers, country) for concept in Concept._base_manager.order_by("position", "slug")]
    sections = [Section(pillar, [row for row in rows if row.concept.pillar == pillar]) for pillar in Pillar]
    return [section for section in sections if section.rows]


def _row(concept: Concept, numbers: dict[tuple[int, str], int], country: str) -> Row:
    cells = []
    for study in Study:
        number = numbers.get((concept.pk, study.value), 0)
        chosen = {"study": study.value, "concept": concept.slug} | ({"country": country} if country else {})
        address = f"{reverse('resources')}?{urlencode(chosen)}" if number else propose(concept, study)
        cells.append(Cell(study, number, address))
    return Row(concept, cells, propose(concept))


def propose(concept: Concept, study: Study | None = None) -> str:
    chosen = {"evidence": "1", "concept": concept.slug} | ({"study": study.value} if study else {})
    return f"{reverse('resource_submit')}?{urlencode(chosen)}"


def gaps(sections: list[Section]) -> list[Gap]:
    """By kind of study, those that have any."""
    rows = [row for section in sections for row in section.rows]
    found = []
    for place, study in enumerate(Study):
        empty = [(row.concept, row.cells[place].address) for row in rows if not row.cells[place].number]
        if empty:
            found.append(Gap(study, empty, len(empty) == len(rows)))
    return found


def countries(reader: "Reader") -> set[str]:
    """Codes of those that any evidence is from."""
    codes = marked(reader).exclude(countries=None).values_list("countries", flat=True).distinct()
    return {str(code) for code in codes}
