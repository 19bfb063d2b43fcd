"""What a file would do: which rows are new records, which change one, which say what is there already."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from resources.library.citing.facts import names
from resources.library.identifiers import normal_doi, normal_isbn
from resources.library.imports import bibtex, csvs, ris
from resources.library.imports.facts import PARTS, as_edited, facts, put, wrong_in
from resources.library.imports.table import LARGEST, Problem, Row, Table, decoded
from resources.library.imports.words import Words, compared
from resources.library.models import Resource
from resources.library.models.resource import ResourceQuerySet

READERS = {".csv": csvs.table, ".tsv": csvs.table, ".txt": csvs.table, ".ris": ris.table, ".bib": bibtex.table}
READERS |= {".bibtex": bibtex.table}
FEW = 200


@dataclass(slots=True)
class Step:
    """One row and its record: None for a new one. `changed` names the fields; `lacking` what keeps it a draft."""

    row: Row
    record: Resource | None = None
    values: dict[str, Any] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    lacking: set[str] = field(default_factory=set)

    @property
    def outcome(self) -> str:
        if self.row.problems:
            return "bad"
        if self.record is None:
            return "new"
        return "changed" if self.changed else "same"


@dataclass(slots=True)
class Plan:
    steps: list[Step]
    notes: list[str]
    words: Words

    @property
    def problems(self) -> list[Problem]:
        return [problem for step in self.steps for problem in step.row.problems]

    def count(self, outcome: str) -> int:
        return sum(step.outcome == outcome for step in self.steps)


def opened(filename: str, data: bytes, words: Words) -> Table:
    """By the file's ending. Raises ValidationError with the sentence for a file that cannot be read at all."""
    if len(data) > LARGEST:
        raise ValidationError(_("This file is larger than 20 MB. Part it."))
    reader = READERS.get(PurePath(filename.lower()).suffix)
    if reader is None:
        raise ValidationError(_("Take a CSV, RIS or BibTeX file: its name ends in .csv, .ris or .bib."))
    return reader(decoded(data), words)


def planned(
    filename: str, data: bytes, reach: ResourceQuerySet, pillar: str = "", first: int = 0, most: int | None = None
) -> Plan:
    """`reach` are the records that may be seen and changed; `pillar` is for new records that name none.

    From the row at `first` on, at most `most`: to compare a row costs some milliseconds."""
    words = Words()
    table = opened(filename, data, words)
    there = Known(reach)
    steps = []
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        _normalise(row.values)
        number = None if row.problems and not row.values else there.find(row.values)
        _once(row, row.values, number, seen)
        steps.append(Step(row, values=row.values))
        steps[-1].record = Resource(pk=number) if number else None
    steps = steps[first : None if most is None else first + most]
    for start in range(0, len(steps), FEW):
        _weigh(steps[start : start + FEW], reach, there, pillar)
    return Plan(steps, table.notes, words)


class Known:
    """How the records that are there are recognised. Three queries."""

    def __init__(self, reach: ResourceQuerySet) -> None:
        self.by: dict[str, dict[Any, int]] = {"doi": {}, "slug": {}, "identifier": {}, "title": {}}
        rows = reach.order_by("-pk").values_list("pk", "doi", "slug", "identifier", "title", "year", "language")
        for pk, doi, slug, identifier, title, year, language in rows.iterator():
            self.by["doi"][doi], self.by["slug"][slug], self.by["identifier"][identifier] = pk, pk, pk
            self.by["title"][compared(title), year, language] = pk
        self.taken = set(Resource._base_manager.values_list("slug", flat=True))

    def find(self, values: dict[str, Any]) -> int | None:
        """By DOI, address or identifier; a row that has none of them by title, year and language."""
        given = [(name, values[name]) for name in ("doi", "slug", "identifier") if values.get(name)]
        for name, value in given:
            if value in self.by[name]:
                return self.by[name][value]
        if given:
            return None
        key = (compared(values.get("title", "")), values.get("year"), values.get("language", "en"))
        return self.by["title"].get(key)


def _normalise(values: dict[str, Any]) -> None:
    """One form of each number, so that the same work is recognised. What is wrong is told by the check."""
    for name, normal in (("doi", normal_doi), ("isbn", normal_isbn)):
        try:
            values |= {name: normal(values[name])} if values.get(name) else {}
        except ValidationError:
            continue


def _once(row: Row, values: dict[str, Any], number: int | None, seen: dict[tuple[str, str], int]) -> None:
    """No two rows of a file for one record."""
    keys = [("record", str(number))] if number else []
    keys += [(name, str(values[name]).casefold()) for name in ("doi", "slug", "identifier") if values.get(name)]
    if not any(values.get(name) for name in ("doi", "slug", "identifier")):
        same = (compared(values.get("title", "")), values.get("year"), values.get("language", "en"))
        keys.append(("title", repr(same)))
    for key in keys:
        if key in seen:
            row.refuse("" if key[0] == "record" else key[0], _("Row %(row)s has the same.") % {"row": seen[key]})
            return
    seen |= dict.fromkeys(keys, row.number)


def _weigh(steps: list[Step], reach: ResourceQuerySet, there: Known, pillar: str) -> None:
    wanted = [step.record.pk for step in steps if step.record]
    found = {record.pk: record for record in as_edited(reach.filter(pk__in=wanted).prefetch_related(*PARTS))}
    for step in steps:
        if step.record is None:
            step.values = step.row.suggested | step.row.values
            if not step.values.get("pillars") and pillar:
                step.values["pillars"] = (pillar,)
            if step.values.get("slug") in there.taken:
                step.row.refuse("slug", _("This address is taken by another page."))
            _check(step, Resource())
        else:
            step.record = found[step.record.pk]
            _compare(step, facts(step.record))
            if step.changed:
                _check(step, step.record)


def _compare(step: Step, now: dict[str, Any]) -> None:
    wanted = dict(step.values)
    if not wanted.get("slug"):
        wanted.pop("slug", None)  # the address of a record stays
    same_people = [name.inverted for name in names(wanted.get("authors", ""), [])]
    if same_people == [name.inverted for name in names(now["authors"], [])]:
        wanted.pop("authors", None)
    step.values = wanted
    step.changed = [name for name, value in wanted.items() if now[name] != value]
    if "slug" in step.changed and step.record:
        step.row.refuse("slug", _("The record with this DOI or identifier has another address."))


def _check(step: Step, record: Resource) -> None:
    """Of a copy, so that nothing is changed by looking."""
    copy = Resource(**{one.attname: getattr(record, one.attname) for one in Resource._meta.concrete_fields})
    put(copy, step.values)
    wrong, step.lacking = wrong_in(copy)
    told = {problem.column for problem in step.row.problems}
    for name, what in wrong.items():
        column = "" if name == NON_FIELD_ERRORS else name
        if column not in told:
            step.row.refuse(column, what)


def tally(steps: Iterable[Step]) -> dict[str, int]:
    counted = dict.fromkeys(("new", "changed", "same", "bad", "drafts"), 0)
    for step in steps:
        counted[step.outcome] += 1
        counted["drafts"] += bool(step.lacking) and step.outcome in ("new", "changed")
    return counted
