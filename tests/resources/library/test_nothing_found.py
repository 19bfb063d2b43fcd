import re
import time
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.groups import actions as groups
from foundation.vocabulary.models import Theme
from resources.library import terms, wordlist
from resources.library.models import Resource

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch):
    monkeypatch.setattr(wordlist, "_kept", None)


@pytest.fixture
def library(keep):
    link = {"url": "https://who.int/a.pdf"}
    keep("Group supervision by phone", pillars=["supporting"], themes=["supervision"], kind="guideline",
         countries=["KE"], year=2017, links=[{**link, "language": "fr"}])  # fmt: skip
    keep("Supervision in Uganda", countries=["UG"], kind="report", links=[{**link, "language": "en"}])
    keep("Counting the workforce", pillars=["planning"], kind="report", year=2018)
    keep(
        "حماية الأطفال في الطوارئ", language="ar", english_title="Protecting children in emergencies", kind="guideline"
    )
    keep("Mwongozo wa majukumu ya maafisa", language="sw", kind="guideline")


def page_of(client, query, prefix=""):
    return client.get(f"{prefix}/resources/?{query}").content.decode()


def offers(page):
    """Address and number of each thing offered."""
    rows = re.findall(r'<a href="[^"?]*\?([^"]*)">((?:[^<]|</?bdi>)*)</a>[^<]*<span class="facts"><data class="count" data-count="offered" value="(\d+)"', page, re.S)  # fmt: skip
    return {unescape(address): int(number) for address, _label, number in rows}


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("supervison", "supervision"),
        ("supervsiion", "supervision"),
        ("suprevision", "supervision"),
        ("workfoce", "workforce"),
        ("SUPERVIZION", "supervision"),
        ("superbision phone", "supervision phone"),
        ("mwongoso", "mwongozo"),
        ("gruop", "group"),
    ],
)
def test_a_slip_of_the_pen_finds_its_word(client, library, slip, right):
    found = offers(page_of(client, f"q={slip}"))
    assert f"q={right.replace(' ', '+')}" in found
    assert found[f"q={right.replace(' ', '+')}"] >= 1


def test_it_works_from_right_to_left(client, library):
    page = page_of(client, "q=الاطقال", prefix="/ar")
    [(address, label)] = re.findall(r'<a href="/ar/resources/\?([^"]+)"><bdi>([^<]+)</bdi>', page)
    assert label == "الأطفال", "as it is written, not as it is compared"
    assert "حماية الأطفال" in page_of(client, address, prefix="/ar")


@pytest.mark.parametrize("query", ["_", "__", "_+_", "zzqxw+_"])
def test_signs_that_are_no_word_find_nothing_and_break_nothing(client, library, query):
    assert "No resource fits" in page_of(client, f"q={query}")
    assert client.get(f"/search/?q={query}").status_code == 200


def test_words_joined_by_a_low_line_are_words(client, library):
    assert "q=supervision+phone" in offers(page_of(client, "q=supervison_phone"))


def test_words_run_together_are_parted_and_parted_ones_joined(client, library):
    assert "q=group+supervision" in offers(page_of(client, "q=groupsupervision"))
    assert "q=supervision" in offers(page_of(client, "q=super+vision"))


def test_words_of_the_vocabularies_count_in_every_language(client, library):
    Theme.objects.filter(slug="supervision").update(synonyms="Zuhoerkreis")
    Resource.objects.get(title="Group supervision by phone").save()
    assert "q=zuhoerkreis" in offers(page_of(client, "q=zuhorkreis"))


def test_the_filters_stay_where_the_right_word_finds_something_with_them(client, library):
    assert offers(page_of(client, "q=supervison&country=KE"))["q=supervision&country=KE"] == 1
    assert offers(page_of(client, "q=supervison&country=TZ"))["q=supervision"] == 2


def test_every_offer_finds_as_many_as_it_says(client, library):
    for query in ("q=supervison", "q=supervison&country=TZ", "q=supervision+zzzz", "q=phone&country=UG&type=guideline"):
        found = offers(page_of(client, query))
        assert found
        for address, number in found.items():
            assert f'data-count="resources" value="{number}"' in page_of(client, address), (query, address)


def test_the_filter_that_takes_most_away_is_named_with_what_is_left(client, library):
    page = page_of(client, "q=supervision&country=TZ&lang=fr")
    assert "Take away “Country:" in page
    found = offers(page)
    assert found["q=supervision&lang=fr"] == 1
    assert found["q=supervision"] == 2
    assert "Take all filters away" in page


def test_one_word_too_many_is_left_out(client, library):
    page = page_of(client, "q=phone+quokkas")
    assert "Only “phone”" in page
    assert offers(page)["q=phone"] == 5


def test_a_word_that_nobody_knows_does_not_stand_in_the_way_of_the_others(client, library):
    assert offers(page_of(client, "q=supervison+xqzzyw"))["q=supervision"] == 2


def test_filters_alone_are_offered_where_the_words_stand_in_the_way(client, library):
    assert offers(page_of(client, "q=xqzzy&type=report"))["type=report"] == 2


def test_an_offer_that_leaves_the_filters_out_says_so(client, library):
    assert "without the filters" in page_of(client, "q=supervison&country=TZ")
    assert "without the filters" not in page_of(client, "q=supervison&country=KE")


def test_spellings_that_find_the_very_same_are_offered_once(client, keep):
    keep("Supervision for a supervisor")
    page = page_of(client, "q=supervisio")
    assert len(re.findall("<bdi>", page.split("Did you mean")[1])) == 1


def test_the_search_of_the_whole_site_offers_the_same(client, library):
    page = client.get("/search/?q=supervison").content.decode()
    assert 'href="?q=supervision"' in page
    assert 'href="/discussions/ask/?title=' in page
    assert client.get("/search/?q=supervision").content.decode().count("Did you mean") == 0
    assert "Did you mean" not in client.get("/search/?q=").content.decode()


def test_total_nonsense_offers_the_board_with_the_search_in_it(client, library, member, signed_in):
    page = page_of(client, "q=xqzzyw+%3Cb%3E&country=KE")
    assert "Did you mean" not in page
    link = unescape(re.search(r'href="(/discussions/ask/\?[^"]+)"', page)[1])
    values = parse_qs(urlsplit(link).query)
    assert values["kind"] == ["question"]
    assert values["title"] == ["Who knows something about: xqzzyw <b>, Kenya"]
    form = signed_in(member).get(link).content.decode()
    assert "Who knows something about: xqzzyw &lt;b&gt;, Kenya" in form
    assert "I looked on this site for: xqzzyw &lt;b&gt;, Kenya." in form
    to_login = client.get(link)
    assert to_login.status_code == 302
    assert "xqzzyw" in to_login["Location"]


def test_with_few_hits_a_better_spelling_stands_in_one_line(client, library, keep):
    keep("A superversion of a form")
    page = page_of(client, "q=superversion")
    assert "Did you mean" not in page, "the word is one of the library"
    Resource.objects.filter(title="A superversion of a form").update(title="A form")
    keep("Notes", contents="A supervison by hand")
    for n in range(3):
        keep(f"Supervision {n}")
    page = page_of(client, "q=supervison")
    assert "Did you mean" in page
    assert offers(page)["q=supervision"] == 5
    assert "Did you mean" not in page_of(client, "q=phone")


def test_words_that_only_a_group_keeps_are_proposed_to_nobody(client, keep, member, elsewhere, signed_in):
    group = groups.start(member, name="Circle", purpose="To talk.", openness="closed", language="en", key=None)
    secret = keep("Quokkacanary of the circle")
    Resource.objects.filter(pk=secret.pk).update(group=group)
    secret.refresh_from_db()
    secret.save()
    for who in (client, signed_in(elsewhere)):
        page = page_of(who, "q=quokkacanery")
        assert "quokkacanary" not in page.lower()
        page = page_of(who, "q=quokkacanary")
        assert offers(page) == {}
    assert "Quokkacanary of the circle" in page_of(signed_in(member), "q=quokkacanary")


def test_a_draft_is_not_proposed(client, keep):
    keep("Quokkacanary draft").unpublish()
    assert offers(page_of(client, "q=quokkacanery")) == {}


@pytest.mark.parametrize(
    "query",
    ["q=" + "x" * 10_000, "q=" + "+".join(f"w{n}xyz" for n in range(60)), 'q="+OR+NEAR(+*', "q=%00%01", "q=؟؟؟", "q=%F0%9F%98%80", "q=" + "a" * 199],
)  # fmt: skip
def test_rubbish_is_answered(client, library, query):
    assert client.get(f"/resources/?{query}").status_code == 200


def test_the_words_of_one_query_cost_a_few_queries(client, library):
    page_of(client, "q=warm")
    with CaptureQueriesContext(connection) as asked:
        page_of(client, "q=supervison+phoen+workfroce+gruop+ugandda+maafsi+one+two+three")
    assert len(asked) < 60


def test_every_language_says_it(client, library):
    for prefix in ("", "/fr", "/es", "/pt", "/ar", "/sw"):
        assert "supervision" in page_of(client, "q=supervison&country=KE", prefix)


def test_the_nearest_word_of_thirty_thousand_is_found_in_time():
    words = wordlist.Counter(
        {f"{a}{b}{c}tion{n}": 1 for n in range(300) for a in "abcde" for b in "aeiou" for c in "rstn"}
    )
    known = wordlist.WordList(words + wordlist.Counter({"supervision": 9, "الاشراف": 3}))
    begun = time.perf_counter()
    assert known.near("supervizoin")[0] == "supervision"
    assert known.near("الاشرف") == ["الاشراف"]
    assert time.perf_counter() - begun < 0.15


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xbc", 1), ("abcd", "badc", 2), ("abc", "xyz", 3), ("a", "abcdef", 3)],
)  # fmt: skip
def test_distance(one, other, steps):
    assert wordlist.distance(one, other, 2) == steps
    assert wordlist.distance(other, one, 2) == steps


def test_short_and_endless_words_are_left_alone():
    known = wordlist.WordList(wordlist.Counter({"abc": 1, "child": 1}))
    assert known.near("abd") == []
    assert known.near("x" * 200) == []
    assert known.parted("x" * 5000) == []


def test_a_large_list_waits_with_reading_again(library, monkeypatch):
    monkeypatch.setattr(wordlist, "LARGE", 0)
    first = wordlist.now(terms.stamp())
    Resource.objects.first().save()
    assert wordlist.now(terms.stamp()) is first
    monkeypatch.setattr(wordlist, "PATIENCE", -1)
    assert wordlist.now(terms.stamp()) is not first
