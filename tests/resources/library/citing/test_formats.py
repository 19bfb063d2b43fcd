"""Citations are read again by others' programs, whatever stands in a title."""

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware

from resources.library import citing
from resources.library.citing.facts import names
from resources.library.citing.types import kind_of_bibtex, kind_of_ris
from resources.library.models import Kind

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]  # asks the database little

NASTY = {
    "en": r"Costs & benefits: 50% of $7_000 {net} #1 \ ~ ^ <b>“UNICEF”</b> } @article{x,",
    "fr": "L’encadrement à distance : œuvre, naïveté, « ça » & d’autres",
    "es": "¿Cómo acompañar? Guía nº 2: niñas, niños, pingüinos",
    "pt": "Padrões mínimos: atenção às crianças — versão 2",
    "ar": "دليل الإشراف: أداة \u200fتقييم، ٪50",
    "sw": "Mwongozo wa Majukumu ya Maafisa Ustawi wa Jamii",
}


def entry(record):
    text = citing.bibtex(record)
    read = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not read.failed_blocks, text
    assert len(read.entries) == 1
    return read.entries[0]


def item(record):
    found = rispy.loads(citing.ris(record))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("language", NASTY)
def test_a_title_comes_back_as_it_was(keep, language):
    title = NASTY[language]
    record = keep(title, language=language, publishers=["UNICEF & friends {x}"], year=2018)
    found = entry(record).fields_dict
    assert found["title"].value.replace("\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", "^") == title
    assert found["language"].value == language
    assert found["author"].value == "UNICEF & friends {x}"
    assert item(record)["title"] == title
    assert item(record)["language"] == language
    assert citing.csl(record)["title"] == title
    assert citing.csl(record)["language"] == language


def test_line_breaks_and_characters_that_are_none_are_left_out(keep):
    record = keep("One\x0bbook", summary="First\r\nER  - \r\nTY  - RPRT\n\n@misc{evil,}\x0c end")
    assert item(record)["abstract"] == "First ER - TY - RPRT @misc{evil,} end"
    assert entry(record).fields_dict["abstract"].value == "First ER - TY - RPRT @misc{evil,} end"
    assert item(record)["title"] == "One book"


def test_all_that_is_known_is_said(keep):
    record = keep(
        "A guide", kind="report", authors="Roby, J.; Diop, Awa", publishers=["UNICEF", "World Health Organization"],
        year=2016, edition="2nd edition", series="Working papers", doi="https://doi.org/10.1000/ab_c(1)", isbn="978-92-806-5000-6",
        identifier="WP/7", language="fr", english_title="In English", themes=["evidence"],
    )  # fmt: skip
    bib, ris, csl = entry(record), item(record), citing.csl(record)
    assert bib.entry_type == "techreport"
    assert bib.fields_dict["author"].value == "Roby, J. and Diop, Awa"
    assert bib.fields_dict["institution"].value == "UNICEF and World Health Organization"
    assert "{World Health Organization}" in citing.bibtex(record)
    told = {name: bib.fields_dict[name].value for name in ("year", "edition", "series", "doi", "isbn", "number")}
    assert told == {
        "year": "2016", "edition": "2nd edition", "series": "Working papers", "doi": "10.1000/ab_c(1)",
        "isbn": "9789280650006", "number": "WP/7",
    }  # fmt: skip
    assert ris["authors"] == ["Roby, J.", "Diop, Awa"]
    assert (ris["type_of_reference"], ris["year"], ris["edition"], ris["doi"]) == (
        "RPRT", "2016", "2nd edition", "10.1000/ab_c(1)",
    )  # fmt: skip
    assert ris["translated_title"] == "In English"
    assert ris["keywords"] == ["Evidence"]
    assert ris["urls"][0].endswith(f"/resources/{record.slug}/")
    assert csl["type"] == "report"
    assert csl["author"] == [{"family": "Roby", "given": "J."}, {"family": "Diop", "given": "Awa"}]
    assert csl["issued"] == {"date-parts": [[2016]]}
    assert csl["collection-title"] == "Working papers"
    assert csl["accessed"]["date-parts"][0][0] >= 2026


def test_an_article_names_its_journal(keep):
    record = keep("An article", kind="article", series="World Development", authors="Hampshire and others")
    assert entry(record).fields_dict["journal"].value == "World Development"
    assert entry(record).fields_dict["author"].value == "Hampshire and others"
    assert item(record)["journal_name"] == "World Development"
    assert citing.csl(record)["container-title"] == "World Development"


def test_organisations_stand_in_for_authors_that_are_not_named(keep):
    record = keep("No person", publishers=["Ministry of Gender, Labour and Social Development"])
    assert citing.csl(record)["author"] == [{"literal": "Ministry of Gender, Labour and Social Development"}]
    assert "author = {{Ministry of Gender, Labour and Social Development}}" in citing.bibtex(record)


def test_the_bare_least_is_still_an_entry(keep):
    record = keep("Bare")
    assert entry(record).key == f"record-{record.pk}"
    assert item(record)["title"] == "Bare"
    assert "author" not in citing.csl(record)


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_comes_back_as_it_was(keep, kind):
    record = keep(f"A {kind}", kind=kind)
    bib, ris = entry(record), item(record)
    assert kind_of_bibtex(bib.entry_type, bib.fields_dict["type"].value) == kind
    assert kind_of_ris(ris["type_of_reference"], ris["type_of_work"]) == kind


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("N. Bockel, S. Romão", ["Bockel, N.", "Romão, S."]),
        ("J. Roby", ["Roby, J."]),
        ("Diop, Awa", ["Diop, Awa"]),
        ("Diop, A., Roby, J.-P.", ["Diop, A.", "Roby, J.-P."]),
        ("Ama van der Berg and Juan de la Cruz", ["van der Berg, Ama", "de la Cruz, Juan"]),
        ("Ministry of Health", ["Ministry of Health"]),
        ("Diop, Awa; World Vision", ["Diop, Awa", "World Vision"]),
        ("محمد علي", ["علي, محمد"]),
        (" , ;", []),
    ],
)
def test_authors_are_told_apart(written, read):
    assert [name.family if name.body else name.inverted for name in names(written, ["World Vision"])] == read
