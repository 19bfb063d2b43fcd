"""Words of people become harmless HTML, and nothing they typed is lost without being shown."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation import text

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "![x](https://tracker.example/p.gif)",
    "<svg onload=alert(1)>",
    '<a href="x" style="position:fixed">x</a>',
    "<iframe src=//evil.example></iframe>",
    "[a](<javascript:alert(1)>)",
    '<https://example.org/"onmouseover=alert(1)>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "x" * 100_000,
    "> " * 500 + "deep",
    "- " * 500 + "deep",
    "[" * 5000,
    "*" * 5000,
    "\x00\x01 zero",
]


def harmless(html: str) -> bool:
    tags = re.findall(r"<[^>]*>", html)
    return not any(
        re.match(r"<\s*/?\s*(script|img|svg|iframe|style|object|form|input)", tag, re.I)
        or re.search(r"\s(on\w+|style)\s*=", tag, re.I)
        or re.search(r"=\s*[\"']?\s*(javascript|data|vbscript):", tag, re.I)
        for tag in tags
    )


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_markdown_is_harmless(words):
    assert harmless(text.render(words))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="<>[]()!*_`#>-+=&;:\"'\\/ \nabonscriptjavdt0123456789.", max_size=400))
def test_random_markdown_is_harmless(words):
    assert harmless(text.render(words))


def test_headings_begin_at_the_third_level():
    assert "<h3>Plan</h3>" in text.render("# Plan")


def test_links_lead_out_without_a_recommendation():
    assert 'rel="nofollow ugc noopener"' in text.render("[Form](https://example.org/form)")


def test_directions_cannot_be_turned_round_in_secret():
    assert text.clean("pay\u202etxt.exe") == "paytxt.exe"


@pytest.mark.parametrize(
    "said, asked",
    [
        ("évaluent", "evaluent"),
        ("para-professional", "paraprofessional"),
        ("para professional", "paraprofessional"),
        ("الطفلة", "الطفله"),
    ],
)
def test_search_compares_folded_words(said, asked):
    assert text.fold(said) == text.fold(asked)


def test_stems_meet_across_forms():
    assert text.stems("supervising", "en") == text.stems("supervision", "en")
    assert text.stems("الطفل", "ar") == text.stems("طفل", "ar")


@pytest.mark.parametrize("query", ["", " ", "\x00", '"', '1"', "a OR b AND (", "*" * 500, "x " * 500, "😀"])
def test_a_query_becomes_a_few_plain_words(query):
    words = text.terms(query)
    assert len(words) <= 20
    assert all(re.fullmatch(r"\w+", word) for word in words)
