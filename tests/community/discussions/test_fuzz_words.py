"""Two thousand random texts, made of what breaks parsers and of anything at all: each becomes harmless HTML."""

import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation import text, titles

NASTY = [
    "<script>alert(1)</script>", "<scr<script>ipt>", "</p><script>", "<svg/onload=alert(1)>", "<svg><style><img src=x onerror=x>",
    "<img src=x onerror=alert(1)>", "<iframe srcdoc=x>", "<object data=x>", "<form action=x>", "<math><mi//xlink:href=x>",
    "<a href=javascript:x>", '<a style="x">', "<style>*{}</style>", "<!--", "-->", "<![CDATA[", "<?php", "<!doctype>", "<base href=//x>",
    "[x](javascript:alert(1))", "[x](JAVASCRIPT&colon;x)", "[x](&#106;avascript:x)", "[x](java\tscript:x)", "[x](java\nscript:x)",
    "[x](\x01javascript:x)", "[x](data:text/html;base64,xxxx)", "[x](data:image/png;base64,xx)", "[x](vbscript:x)", "[x](<javascript:x>)",
    "[x](//evil.example)", "[x](/\\evil.example)", "[x](\\javascript:x)", "[x](%6aavascript:x)", "<javascript:alert(1)>", "<data:x,y>",
    "<https://a.b/\"onmouseover=x>", "[r]: javascript:x\n", "[r]", "[r]: <data:x> 'onclick=x'\n", '[x](https://a.b "\\" onclick=x")',
    "![x](javascript:x)", "![x](x \"onerror=x\")", "https://a.b/'onclick='x", "https://a.b/<script>", "javascript:alert(1)", "mailto:a@b?x=<y>",
    "https://\u202egro.elpmaxe", "http://[::1]/", "http://a.b:99999/", "http://xn--a/", "https://ａ.b/", "ftp://x", "//x", "/discussions/t/1/x/",
    "> ", "- ", "1. ", "    ", "\t", "\n", "\n\n", "```", "~~~", "`", "``", "# ", "|a|b|\n|-|-|\n", "|", "---", "===", "***", "_", "__", "~~",
    "*", "**", "[", "]", "(", ")", "![", "\\", "&", "&amp;lt;", "&lt;script&gt;", "&#x3c;script&#x3e;", "&#0;", "&#xD800;", "<", ">", '"', "'",
    "@Amina Member", "@", "@@", "@a", '<span class="mention" onclick=x>', "</span>", "<span class=btn>", "\u200b", "\u202e", "\u2066", "\ufeff",
    "\x00", "\x1b", "\u0301", "👩🏽‍⚕️", "ﷺ", "İ", "ß", "a", " ",
]  # fmt: skip
ALLOWED = text.TAGS
PIECES = st.one_of(st.sampled_from(NASTY), st.sampled_from(NASTY), st.text(max_size=12))
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@pytest.fixture(autouse=True, scope="module")
def _titles():
    """Every thing of the site has one nasty title; no database is asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(titles, "title_of", lambda address: "<svg onload=x>" if titles.path_of(address) else None)
        yield


class Judge(HTMLParser):
    """Reads HTML as a browser would and keeps what must not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in ALLOWED:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name not in {"href", "title", "rel", "start", "class"}:
                self.wrong.append(f"{tag} {name}")
            elif name == "href" and not leads_well(value or ""):
                self.wrong.append(f"href {value}")
            elif name == "class" and (tag, value) not in {("span", "mention"), ("span", "")}:
                self.wrong.append(f"{tag} class {value}")

    def handle_comment(self, data):
        self.wrong.append(f"<!--{data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def leads_well(address: str) -> bool:
    """As a browser reads it: spaces and control characters before it are dropped, tabs and lines within it too."""
    address = address.strip("".join(map(chr, range(33)))).translate(dict.fromkeys(map(ord, "\t\r\n")))
    try:
        scheme = urlsplit(address).scheme
    except ValueError:  # no address at all: a browser leads nowhere
        scheme = address.split(":")[0].lower()
    return scheme in {"http", "https", "mailto"} or (not scheme and not address.replace("\\", "/").startswith("//"))


def wrong_in(html: str) -> list[str]:
    judge = Judge()
    judge.feed(html)
    judge.close()
    return judge.wrong


def everybody(tails):
    return [min(3, len(tail)) for tail in tails]


@settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_two_thousand_random_texts_are_harmless(words):
    html = text.render(words, everybody)
    assert wrong_in(html) == []
    text.plain(html)
    text.calls(words)


AROUND = ["{}", "> {}", "- {}", "[{}]({})", "**{}**", "{}{}{}", "|{}|{}|\n|-|-|\n|{}|{}|", "<{}>", "[r]: {}\n\n[r]"]


@pytest.mark.parametrize("around", AROUND)
def test_each_nasty_piece_is_harmless_anywhere(around):
    for piece in NASTY:
        assert wrong_in(text.render(around.replace("{}", piece), everybody)) == [], piece


@pytest.mark.parametrize(
    "bad",
    [
        "<script>", "<a onclick=x>", "<p style=x>", "<a href='javascript:x'>", "<a href=' java\tscript:x'>", "<a href='//x'>", "<svg>",
        "<iframe>", "<object>", "<form>", "<style>", "<span class=btn>", "<p class=mention>", "<!--x-->", "<a href='/\\x'>", "<img src=x>",
    ],
)  # fmt: skip
def test_the_judge_sees_what_is_wrong(bad):
    assert wrong_in(bad)


def test_what_is_harmless_renders_as_itself():
    """What was rendered once and read as text is not read as HTML a second time."""
    html = text.render("&lt;script&gt; <b>x</b> `<i>`")
    assert html == "<p>&lt;script&gt; &lt;b&gt;x&lt;/b&gt; <code>&lt;i&gt;</code></p>\n"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(NASTY), st.sampled_from(NASTY))
def test_long_texts_of_one_pattern_are_quick(one, other):
    words = ((one + other) * text.LONGEST)[: text.LONGEST]
    began = time.process_time()
    html = text.render(words, everybody)
    assert time.process_time() - began < 8  # what grows by the square takes minutes
    assert wrong_in(html) == []
