"""What has no pages of its own: read in this very process, as the job's process does."""

from io import BytesIO

import openpyxl
import pytest

from resources.library.reading import bounds, readers
from resources.library.reading.found import PART, TITLE
from tests.resources.library.reading.documents import (
    BREAK,
    KIND,
    STYLES,
    TURN,
    book,
    deck,
    para,
    slide,
    text_of,
    word,
    zipped,
)  # fmt: skip

OFFICE = readers.OFFICE


@pytest.fixture
def read(tmp_path):
    def run(kind, content):
        path = tmp_path / "file"
        path.write_bytes(content)
        found = readers.of(kind)(path)
        return found.count, [(page.heading, page.text) for page in found.pages]

    return run


WORD, SLIDES, SHEETS = (
    OFFICE + kind for kind in ("wordprocessingml.document", "presentationml.presentation", "spreadsheetml.sheet")
)
ODT, EPUB = "application/vnd.oasis.opendocument.text", "application/epub+zip"


def test_a_word_document_keeps_its_headings_points_and_rows(read):
    cells = f"<w:tbl><w:tr><w:tc>{para('Who')}</w:tc><w:tc>{para('When')}</w:tc></w:tr></w:tbl>"
    point = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Greet</w:t></w:r></w:p>"
    count, pages = read(WORD, word(para("Before", "H1") + para("Ask", "H2") + para("Some words.") + point + cells))
    assert count is None
    assert pages == [("Before", f"{TITLE}Before\n\n{PART}Ask\n\nSome words.\n\n• Greet\n\nWho | When")]


def test_a_style_made_of_a_heading_is_one(read):
    _count, pages = read(WORD, word(para("One", "Own") + para("a " * 500) + para("Two", "Own") + para("b")))
    assert [heading for heading, _text in pages] == ["One", "Two"]


def test_short_chapters_share_a_stretch(read):
    _count, pages = read(WORD, word("".join(para(f"Part {n}", "H1") + para("a few words") for n in range(5))))
    assert len(pages) == 1
    assert pages[0][1].count(TITLE) == 5


def test_the_pages_of_word_are_kept_where_it_marked_them(read):
    body = (
        para("first")
        + para("", before=TURN)
        + para("second", before=BREAK)
        + para("One", "H1")
        + para("third", before=BREAK)
    )
    count, pages = read(WORD, word(body))
    assert count == 3
    assert [text for _heading, text in pages] == ["first", f"second\n\n{TITLE}One", "third"]


def test_a_paragraph_that_goes_over_the_page_is_parted_there(read):
    body = f"<w:p><w:r><w:t>begins here</w:t>{BREAK}<w:t>ends there</w:t></w:r></w:p>"
    assert [text for _heading, text in read(WORD, word(body))[1]] == ["begins here", "ends there"]


def test_what_was_crossed_out_or_stands_twice_is_left_out(read):
    box = "<mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"
    gone = "<w:del><w:r><w:t>secret</w:t></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>"
    _count, pages = read(WORD, word(box.format(para("boxed")) + f"<w:p>{gone}<w:r><w:t>kept</w:t></w:r></w:p>"))
    assert pages[0][1] == "boxed\n\nkept"


def test_long_text_is_laid_on_stretches_of_about_a_page(read):
    count, pages = read(WORD, word("".join(para(f"{n} " + "word " * 80) for n in range(40))))
    assert count is None
    assert 5 <= len(pages) <= 8
    assert all(1_500 < len(text) < 3_300 for _heading, text in pages[:-1])
    assert all(text.split()[0].isdecimal() for _heading, text in pages)  # each begins with a paragraph


def test_one_endless_paragraph_is_parted_at_sentences(read):
    _count, pages = read("text/plain", ("A short sentence. " * 2_000).encode())
    assert len(pages) > 10
    assert all(text.endswith(".") for _heading, text in pages)


def test_slides_in_their_order_with_titles_and_notes_without_numbers(read):
    notes = slide("", "Say it slowly.")
    leads = (
        f'<Relationships><Relationship Id="n" Type="{KIND}/notesSlide" Target="../notesSlides/n1.xml"/></Relationships>'
    )
    more = {"ppt/notesSlides/n1.xml": notes, "ppt/slides/_rels/slide1.xml.rels": leads}
    count, pages = read(SLIDES, deck(slide("Last", "Thanks"), slide("First", "Welcome"), order=[2, 1], **more))
    assert count == 2
    assert pages == [("First", "Welcome"), ("Last", "Thanks\n\nSay it slowly.")]


def test_a_sheet_is_a_page_and_a_row_a_line(read):
    made = openpyxl.Workbook()
    made.active.title = "Costs"
    made.active.append(["Item", "Each", None, "Sum"])
    made.active.append(["Bicycle", 120, None, 240.5])
    made.create_sheet("Hidden").append(["secret"])
    made["Hidden"].sheet_state = "hidden"
    made.create_sheet("Empty")
    out = BytesIO()
    made.save(out)
    assert read(SHEETS, out.getvalue()) == (2, [("Costs", "Item | Each | Sum\n\nBicycle | 120 | 240.5"), ("Empty", "")])


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing(read):
    made = openpyxl.Workbook()
    made.active["XFD1048576"] = "far"
    out = BytesIO()
    made.save(out)
    assert read(SHEETS, out.getvalue())[1][0][1] == "far"


def test_an_odt_with_headings_lists_rows_and_page_marks(read):
    body = (
        '<text:h text:outline-level="1">One</text:h><text:p>First<text:s text:c="999999999"/>words</text:p>'
        "<text:list><text:list-item><text:p>point</text:p></text:list-item></text:list>"
        "<text:p>before<text:soft-page-break/>after</text:p>"
        "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>"
        "<text:p>said<office:annotation><text:p>a remark</text:p></office:annotation></text:p>"
    )
    assert read(ODT, text_of(body)) == (
        2,
        [("One", f"{TITLE}One\n\nFirst words\n\n• point\n\nbefore"), ("", "after\n\na | b\n\nsaid")],
    )


def test_a_locked_odt_is_told_apart(read):
    with pytest.raises(bounds.Locked):
        read(ODT, text_of("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}))


def test_a_book_in_the_order_of_its_spine(read):
    first = "<!DOCTYPE html><html><head><title>no</title><style>p{}</style></head><body><h1>One</h1><p>a&nbsp;b &amp; c</p><ul><li>x</li></ul><script>bad()</script></body></html>"
    count, pages = read(EPUB, book(first, "<h1>Two</h1><table><tr><td>p</td><td>q</td></tr></table>"))
    assert count is None
    assert pages == [("One", f"{TITLE}One\n\na b & c\n\n• x"), ("Two", f"{TITLE}Two\n\np | q")]


def test_a_plain_text_by_paragraphs_and_form_feeds(read):
    text = "A line of the first paragraph that is quite long\nand goes on here with co-\noperation.\n\nSecond.\fOther page."
    _count, pages = read("text/plain", text.encode())
    assert [page for _heading, page in pages] == [
        "A line of the first paragraph that is quite long and goes on here with cooperation.\n\nSecond.",
        "Other page.",
    ]


def test_letters_that_are_no_text_are_taken_out(read):
    text = "Nul\x00l \x1b[31mred \u202eevil\u2063 \ufb01ne \ufeee\u200b e\u0301 😀".encode()
    ((_heading, page),) = read("text/plain", text)[1]
    assert not {"\x00", "\x1b", "\u202e", "\u2063", "\u200b"} & set(page)
    assert {"fine", "evil"} < set(page.split())
    assert {"\u0648", "é", "😀"} <= set(page)


def test_a_kind_that_nobody_reads_says_so():
    with pytest.raises(bounds.Broken, match="Nobody reads"):
        readers.of("image/svg+xml")


def test_styles_alone_are_no_document(read):
    with pytest.raises(bounds.Broken, match="no text part"):
        read(WORD, zipped({"word/styles.xml": STYLES}))
