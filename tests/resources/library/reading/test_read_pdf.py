"""Text and headings of PDFs; some of them are the demo's own, which a browser wrote."""

from pathlib import Path

import pytest

from resources.library.models import Leaf
from resources.library.models.readings import State
from resources.library.reading import pdf
from resources.library.reading.found import PART, TITLE
from resources.library.reading.tidy import clean, paragraphs
from tests.resources.files import pdf_of

OWN = Path(__file__).resolve().parents[4] / "site" / "portal" / "ops" / "demo" / "files"


def pages(content: bytes | Path, tmp_path: Path) -> list[tuple[str, str]]:
    path = tmp_path / "file"
    path.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    return [(page.heading, page.text) for page in pdf.read(path).pages]


@pytest.mark.django_db
def test_a_phrase_of_page_17_lies_on_leaf_17(told):
    pages = [f"This is page {n} of the guide." for n in range(1, 41)]
    pages[16] += "\nA kinship carer keeps the ledger."
    reading = told(pdf_of(pages))
    assert (reading.state, reading.pages, reading.leaves.count()) == (State.READ, 40, 40)
    leaf = Leaf.objects.get(reading=reading, text__contains="kinship carer")
    assert leaf.number == 17
    assert " kinship carer keep the ledger " in leaf.words
    assert "kinship" in reading.words.split()
    assert 'id="page-17"' in reading.chapters.get(first_page__lte=17, last_page__gte=17).html


def test_chapters_are_those_of_the_outline(tmp_path):
    found = pages(pdf_of(["Begin\nSome words."] * 6, contents={"Begin": 2, "The end": 5}), tmp_path)
    assert [heading for heading, _text in found] == ["", "Begin", "", "", "The end", ""]
    assert found[1][1] == f"{TITLE}Begin\n\nSome words."


def test_lines_of_a_paragraph_are_joined_and_parted_words_are_whole_again(tmp_path):
    text = "The worker writes down what was said and what was agreed with the fam-\nily, and reads it aloud before the visit is over."
    assert pages(pdf_of([f"{text}\n- First point\n- Second point"]), tmp_path)[0][1] == (
        "The worker writes down what was said and what was agreed with the family, and reads it aloud before the visit "
        "is over.\n\n- First point\n\n- Second point"
    )


def test_larger_type_is_a_heading(tmp_path):
    text = pages(OWN / "visit-notes-en.pdf", tmp_path)[1][1].split("\n\n")
    assert [part.strip(PART) for part in text if part.startswith(TITLE)] == [
        "Codes and colours", "How to use it", "Never on this page", "If you send it by SMS",
    ]  # fmt: skip


def test_arabic_letters_come_in_the_order_in_which_they_are_read(tmp_path):
    text = pages(OWN / "self-check-ar.pdf", tmp_path)[0][1]
    assert {"وقفة", "النفس", "بعد", "أسبوع", "صعب", "لك", "وحدك،", "عشر", "دقائق،"} <= set(text.strip(TITLE).split())
    assert "تجنّبت؟" in text


def test_numbers_before_arabic_stand_before_their_point():
    said = clean(".1 ماذا فعلت هذا الأسبوع؟\n.2 أي لحظة تعود إليّ؟\n)3 أين أشعر؟\n.5 mg a day")
    assert paragraphs(said.split("\n")) == [
        "1. ماذا فعلت هذا الأسبوع؟",
        "2. أي لحظة تعود إليّ؟",
        "3) أين أشعر؟",
        ".5 mg a day",
    ]
