"""Files of records as they come: good ones, odd ones and hostile ones."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError

from community.groups.models import Group
from foundation.vocabulary.models import Organisation
from resources.library.actions import bring
from resources.library.imports import csvs
from resources.library.imports.columns import COLUMNS, cell
from resources.library.imports.facts import facts
from resources.library.imports.out import written
from resources.library.imports.plan import planned
from resources.library.imports.table import decoded
from resources.library.imports.words import Words
from resources.library.models import Import, Resource

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]  # asks the database little
GOOD = "title,summary,pillars,themes,countries,year\r\nGuide to visits,For visits,supporting,case-management,Kenya|MZ,2020\r\n"


def plan(data, name="list.csv", pillar=""):
    data = data.encode() if isinstance(data, str) else data
    return planned(name, data, bring.reach(None), pillar)


def only(data, name="list.csv", pillar=""):
    (step,) = plan(data, name, pillar).steps
    return step


def wrong(data, name="list.csv"):
    return [str(problem) for problem in plan(data, name).problems]


def bring_all(found, publish=True):
    return [bring.bring_in(None, step, found.words, publish=publish) for step in found.steps]


def test_a_good_row_is_a_new_record():
    found = plan(GOOD)
    assert (found.count("new"), found.problems) == (1, [])
    (made,) = bring_all(found)
    made = Resource.objects.get(pk=made.pk)
    assert made.live
    assert facts(made)["countries"] == ("KE", "MZ"), "by name or by code"
    assert (made.slug, made.year, made.kind, made.language) == ("guide-to-visits", 2020, "report", "en")


def test_the_same_file_again_says_the_same():
    bring_all(plan(GOOD))
    assert plan(GOOD).count("same") == 1


def test_a_draft_that_was_brought_in_is_known_again():
    bring_all(plan(GOOD), publish=False)
    assert not Resource.objects.get().live
    assert plan(GOOD).count("same") == 1


@pytest.mark.parametrize("parted_by", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings_of_spreadsheets(parted_by, encoding):
    rows = GOOD.replace(",", parted_by).replace("Guide to visits", "Guía de niñez")
    assert only(rows.encode(encoding)).values["title"] == "Guía de niñez"


@pytest.mark.parametrize(
    "row, sentence",
    [
        ("A,s,nonsense,,,2020", "Row 2, pillars: “nonsense” is not a word we know here."),
        ("A,s,supporting,no-theme,,2020", "Row 2, themes: “no-theme” is not a word we know here."),
        ("A,s,supporting,,Atlantis,2020", "Row 2, countries: “Atlantis” is not a word we know here."),
        ("A,s,supporting,,,soon", "Row 2, year: “soon” is not a year."),
        ("A,s,supporting,,,1066", "Row 2, year: Give a year between 1800 and"),
        (",s,supporting,,,2020", "Row 2, title: This field cannot be blank."),
        (f"A,{'s' * 601},supporting,,,2020", "Row 2, summary: It has more than 600 letters."),
        ("A,s,supporting,,,2020,more", "Row 2: It has more cells than the first row has names."),
        ('A"b,"c"d,supporting,,,2020', "Row 2: Its quotation marks do not fit."),
        ('A,"s,supporting,,,2020', "Row 2: A quotation mark is opened and not closed"),
    ],
)
def test_each_bad_row_is_named(row, sentence):
    told = wrong(GOOD.split("\r\n")[0] + f"\r\n{row}\r\n")
    assert told
    assert told[0].startswith(sentence)


@pytest.mark.parametrize(
    "column, text, sentence",
    [
        ("doi", "nonsense", "This is not a DOI"),
        ("isbn", "978-0-00-000000-1", "This is not an ISBN"),
        ("slug", "not a slug", "Enter a valid"),
        ("slug", "submit", "taken by another page"),
        ("links", "ftp//x", "is not an address"),
        ("licence", "mine", "not a word we know"),
        ("kind", "novel", "not a word we know"),
        ("language", "Klingon", "not a word we know"),
        ("level", "x", "not a word we know"),
    ],
)
def test_a_bad_cell_is_named_with_its_column(column, text, sentence):
    (told,) = wrong(f"title,summary,pillars,{column}\nA,s,supporting,{text}\n")
    assert told.startswith(f"Row 2, {column}: ")
    assert sentence in told


def test_a_row_after_a_bad_one_is_read():
    found = plan('title,pillars\n"A"b,planning\nC,planning\n')
    assert [step.outcome for step in found.steps] == ["bad", "new"]


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "one of them must be"),
        (b"\x00\x00\x00", "one of them must be"),
        (b"a,b\n1,2\n", "one of them must be"),
        (b"title,title\n1,2\n", "stands twice"),
        (",".join(f"c{n}" for n in range(10_000)).encode() + b"\ntitle\n", "more than 200 columns"),
        (b"title\n" + b"x\n" * 20_001, "more than 20000 records"),
        (b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
        (b"\xff\xfe\x00", "one of them must be"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_sentence(data, sentence):
    with pytest.raises(ValidationError, match=sentence):
        plan(data)


def test_a_name_with_an_ending_we_do_not_take_is_refused():
    with pytest.raises(ValidationError, match="ends in"):
        plan(b"MZ", "list.xlsx")


def test_nul_bytes_and_tricks_are_left_out():
    step = only("title,pillars\nA\x00 gui\u202ede\x07,planning\n")
    assert (step.values["title"], step.outcome) == ("A guide", "new")


def test_unknown_columns_are_told_and_passed_over():
    assert "colour" in plan("title,pillars,colour\nA,planning,red\n").notes[0]


def test_two_rows_for_one_record_are_refused():
    told = wrong("title,pillars,doi\nA,planning,10.1000/1\nB,planning,https://doi.org/10.1000/1\n")
    assert told == ["Row 3, doi: Row 2 has the same."]
    assert wrong("title,pillars,slug\nA,planning,one\nB,planning,one\n") == ["Row 3, slug: Row 2 has the same."]
    assert wrong("title,pillars\nA,planning\nA,planning\n") == ["Row 3, title: Row 2 has the same."]


def test_records_are_matched_by_doi_then_address_then_identifier(keep):
    one = keep("One", doi="10.1000/one")
    two = keep("Two", slug="two")
    three = keep("Three", identifier="R-3")
    found = plan("title,doi,slug,identifier\nNew one,doi:10.1000/ONE,,\nNew two,,two,\nNew three,,,R-3\n")
    assert [step.record.pk for step in found.steps] == [one.pk, two.pk, three.pk]
    assert found.steps[1].changed == ["title"]
    assert "identifier" not in found.steps[2].changed


def test_what_a_group_keeps_is_neither_found_nor_told(keep):
    group = Group.objects.create(name="Circle", slug="circle")
    hidden = keep("Hidden", doi="10.1000/hidden", slug="hidden")
    Resource.objects.filter(pk=hidden.pk).update(group=group)
    assert only("title,doi,pillars\nHidden,10.1000/hidden,planning\n").outcome == "new"
    assert wrong("title,slug,pillars\nHidden,hidden,planning\n") == [
        "Row 2, slug: This address is taken by another page."
    ]


def test_what_lacks_a_summary_stays_a_draft_even_if_published():
    found = plan("title,pillars\nA,planning\n")
    assert found.steps[0].lacking == {"summary"}
    (made,) = bring_all(found, publish=True)
    assert not Resource.objects.get(pk=made.pk).live


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1",
    "''+x",
    "=cmd|' /C calc'!A0",
    "＝1",
    "'plain'",
    "a=b",
    '"=1"',
    "|x\\|y",
]


def test_no_cell_runs_in_a_spreadsheet_and_comes_back_as_it_was(keep):
    for n, text in enumerate(FORMULAS):
        keep(f"{text} {n}", summary=text, authors=text, slug=f"f{n}", publishers=[f"{text} house {n}"])
    data = "".join(written(Resource.objects.order_by("pk"), "csv"))
    for row in csv.reader(io.StringIO(data.removeprefix("\ufeff"))):
        for one in row:
            assert not one or one[0] not in "=+-@\t\r\n＝＋－＠", one
    assert plan(data).count("same") == len(FORMULAS), [step.changed for step in plan(data).steps]


def test_every_record_that_is_exported_comes_back_the_same(keep):
    Organisation.objects.create(name="A | B Trust")
    full = keep(
        "Título ñ", language="es", english_title="Title", contents="One\r\ntwo, \"three\"", authors="Diop, A.; Roby, J.",
        year=2019, edition="2nd", series="Papers", doi="10.1000/Full", isbn="978-3-16-148410-0", identifier="X|1",
        themes=["case-management"], countries=["KE", "MZ"], regions=["eastern-southern-africa"],
        cadres=["social-welfare-officer"], publishers=["A | B Trust", "C; D"], level="government", kind="toolkit",
        licence="cc-by", rights="Free", study="review", pillars=["planning", "supporting"],
        links=[{"url": "https://a.example/x?y=1|2", "language": "pt", "label": "The | guide"},
               {"url": "https://b.example/", "language": "ar"}],
    )  # fmt: skip
    keep("أداة", language="ar")
    draft = keep("Drafted")
    draft.title = "Drafted anew"
    draft.save_revision()
    found = plan("".join(written(Resource.objects.order_by("pk"), "csv")))
    assert [(step.outcome, step.changed) for step in found.steps] == [("same", [])] * 3
    assert full.isbn == "9783161484100"
    assert full.doi == "10.1000/full"


def test_a_file_that_comes_back_makes_the_record_it_was(keep):
    values = facts(
        keep("First", year=2001, themes=["case-management"], links=[{"url": "https://a.example/", "language": "fr"}])
    )
    data = "".join(written(Resource.objects.all(), "csv"))
    Resource.objects.all().delete()
    (made,) = bring_all(plan(data))
    assert facts(Resource.objects.get(pk=made.pk)) == values


def test_the_columns_are_those_of_the_facts(keep):
    assert set(facts(keep())) == set(COLUMNS)
    assert cell("year", None) == ""


def test_a_wide_cell_and_a_file_without_lines_do_no_harm():
    assert plan("title,pillars\n" + "x" * 199_000 + ",planning").problems
    assert "".join(csvs.lines([])).startswith("\ufefftitle") or COLUMNS[0] == "slug"
    assert decoded(b"\xff\xfea\x00") == "a"
    assert Words().key("countries", "kenya") == "KE"
    assert not Import.objects.exists()
