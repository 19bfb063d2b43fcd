"""Records as a file: CSV for spreadsheets and for coming back, RIS, BibTeX and CSL-JSON for reference managers."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from resources.library import citing
from resources.library.imports import csvs
from resources.library.imports.facts import PARTS, as_edited, facts
from resources.library.models import Resource
from resources.library.models.resource import ResourceQuerySet


@dataclass(frozen=True, slots=True)
class Format:
    label: str
    mime: str
    ending: str
    written: Callable[[Iterable[Resource]], Iterator[str]]


def _csv(records: Iterable[Resource]) -> Iterator[str]:
    return csvs.lines(facts(record) for record in as_edited(records))


def _ris(records: Iterable[Resource]) -> Iterator[str]:
    return (citing.ris(record) for record in as_edited(records))


def _bibtex(records: Iterable[Resource]) -> Iterator[str]:
    return (citing.bibtex(record) + "\n" for record in as_edited(records))


def _csl(records: Iterable[Resource]) -> Iterator[str]:
    before = "["
    for record in as_edited(records):
        yield f"{before}\n{json.dumps(citing.csl(record), ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", "csv", _csv),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", "ris", _ris),
    "bibtex": Format("BibTeX", "application/x-bibtex; charset=utf-8", "bib", _bibtex),
    "csl": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", "json", _csl),
}


def written(records: ResourceQuerySet, name: str) -> Iterator[str]:
    """The file in pieces; a few records are in memory at a time."""
    return FORMATS[name].written(records.prefetch_related(*PARTS).iterator(chunk_size=200))
