"""Bare addresses become links; nothing else does."""

import time

import pytest

from foundation import text, titles


def test_a_bare_address_becomes_a_link():
    html = text.render("Form: https://example.org/a?b=c&d=1. Thanks")
    assert '<a href="https://example.org/a?b=c&amp;d=1" rel="nofollow ugc noopener">' in html
    assert html.endswith("</a>. Thanks</p>\n")


def test_a_mail_address_with_its_scheme_becomes_a_link():
    assert 'href="mailto:help@example.org"' in text.render("mailto:help@example.org")


@pytest.mark.parametrize(
    "typed",
    ["example.org", "www.example.org", "help@example.org", "ftp://example.org", "//example.org/x", "10.0.0.1", "a.b"],
)
def test_what_only_looks_like_an_address_stays_text(typed):
    assert text.render(typed) == f"<p>{typed}</p>\n"


def test_an_address_in_code_stays_text():
    assert "<a" not in text.render("`https://example.org`\n\n    https://example.org")


@pytest.mark.parametrize("scheme", ["ftp:", "tel:", "file:", "//", "javascript:", "intent:", "JAVASCRIPT:"])
def test_a_link_of_another_scheme_stays_as_typed(scheme):
    assert "<a" not in text.render(f"[x]({scheme}//example.org)")


def test_a_title_asked_of_no_room_is_none():
    assert titles.title_of("/accounts/login/") is None
    assert titles.title_of("http://[") is None


@pytest.mark.parametrize(
    "address, path",
    [
        ("/fr/resources/x/", "/resources/x/"),
        ("/resources/x/?a=1#b", "/resources/x/"),
        ("/en/resources/x/", "/en/resources/x/"),
        ("//resources/x/", None),
        ("resources/x/", None),
        ("ftp://site.example/x/", None),
        ("https://site.example.evil.example/x/", None),
        ("https://SITE.example/x/", "/x/"),
        ("http://site.example/ar/x/", "/x/"),
    ],
)
def test_the_path_of_an_own_address(address, path, settings):
    settings.SITE_URL = "https://site.example"
    assert titles.path_of(address) == path


@pytest.mark.parametrize(
    "words",
    [
        "> " * 10_000, "- " * 10_000, "> - " * 5_000, "[" * 20_000, "![" * 10_000, "*_" * 10_000, "#\n" * 10_000,
        ">" * 200 + "a\n" + "b\n" * 9_000, "a|" * 2_000 + "\n" + "-|" * 2_000 + "\n" + "x\n" * 3_900, "http://" * 2_800,
        "@a " * 6_600, "`" * 20_000, "- a\n" * 5_000, "[a](" * 5_000,
    ],
    ids=lambda words: words[:4],
)  # fmt: skip
def test_the_worst_texts_are_quick(words):
    """About 0.15 s at worst on a quiet core; the bound leaves room for a busy one."""
    text.render("warm")
    began = time.process_time()
    text.render(words, lambda tails: [0] * len(tails))
    assert time.process_time() - began < 4


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - ", "* > "])
def test_a_thousand_levels_are_harmless(mark):
    assert "deep" in text.render(mark * 1000 + "deep")


def test_a_table_of_ten_thousand_cells_is_shown_as_typed():
    html = text.render("|a" * 100 + "|\n" + "|-" * 100 + "|\n" + ("|b" * 100 + "|\n") * 95)
    assert "<table" not in html
    assert html.count("|b") == 9_500


def test_what_is_shown_as_typed_keeps_its_lines_and_is_harmless():
    html = text.render("<b>one\ntwo\n\n" + "x\n" * 2_500)
    assert html.startswith("<p>&lt;b&gt;one<br>\ntwo</p>")
    assert html.count("x") == 2_500


def test_a_small_table_is_a_table():
    assert "<td>1</td>" in text.render("|a|b|\n|-|-|\n|1|2|")
