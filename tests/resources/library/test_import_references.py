"""RIS and BibTeX as reference managers write them, and as they should not."""

import pytest
from django.core.exceptions import ValidationError

from resources.library import citing
from resources.library.imports.facts import facts
from resources.library.imports.out import written
from resources.library.models import Kind, Resource
from tests.resources.library.test_import_files import bring_all, only, plan, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]  # asks the database little
RIS = """TY  - JOUR
TI  - Social work in {0}
AU  - Diop, Awa
AU  - World Vision
PY  - 2020/05/01/
T2  - Journal of Care
AB  - What was found.
DO  - https://doi.org/10.1000/RIS
SN  - 1468-2397
LA  - eng
KW  - case-management
KW  - Kenya
UR  - https://a.example/paper
PB  - Wiley
ER  - 
"""


def test_a_record_of_ris_is_understood():
    step = only(RIS.format("Kenya"), "list.ris")
    assert (step.outcome, step.row.problems, step.lacking) == ("new", [], {"pillars"})
    told = step.values
    assert (told["title"], told["kind"], told["year"]) == ("Social work in Kenya", "article", 2020)
    assert (told["authors"], told["publishers"]) == ("Diop, Awa; World Vision", ("Wiley",))
    assert (told["doi"], told["language"], told["series"]) == ("10.1000/ris", "en", "Journal of Care")
    assert "isbn" not in told, "the number of a journal is no ISBN"
    assert (told["countries"], told["themes"]) == (("KE",), ("case-management",)), told
    assert told["links"] == (("en", "https://a.example/paper", ""),)


def test_an_end_that_is_missing_is_put_there():
    broken = RIS.format("A").replace("ER  - \n", "").replace("10.1000/RIS", "10.1000/1")
    found = plan(broken + RIS.format("B"), "list.ris")
    assert [step.values["title"] for step in found.steps] == ["Social work in A", "Social work in B"]
    assert found.problems == []


def test_a_ris_record_without_a_title_or_with_a_wrong_doi_is_named():
    assert wrong("TY  - BOOK\nAU  - X\nER  - \n", "a.ris") == ["Row 1, title: It has no title."]
    (told,) = wrong("TY  - BOOK\nTI  - X\nDO  - nonsense\nER  - \n", "a.ris")
    assert told.startswith("Row 1, doi: This is not a DOI")


def test_a_long_abstract_is_cut_for_the_summary_and_kept_whole():
    step = only(f"TY  - RPRT\nTI  - A\nAB  - {'word ' * 300}\nER  - \n", "a.ris", "planning")
    assert len(step.values["summary"]) <= 600
    assert step.values["summary"].endswith("…")
    assert len(step.values["contents"]) == 1499
    assert step.outcome == "new"


def test_the_pillar_chosen_for_the_file_is_taken_for_those_that_name_none():
    step = only(RIS.format("A"), "a.ris", "supporting")
    assert (step.values["pillars"], step.lacking) == (("supporting",), set())


BIB = r"""
@string{who = "World Health Organization"}
@comment{nothing}
@techreport{k1,
  title = {The {\'E}cole {Work} \& more},
  author = {M{\"u}ller, J{\"o}rg and {Ministry of Health and Care} and O'Neill, S.},
  institution = who, year = 2020, abstract = "What \emph{was} found",
  url = {https://a.example/x_y%20z}, doi = {10.1000/a_b}, isbn = {978-3-16-148410-0}, language = {french},
  keywords = {case-management, Planning},
}
"""


def test_a_record_of_bibtex_is_understood():
    step = only(BIB, "a.bib")
    told = step.values
    assert (told["title"], told["kind"], told["year"]) == ("The École Work & more", "report", 2020)
    assert told["authors"] == "Müller, Jörg; Ministry of Health and Care; O'Neill, S."
    assert told["publishers"] == ("World Health Organization",)
    assert (told["doi"], told["isbn"]) == ("10.1000/a_b", "9783161484100")
    assert told["links"] == (("fr", "https://a.example/x_y%20z", ""),)
    assert (told["summary"], told["pillars"]) == ("What was found", ("planning",))


@pytest.mark.parametrize(
    "bad, sentence",
    [
        ("@book{b, title = {unclosed\n", "braces or quotation marks do not fit"),
        ("@misc{k1, title={again}}\n", "key stands twice"),
        ("@misc{c, year=2000}\n", "It has no title"),
        ("@misc{d, title={D}, year={soon}}\n", "is not a year"),
    ],
)
def test_what_is_wrong_in_bibtex_is_named_by_its_line_and_the_rest_is_read(bad, sentence):
    found = plan(BIB + bad + "@misc{last, title={Last}}\n", "a.bib")
    assert sentence in "".join(map(str, found.problems))
    assert found.problems[0].row == 11
    assert "Last" in [step.values.get("title") for step in found.steps]


@pytest.mark.parametrize("name", ["a.bib", "a.ris", "a.csv"])
@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00" * 1000, b"@" * 5000, b"{" * 5000, b"TY  - " * 1000, b"%PDF-1.4\n\xff\xfe\xfd", b"@misc{" * 500,
        b"@misc{a, title={" + b"{" * 3000 + b"}" * 3000 + b"}}", b"@misc{a, title={\\newcommand{\\x}{\\x\\x}\\x}}",
        b"TY  - JOUR\nTI  - \x00\xff\nPY  - 99999999999999999999\nER  - ", b"title\n\"", b"\xff" * 100,
        b"@misc{a, title={$\\frac{1}{", b"@string{a = a # a}\n@misc{b, title = a # a}", b"title,year\nx,\xd9\xa1\xd9\xa2",
    ],
)  # fmt: skip
def test_rubbish_is_refused_in_words_and_never_falls(name, data):
    try:
        found = plan(data, name)
    except ValidationError as error:
        assert error.messages[0]
    else:
        assert all(step.outcome in ("bad", "new") for step in found.steps)


def full(keep):
    return keep(
        "Guía & más_100%", language="es", english_title="Guide", authors="Diop, A.; Roby, J.", year=2019,
        series="Papers", doi="10.1000/a_b", isbn="9783161484100", identifier="R-1", kind="toolkit",
        publishers=["World Vision", "C & D"], themes=["case-management"], edition="2nd",
    )  # fmt: skip


@pytest.mark.parametrize("name, ending", [("ris", "ris"), ("bibtex", "bib")])
def test_what_we_cite_ourselves_is_recognised_as_the_same(keep, name, ending):
    full(keep)
    keep("Without an author", publishers=["World Vision"])
    data = "".join(written(Resource.objects.order_by("pk"), name))
    assert [(step.outcome, step.changed) for step in plan(data, f"a.{ending}").steps] == [("same", [])] * 2


@pytest.mark.parametrize("name, ending", [("ris", "ris"), ("bibtex", "bib")])
def test_what_we_cite_ourselves_makes_the_record_again(keep, name, ending):
    values = facts(full(keep))
    data = "".join(written(Resource.objects.all(), name))
    Resource.objects.all().delete()
    (made,) = bring_all(plan(data, f"a.{ending}", "supporting"))
    made = facts(Resource.objects.get(pk=made.pk))
    assert {name: made[name] for name in values if name != "authors"} == {
        n: v for n, v in values.items() if n != "authors"
    }
    assert made["authors"] == "Diop, A.; Roby, J."


@pytest.mark.parametrize("kind", Kind)
def test_every_type_comes_back(keep, kind):
    record = keep(kind=kind)
    assert plan(citing.ris(record), "a.ris").steps[0].outcome == "same"
    assert plan(citing.bibtex(record), "a.bib").steps[0].outcome == "same"
