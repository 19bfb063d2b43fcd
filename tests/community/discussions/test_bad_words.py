"""What is sent by mistake or in bad faith: a sentence or harmless output, and nothing that was typed is lost."""

import html
import re
import uuid

import pytest

from community.discussions import actions
from tests.community.discussions.test_fuzz_words import wrong_in

START = "/discussions/practice-questions/new/"
INVISIBLE = "\u200b\u2060\ufeff\u00ad\u202e\u2066\u2069 \x00\t\n"


def sent(**values):
    return {"body": "Some words", "key": str(uuid.uuid4()), **values}


def kept(answer):
    """What stands in the box again."""
    return html.unescape(re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", answer.content.decode(), re.S)[1])


@pytest.mark.parametrize("nothing", ["", " ", "\n\n", INVISIBLE], ids=["empty", "space", "lines", "invisible"])
def test_nothing_is_refused_everywhere(topic, coordinator, signed_in, nothing):
    client = signed_in(coordinator)
    edit = f"{topic.get_absolute_url()}edit/1/"
    for address, values in ((topic.get_absolute_url(), {}), (START, {"title": "A"}), (edit, {"version": 1})):
        answer = client.post(address, sent(body=nothing, **values))
        assert answer.status_code == 422
        assert "Write something first." in answer.content.decode()


def test_a_hundred_thousand_characters_are_refused_and_kept(topic, coordinator, signed_in):
    client, words = signed_in(coordinator), "long text. " * 9_091
    edit = f"{topic.get_absolute_url()}edit/1/"
    for address, values in ((topic.get_absolute_url(), {}), (START, {"title": "A"}), (edit, {"version": 1})):
        answer = client.post(address, sent(body=words, **values))
        assert answer.status_code == 422
        assert "This is too long by 80000 characters." in answer.content.decode()
        assert kept(answer) == words
    assert topic.posts.count() == 1
    assert topic.posts.get().version == 1


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> 1. "])
def test_deep_nesting_is_shown_as_typed(topic, member, write, mark):
    post = write(member, topic, mark * 1_000 + "deep")
    assert wrong_in(post.html) == []
    assert post.html.count("<blockquote>") + post.html.count("<li>") == 0
    assert "deep" in post.html


def test_ten_thousand_cells_are_shown_as_typed(topic, member, write):
    post = write(member, topic, "|a|b\n" + "|-|-\n" + "|x|y\n" * 3_990)
    assert post.html.count("x") == 3_990
    assert "<td>" not in post.html


@pytest.mark.parametrize(
    "trick", list("\u200b\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b\x7f")
)
def test_invisible_and_turning_characters_are_dropped(topic, member, write, trick):
    post = write(member, topic, f"pay{trick}roll")
    assert (post.body, post.html) == ("payroll", "<p>payroll</p>\n")


def test_joiners_that_scripts_need_stay(topic, member, write):
    assert write(member, topic, "می\u200cخواهم क्\u200dष").body == "می\u200cخواهم क्\u200dष"


BAD_LINKS = [
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](javascript&colon;alert(1))", "[x](&#x6A;avascript:alert(1))",
    "[x](java\tscript:alert(1))", "[x](java\nscript:alert(1))", "[x](<java\tscript:alert(1)>)", "[x](\u200bjavascript:alert(1))",
    "[x](\x01javascript:alert(1))", "[x](data:text/html,x)", "[x](data:image/svg+xml,x)", "[x](DATA&colon;image/png;base64,x)",
    "[x](vbscript:x)", "[x](vb&#115;cript:x)", "<javascript:alert(1)>", "<data:text/html,x>", "<vbscript:x>", "[x][r]\n\n[r]: javascript:x",
    "[r]\n\n[r]: <data:text/html,x> 'title'", "javascript:alert(1)", "[x](//evil.example/)", "[x](file:///etc/passwd)", "![x](javascript:x)",
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD_LINKS)
def test_a_bad_link_is_no_link(topic, member, write, bad):
    post = write(member, topic, bad)
    assert wrong_in(post.html) == []
    assert not re.search(r'href="[^"]*(script|data|file|evil)[:&.]', post.html)


RAW = [
    "<script>alert(1)</script>", "<svg onload=alert(1)><style>x</style></svg>", "<img src=x onerror=alert(1)>", '<a href="javascript:x">x</a>',
    '<b style="position:fixed">x</b>', "<iframe src=//a.b></iframe>", "<object data=x></object>", "<form action=x><input></form>",
    "<math><mtext><script>x</script>", "<!-- x -->", "<![CDATA[ x ]]>", "<style>*{display:none}</style>", "<details open ontoggle=x>",
]  # fmt: skip


@pytest.mark.parametrize("raw", RAW)
def test_raw_html_is_shown_as_it_was_typed(topic, member, write, raw):
    post = write(member, topic, raw)
    assert wrong_in(post.html) == []
    assert html.unescape(re.sub(r"</?p>", "", post.html)).strip().replace("\n", " ") == raw


def test_the_page_shows_it_harmless_too(topic, member, write, client):
    write(member, topic, "\n\n".join([*RAW, *BAD_LINKS]))
    bodies = re.findall(
        r'<div class="post-body">(.*?)</div>', client.get(topic.get_absolute_url()).content.decode(), re.S
    )
    assert len(bodies) == 2
    assert [wrong for body in bodies for wrong in wrong_in(body)] == []


def test_addresses_that_are_meant_well_become_links(topic, member, write):
    post = write(
        member,
        topic,
        "<https://a.example/x> https://b.example/y [z][r] mailto:c@d.example\n\n[r]: https://e.example 'Z'",
    )
    assert re.findall(r'href="([^"]*)"', post.html) == [
        "https://a.example/x", "https://b.example/y", "https://e.example", "mailto:c@d.example",
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["\u202e\u202d\u2066", " \u200b\ufeff ", "\x00\x1b"])
def test_a_title_of_nothing_that_can_be_seen_is_refused_and_the_text_is_kept(board, member, signed_in, title):
    answer = signed_in(member).post(START, sent(title=title, body="Typed on the bus"))
    assert answer.status_code == 422
    assert "Give it a title." in answer.content.decode()
    assert kept(answer) == "Typed on the bus"


def test_a_title_does_not_turn_its_neighbours_round(board, member, client):
    topic = actions.start_topic(member, board, title="\u202eevil\u2066 <b>title</b>\n\tof two lines", **sent())
    assert topic.title == "evil <b>title</b> of two lines"
    text = client.get(topic.get_absolute_url()).content.decode()
    assert "evil &lt;b&gt;title&lt;/b&gt;" in text
    assert "\u202e" not in text


def test_a_title_that_is_too_long_is_refused_and_everything_kept(board, member, signed_in):
    answer = signed_in(member).post(START, sent(title="t" * 161, body="Typed on the bus"))
    assert answer.status_code == 422
    assert "at most 160 characters" in answer.content.decode()
    assert "t" * 161 in answer.content.decode()
    assert kept(answer) == "Typed on the bus"


@pytest.mark.parametrize(
    "field, bad", [("kind", "sermon"), ("language", "xx"), ("key", "1"), ("reply_to", "-5"), ("reply_to", "x" * 50)]
)
def test_a_wrong_value_keeps_the_text(topic, member, signed_in, field, bad):
    address = START if field == "kind" else topic.get_absolute_url()
    answer = signed_in(member).post(address, sent(body="Typed on the bus", title="T", **{field: bad}) | {field: bad})
    if answer.status_code != 302:
        assert answer.status_code == 422
        assert kept(answer) == "Typed on the bus"


def test_bytes_that_are_no_text_are_no_error(topic, member, signed_in):
    body = b"body=%ff%fe%00caf%e9&key=" + str(uuid.uuid4()).encode()
    answer = signed_in(member).post(topic.get_absolute_url(), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    assert "caf" in topic.posts.get(number=2).body
