import csv
import io
from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone

from resources.library.models import Miss

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/not-found/"


@pytest.fixture
def missed():
    today = timezone.now().date()
    for day in (today, today, today):
        Miss.add("kangaroo care", "en", day)
    Miss.add("kangaroo care", "fr", today)
    Miss.add("kangaroo care", "fr", today)
    Miss.add("asked once", "en", today)
    Miss.add("رعاية", "ar", today)
    Miss.add("رعاية", "ar", today)
    long_ago = today - timedelta(days=390)
    Miss.add("of last year", "en", long_ago)
    Miss.add("of last year", "en", long_ago)


def test_an_editor_reads_what_was_asked_for_twice_the_commonest_first(editor, signed_in, missed):
    page = signed_in(editor).get(REPORT).content.decode()
    assert page.index('value="3"') < page.index('value="2"')
    assert page.count("kangaroo care") == 2
    assert "asked once" not in page
    assert "of last year" not in page
    assert 'href="/fr/resources/?q=kangaroo+care"' in page
    assert 'href="/ar/resources/?q=' in page
    for name in ("theme", "cadre", "country"):
        assert f'href="/admin/snippets/vocabulary/{name}/"' in page
    assert REPORT in signed_in(editor).get("/admin/reports/site-history/").content.decode()


def test_another_time_can_be_chosen(editor, signed_in, missed):
    then = timezone.now().date() - timedelta(days=390)
    mine = signed_in(editor)
    page = mine.get(REPORT, {"from": f"{then:%Y-%m}", "to": f"{then:%Y-%m}"}).content.decode()
    assert "of last year" in page
    assert "kangaroo" not in page
    page = mine.get(REPORT, {"from": f"{then:%Y-%m}"}).content.decode()
    assert "of last year" in page
    assert "kangaroo" in page


def test_the_last_day_of_a_month_belongs_to_it(editor, signed_in):
    for _time in range(2):
        Miss.add("at the end of the year", "en", date(2026, 12, 31))
        Miss.add("the day after", "en", date(2027, 1, 1))
    page = signed_in(editor).get(REPORT, {"from": "2026-12", "to": "2026-12"}).content.decode()
    assert "at the end of the year" in page
    assert "the day after" not in page


@pytest.mark.parametrize(
    "query", ["from=x&to=y", "from=2026-99", "to=9999999", "p=zz", "p=-4&from=0000-00", "export=xlsx"]
)
def test_rubbish_in_the_address_does_no_harm(editor, signed_in, missed, query):
    assert signed_in(editor).get(f"{REPORT}?{query}").status_code == 200


def test_it_is_saved_as_a_table_that_runs_nothing(editor, signed_in, missed):
    for words in ("=1+1", "@sum", "+cmd", "-2"):
        Miss.add(words, "en", timezone.now().date())
        Miss.add(words, "en", timezone.now().date())
    answer = signed_in(editor).get(f"{REPORT}?export=csv")
    assert answer["Content-Disposition"].startswith('attachment; filename="not-found-')
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head == ["Words", "Language of the pages", "Times", "Last day"]
    assert rows[0] == ["kangaroo care", "English", "3", timezone.now().date().isoformat()]
    assert {row[0] for row in rows if "1+1" in row[0] or "sum" in row[0] or "cmd" in row[0] or row[0][-1] == "2"} == {
        "'=1+1", "'@sum", "'+cmd", "'-2",
    }  # fmt: skip
    assert not any(row[0].startswith(("=", "@", "+", "-")) for row in rows)
    assert not any("asked once" in row for row in rows)


def test_it_asks_once_however_much_was_missed(editor, signed_in, missed, django_assert_max_num_queries):
    mine = signed_in(editor)
    mine.get(REPORT)
    for n in range(150):
        Miss.objects.create(words=f"words {n}", language="en", day=timezone.now().date(), count=2)
    with django_assert_max_num_queries(20):
        page = unescape(mine.get(REPORT).content.decode())
    assert "&p=2" in page
    assert "words 149" in mine.get(f"{REPORT}?p=2").content.decode() + page


def test_nobody_else_reads_it(client, member, moderator, signed_in, missed):
    assert client.get(REPORT).status_code == 302
    for who in (member, moderator):
        answer = signed_in(who).get(REPORT)
        assert answer.status_code in {302, 403}
        assert "kangaroo" not in answer.content.decode()
