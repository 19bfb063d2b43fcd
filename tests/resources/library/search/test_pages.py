"""A hit inside a file: which page it names, which words it shows, where it leads."""

import re

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from resources.library import actions, hits
from resources.library.models import Chapter, Reading, Resource
from tests.resources.files import pdf_of

pytestmark = pytest.mark.django_db
PHRASE = "the purple lantern of Gisenyi"


def listed(client, query, language=""):
    answer = client.get(f"{language}/resources/", {"q": query})
    assert answer.status_code == 200
    return answer.content.decode()


def shown(page):
    """(page, words, address) of each hit of the list."""
    found = re.findall(r'<p class="cut"><a href="([^"]+)">([^<]+)</a>: <bdi[^>]*>(.*?)</bdi>', page)
    return [(where, words, href) for href, where, words in found]


def test_a_phrase_on_page_17_of_40_is_found_and_opens_there(client, keep, django_capture_on_commit_callbacks):
    pages = [f"Page {n} tells of the lantern.\nThe purple of Gisenyi is told of, too." for n in range(1, 41)]
    pages[16] = f"Here stands it:\nin the night {PHRASE} was lit."
    record = keep("A guide to nights")
    with django_capture_on_commit_callbacks(execute=True):
        file = actions.add_file(
            None, record, ContentFile(pdf_of(pages), name="nights.pdf"), language="en", name="The guide"
        )
    assert Reading.objects.get(checksum=file.checksum).pages == 40
    [(where, words, href)] = shown(listed(client, PHRASE))
    assert where == "Page 17"
    assert "<mark>purple</mark> <mark>lantern</mark>" in words
    assert href.endswith("#page-17")
    opened = client.get(href.partition("#")[0]).content.decode()
    assert 'id="page-17"' in opened
    assert "purple lantern of Gisenyi" in strip_tags(opened)


def test_the_site_wide_search_says_the_page_too(client, written):
    written(["Nothing here.", f"Then {PHRASE} burned."])
    page = client.get("/search/", {"q": "purple lanterns"}).content.decode()
    [(where, words, href)] = shown(page)
    assert where == "Page 2"
    assert "<mark>purple</mark> <mark>lantern</mark>" in words
    assert href.endswith("#page=2")


def test_it_leads_to_the_chapter_that_holds_the_page_else_to_the_file(client, written):
    record = written([f"Page {n} on lanterns" if n > 2 else "Nothing" for n in range(1, 6)])
    file = record.files.get()
    assert shown(listed(client, "lantern"))[0][2] == f"{file.get_absolute_url()}#page=3"
    reading = Reading.objects.get(checksum=file.checksum)
    Chapter.objects.create(reading=reading, number=2, first_page=3, last_page=5, html="<p>x</p>", packed=9)
    record.save()
    assert shown(listed(client, "lantern"))[0][2] == f"{record.get_absolute_url()}read/{file.pk}/2/#page-3"


def test_the_page_with_most_of_the_words_is_told_the_first_of_those(client, written):
    written(["case", "case and plan", "plan of a case", "a case plan for all"])
    assert shown(listed(client, "case"))[0][0] == "Page 1"
    assert shown(listed(client, "plan case"))[0][0] == "Page 2"
    assert shown(listed(client, "case plans"))[0][0] == "Page 4", "the words in a row"


@pytest.mark.parametrize(
    "language, text, query, marked",
    [
        ("fr", "Les équipes évaluent la formation.", "formations evaluent", ["évaluent", "formation"]),
        ("es", "Los trabajadores comunitarios visitan.", "comunitario", ["comunitarios"]),
        ("pt", "A formação de supervisores começa.", "formacao supervisor", ["formação", "supervisores"]),
        ("sw", "Wafanyakazi wa ustawi wa jamii.", "ustawi", ["ustawi"]),
        ("ar", "يعمل الأخصائي الاجتماعي مع الأسرة", "اخصائي", ["الأخصائي"]),
        ("ar", "حماية الطفل حق", "طفل", ["الطفل"]),
        ("en", "Para professionals and para-professionals.", "paraprofessional", ["Para professionals", "para-professionals"]),
        ("en", "A paraprofessional visits.", "para professional", ["paraprofessional"]),
    ],
)  # fmt: skip
def test_words_are_marked_in_the_form_the_text_has(client, written, language, text, query, marked):
    written(["nothing", text], language=language)
    page = listed(client, query)
    [(where, words, _href)] = shown(page)
    assert where == "Page 2"
    assert re.findall("<mark>(.*?)</mark>", words) == marked
    assert f'<bdi lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page


def test_the_stretch_around_a_hit_is_short_and_cut_at_words(client, written):
    written(["alpha " * 300 + "lantern " + "omega " * 300])
    [(_where, words, _href)] = shown(listed(client, "lantern"))
    plain = strip_tags(words)
    assert plain.startswith("… alpha ")
    assert plain.endswith(" omega …")
    assert len(plain) < 220


def test_a_text_cannot_write_html(client, written):
    written(["<script>lantern</script> & <b>more</b>"])
    page = listed(client, "lantern")
    assert "&lt;script&gt;<mark>lantern</mark>&lt;/script&gt; &amp; &lt;b&gt;" in page


def test_a_file_without_pages_of_its_own_names_none(client, written):
    written(["a stretch", "a lantern"], counted=False)
    assert shown(listed(client, "lantern"))[0][0] == "In the text"


def test_a_record_found_by_its_title_alone_shows_no_page(client, written):
    written(["nothing of it"], title="Lanterns")
    page = listed(client, "lantern")
    assert "Lanterns" in page
    assert shown(page) == []


def test_of_two_files_the_one_with_more_of_the_words_is_told_then_the_readers_language(client, written):
    record = written(["lantern"], title="Two")
    written(["x", "lantern and candle"], title="Two", record=record, language="fr")
    assert shown(listed(client, "lantern candle"))[0][0] == "Page 2"
    assert shown(listed(client, "lantern"))[0][0] == "Page 1"
    assert shown(listed(client, "lantern", "/fr"))[0][0] == "Page 2"


def test_a_withdrawn_record_tells_nothing_of_its_pages(client, written):
    record = written(["the canary lantern"])
    Resource.objects.get(pk=record.pk).unpublish()
    assert "canary" not in listed(client, "lantern")
    assert "canary" not in client.get("/search/", {"q": "lantern"}).content.decode()


def test_many_hits_cost_no_more_queries_than_few(client, written):
    def asked(query):
        with CaptureQueriesContext(connection) as queries:
            page = listed(client, query)
        return len(queries), len(shown(page))

    written(["lantern"], title="Guide 0")
    asked("candle")
    few = asked("lantern")
    for n in range(1, 9):
        written(["x", "a lantern"], title=f"Guide {n}")
    asked("candle")
    many = asked("lantern")
    assert (few[1], many[1]) == (1, 9)
    assert many[0] <= few[0]


def test_of_very_long_files_only_the_first_pages_are_looked_through(client, written, monkeypatch):
    monkeypatch.setattr(hits, "PAGES", 4)
    record = written(["x", "lantern", "y", "z", "candle"])
    file = record.files.get()
    file.pages = 5
    file.save()
    assert shown(listed(client, "lantern"))[0][0] == "Page 2"
    assert shown(listed(client, "candle")) == []


def test_pages_that_nobody_counted_are_bounded_as_well(client, written, monkeypatch):
    monkeypatch.setattr(hits, "PAGES", 4)
    written(["x", "lantern", "y", "z", "candle"], counted=False)
    assert shown(listed(client, "lantern"))[0][0] == "In the text"
    assert shown(listed(client, "candle")) == []


def test_pages_are_asked_for_in_three_questions(client, written):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            listed(client, "lantern night")
        return [query["sql"] for query in queries if "library_leaf" in query["sql"]]

    written(["a lantern", "the night"])
    assert len(asked()) == 3


@pytest.mark.parametrize("query, page", [("night lanterns", "Page 3"), ("lanterns", "Page 1"), ("lant", None)])
def test_words_are_compared_whole_and_in_any_form(client, written, query, page):
    written(["lanterns", "nightly", "a lantern by night"])
    found = shown(listed(client, query))
    assert [where for where, _words, _href in found] == ([page] if page else [])
