import gzip

import pytest

from resources.library.models import Leaf, Reading
from resources.library.reading import chapters
from resources.library.reading.found import PART, TITLE

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]  # asks the database little


def leaf(number, *paragraphs, heading=""):
    return Leaf(number=number, heading=heading, text="\n\n".join(paragraphs))


def reach(made):
    return [(chapter.number, chapter.title, chapter.first_page, chapter.last_page) for chapter in made]


def test_without_chapters_ten_pages_go_together():
    made = chapters.made_of([leaf(n, f"Words of page {n}.") for n in range(1, 26)])
    assert reach(made) == [(1, "", 1, 10), (2, "", 11, 20), (3, "", 21, 25)]
    assert '<section id="page-17"><p>Words of page 17.</p></section>' in made[1].html


def test_each_chapter_is_a_page_of_its_own_and_what_stands_before_the_first_too():
    heads = {3: "Begin", 8: "Hold"}
    made = chapters.made_of([leaf(n, f"Words {n}.", heading=heads.get(n, "")) for n in range(1, 13)])
    assert reach(made) == [(1, "", 1, 2), (2, "Begin", 3, 7), (3, "Hold", 8, 12)]


def test_slides_have_a_title_each_and_go_by_tens():
    made = chapters.made_of([leaf(n, f"Point {n}.", heading=f"Slide {n}") for n in range(1, 13)])
    assert reach(made) == [(1, "", 1, 10), (2, "", 11, 12)]
    assert '<section id="page-2"><h2>Slide 2</h2><p>Point 2.</p></section>' in made[0].html


def test_headings_stay_and_points_are_a_list():
    made = chapters.made_of([leaf(1, f"{TITLE}Before", f"{PART}Ask", "• One", "• Two", "1. First")])
    assert made[0].html == (
        '<section id="page-1"><h2>Before</h2><h3>Ask</h3><ul><li>One</li><li>Two</li></ul><p>1. First</p></section>'
    )


def test_the_title_of_a_chapter_is_not_said_twice():
    pages = [leaf(1, f"{TITLE}Begin", "a", heading="Begin"), leaf(2, "b"), leaf(3, "c"), leaf(4, "d", heading="End")]
    assert [made.html.count("Begin") for made in chapters.made_of(pages)] == [0, 0]


def test_no_letter_of_a_file_is_markup():
    made = chapters.made_of([leaf(1, f'{TITLE}<img src=x onerror="a">', "<script>alert(1)</script> & more", "• <b>")])
    assert "<script" not in made[0].html
    assert "<img" not in made[0].html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in made[0].html


def test_what_stands_on_every_page_and_its_number_are_left_out():
    pages = [leaf(n, "Guide for supervisors", f"Words {n}.", f"Page {n} of 8") for n in range(1, 9)]
    html = chapters.made_of(pages)[0].html
    assert "Words 5." in html
    assert "Guide for supervisors" not in html
    assert "of 8" not in html


def test_a_long_chapter_is_cut_between_pages():
    made = chapters.made_of([leaf(n, *["word " * 200] * 12) for n in range(1, 11)])
    assert len(made) == 3
    assert all(len(chapter.html.encode()) <= 45_000 for chapter in made)
    assert made[0].first_page == 1
    assert made[-1].last_page == 10
    assert sum(chapter.html.count("word") for chapter in made) == 10 * 12 * 200


@pytest.mark.parametrize("text", ["word " * 40_000, "\n\n".join(["<&>'\""] * 20_000), "ا" * 90_000])
def test_a_page_that_is_too_long_goes_on_in_the_next(text):
    made = chapters.made_of([Leaf(number=1, text="before"), Leaf(number=2, text=text), Leaf(number=3, text="after")])
    assert all(len(chapter.html.encode()) <= 45_000 for chapter in made)
    assert [made[0].first_page, made[-1].last_page] == [1, 3]
    assert all('id="page-2"' in chapter.html for chapter in made)


def test_the_size_is_that_of_the_packed_html():
    made = chapters.made_of([leaf(1, "Some words. " * 500)])
    assert made[0].packed == len(gzip.compress(made[0].html.encode(), 9))


def test_pages_without_words_make_no_chapter():
    assert chapters.made_of([leaf(1, ""), leaf(2, "")]) == []


def test_made_twice_they_stand_once():
    reading = Reading.objects.create(checksum="a" * 64)
    Leaf.objects.create(reading=reading, number=1, text="Some words.", words="")
    chapters.make(reading)
    chapters.make(reading)
    assert reading.chapters.count() == 1
