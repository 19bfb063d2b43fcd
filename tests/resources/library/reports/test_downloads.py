"""Downloads as editors read them, and the one number everywhere."""

import csv
import io
from datetime import date

import pytest
from django.utils import translation

from community.groups import actions as groups
from resources.library import actions
from resources.library.models import Download, Resource
from resources.library.reports.charts import chart
from resources.library.reports.figures import Figure, Row, figures, taken
from resources.library.reports.months import period
from tests.resources.files import pdf

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2026, 3, 10), date(2026, 4, 30)
ADDRESS = "/admin/reports/downloads/?from=2026-03&to=2026-04"


def add(resource, times, day=MARCH, language="en", country="", tongue="en", checksum="a"):
    for _ in range(times):
        Download.add([(resource.pk, checksum, tongue)], day, language, country)


def shown(editor, first=date(2026, 3, 1), last=date(2026, 4, 1)):
    found = taken(editor, first, last)
    return {
        figure.name: [(row.label, row.number if row.number is not None else row.shown) for row in figure.rows]
        for figure in figures(found, first, last)
    }


def test_by_month_country_and_language(editor, keep):
    guide, form = keep("Guide"), keep("Form")
    add(guide, 6, country="KE")
    add(guide, 4, country="MZ", language="pt", tongue="pt", checksum="b")
    add(form, 2, APRIL, language="fr", tongue="ar")
    add(form, 9, date(2026, 5, 1))
    found = shown(editor)
    assert found["month"] == [("March 2026", 10), ("April 2026", 2)]
    assert found["country"] == [("Kenya", 6), ("Mozambique", "fewer than 5"), ("Not known", "the rest")]
    assert found["file-language"] == [("English", 6), ("Portuguese", 4), ("Arabic", 2)]
    assert found["language"] == [("English", 6), ("Portuguese", 4), ("French", 2)]
    assert [row[1] for row in found["file"]] == [6, 4, 2]


def test_a_groups_numbers_are_for_who_is_in_it(editor, coordinator, keep):
    group = groups.start(coordinator, name="Circle", purpose="Ours.", openness="closed")
    inner = keep("Inner record")
    Resource.objects.filter(pk=inner.pk).update(group=group)
    add(inner, 7)
    assert shown(editor)["file"] == []
    group.memberships.create(member=editor)
    assert shown(editor)["file"] == [("Inner record", 7)]


def test_the_page_has_tables_and_bars_and_only_editors_read_it(editor, moderator, member, client, signed_in, keep):
    add(keep("<b>Guide</b>"), 6, country="KE")
    page = signed_in(editor).get(ADDRESS).content.decode()
    assert page.count('<svg role="img"') == 4
    assert "The table below has the same numbers." in page
    assert "&lt;b&gt;Guide" in page
    assert 'data-count="downloads" value="6"' in page
    assert ' style="' not in page[page.index('<svg role="img"') : page.rindex("</table>")]
    assert signed_in(moderator).get(ADDRESS).status_code == 302, "the editors' rooms say no and lead home"
    assert signed_in(member).get(ADDRESS).status_code == 302
    assert "/login/" in client.get(ADDRESS)["Location"]


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_the_csv_runs_nothing_and_opens_in_any_script(editor, signed_in, keep, begin):
    add(keep(f"{begin} كتاب"), 6, country="KE")
    response = signed_in(editor).get(ADDRESS + "&export=csv")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert 'filename="downloads-2026-03-2026-04.csv"' in response["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert ["By month", "March 2026", "", "6"] in rows
    assert ["By country", "Not known", "", "the rest"] in rows
    assert all(cell[:1] not in "=+-@\t" for row in rows for cell in row if cell)
    assert any("كتاب" in cell for row in rows for cell in row)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-03", "2026-04", (3, 4)), ("2026-04", "2026-03", (3, 4)), ("2026-03-15", "2026-04", (3, 4)),
        ("2025-05", "2026-04", (5, 4)), ("nonsense", "2026-04", (5, 4)), ("0001-01", "2026-04", (5, 4)),
    ],
)  # fmt: skip
def test_a_period_is_whole_months(first, last, months):
    begin, end = period(first, last)
    assert (begin.month, end.month) == months
    assert begin.day == end.day == 1


def test_hostile_periods_are_harmless(editor, signed_in):
    desk = signed_in(editor)
    for words in ("9999-12", "1900-01", "\x00", "x" * 5000, "2026-13", "٢٠٢٦-٠٣"):
        assert desk.get("/admin/reports/downloads/", {"from": words, "to": words}).status_code == 200
    first, last = period("2000-01", "2199-12")
    assert (last.year - first.year) * 12 + last.month - first.month < 120


def test_bars_are_mirrored_where_people_read_from_the_right():
    figure = Figure("x", "By <month>", "Month", [Row("March", 4), Row("April", 2), Row("Few", None, "fewer")])
    bars = str(chart(figure))
    assert "&lt;month&gt;" in bars
    assert bars.count("<rect") == 2
    assert 'direction="ltr"' in bars
    with translation.override("ar"):
        assert 'direction="rtl"' in str(chart(figure))
        assert 'x="640"' in str(chart(figure))


def test_one_number_on_the_record_in_the_order_of_the_list_and_in_the_report(client, editor, keep, signed_in):
    today = date.today()
    guide, form, third = keep("Guide"), keep("Form"), keep("Third")
    actions.add_file(None, guide, pdf(2000), language="en", name="Whole")
    add(guide, 3, today)
    add(guide, 4, today, language="fr", country="KE", checksum="b")
    add(form, 5, today)
    counted = {one.title: one.taken for one in Resource.objects.with_taken()}
    assert counted == {"Guide": 7, "Form": 5, "Third": 0}
    assert 'data-count="downloads" value="7"' in client.get(guide.get_absolute_url()).content.decode()
    listed = client.get("/resources/?sort=downloads").content.decode()
    assert listed.index(">Guide<") < listed.index(">Form<") < listed.index(">Third<")
    api = {one["title"]: one["downloads"] for one in client.get("/api/resources/").json()["items"]}
    assert api == counted
    first = date(today.year, today.month, 1)
    files = next(figure for figure in figures(taken(editor, first, first), first, first) if figure.name == "file")
    assert sum(row.number for row in files.rows if row.label == "Guide") == 7
    assert third.pk
