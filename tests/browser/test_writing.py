"""Writing with a script at hand: drafts that wait, marks for the text, quoting a passage, a preview on the way."""

import re
import uuid

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
START = "/discussions/practice-questions/new/"
BODY = "form[data-keep] [name=body]"
SELECT = """([from, to]) => {
  const area = document.querySelector("form[data-keep] [name=body]");
  area.setSelectionRange(from, to);
}"""


def kept(page) -> str:
    return page.evaluate("JSON.stringify(localStorage)")


def type_and_wait(page, words: str) -> None:
    page.fill(BODY, words)
    page.wait_for_timeout(700)


@pytest.fixture
def page(visit):
    return visit("member")


def begun(page) -> str:
    page.goto(START)
    page.fill("[name=title]", f"What do you carry {uuid.uuid4().hex[:6]}")
    page.fill(BODY, "A torch, water and a list of numbers.")
    page.click("main form button.btn:not(.alt)")
    page.wait_for_url(re.compile(r"/discussions/t/\d+/"))
    return page.url.split("#")[0]


@pytest.fixture
def topic(page, made={}) -> str:  # noqa: B006
    """One for all these tests: nobody begins many in an hour."""
    if not made:
        made["address"] = begun(page)
    return made["address"]


def test_a_draft_of_a_discussion_waits_whole_and_goes_when_it_was_begun(page):
    page.goto(START)
    page.fill("[name=title]", f"Draft {uuid.uuid4().hex[:6]}")
    page.select_option("[name=language]", "sw")
    type_and_wait(page, "Typed on the bus")
    page.goto("/")
    page.goto(START)
    assert page.input_value("[name=title]").startswith("Draft ")
    assert page.input_value("[name=language]") == "sw"
    assert page.input_value(BODY) == "Typed on the bus"
    page.click("main form button.btn:not(.alt)")
    page.wait_for_url(re.compile(r"/discussions/t/\d+/"))
    page.goto(START)
    assert page.input_value(BODY) == ""
    assert "draft:" not in kept(page)


def test_a_draft_of_a_case_keeps_what_was_chosen(page):
    page.goto(START + "?kind=case")
    page.check("[name=age][value='5-9']")
    page.fill("[name=situation]", "Told in general words")
    page.wait_for_timeout(700)
    page.goto(START + "?kind=case")
    assert page.input_value("[name=situation]") == "Told in general words"
    assert page.is_checked("[name=age][value='5-9']")
    assert not page.is_checked("[name=declared]")


def test_a_preview_loses_neither_text_nor_draft(page, topic):
    page.goto(topic)
    page.fill(BODY, "We have **two**")
    page.click("button[name=preview]")
    page.locator("#preview strong", has_text="two").wait_for()
    assert page.input_value(BODY) == "We have **two**"
    assert "We have **two**" in kept(page)
    page.click("#reply button.btn:not(.alt)")
    page.wait_for_url(re.compile("#post-"))
    assert "draft:" not in kept(page)


def test_a_refused_reply_keeps_its_draft(page, topic):
    page.goto(topic)
    page.evaluate("document.querySelector('#reply [name=key]').value = 'broken'")
    page.fill(BODY, "Not lost")
    page.click("#reply button.btn:not(.alt)")
    page.wait_for_load_state()
    assert page.input_value(BODY) == "Not lost"
    assert "Not lost" in kept(page)


def test_a_quote_comes_after_the_draft_and_once(page, topic):
    page.goto(topic)
    type_and_wait(page, "My own words")
    page.click("#post-1 a[data-quote]")
    page.wait_for_url(re.compile("quote=1"))
    first = page.input_value(BODY)
    assert re.fullmatch(r"My own words\n\n> .+, post 1:\n> \n> A torch, water and a list of numbers\.\n\n", first)
    page.wait_for_timeout(700)
    page.reload()
    assert page.input_value(BODY) == first


def test_a_selected_passage_is_quoted_in_place(page, topic):
    page.goto(topic)
    page.fill(BODY, "Yes:")
    page.evaluate("""() => {
      const words = document.querySelector(".post-body p").firstChild, range = document.createRange();
      range.setStart(words, 2);
      range.setEnd(words, 14);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")
    page.click("#post-1 a[data-quote]")
    assert re.fullmatch(r"Yes:\n\n> .+, post 1:\n> \n> torch, water\n\n", page.input_value(BODY))
    assert page.input_value("[name=reply_to]") == "1"
    assert "quote=" not in page.url


@pytest.mark.parametrize(
    "mark, typed, chosen, expected",
    [
        ("**", "", (0, 0), "**!**"),
        ("**", "here", (0, 4), "**here**!"),
        ("*", "a here", (2, 6), "a *here*!"),
        ("- ", "one\ntwo", (1, 5), "- one\n- t!wo"),
        ("> ", "one", (3, 3), "> one!"),
        ("[", "here", (0, 4), "[here](https://!)"),
        ("[", "", (0, 0), "[!](https://)"),
    ],
)
def test_the_marks(page, mark, typed, chosen, expected):
    page.goto(START)
    page.fill(BODY, typed)
    page.evaluate(SELECT, chosen)
    page.click(f'[data-mark="{mark}"]')
    page.keyboard.type("!")
    assert page.input_value(BODY) == expected


def test_a_mark_can_be_undone(page):
    page.goto(START)
    page.fill(BODY, "here")
    page.evaluate(SELECT, [0, 4])
    page.click('[data-mark="**"]')
    page.keyboard.press("Control+z")
    assert page.input_value(BODY) == "here"


def test_a_change_that_was_not_sent_waits_too(page):
    topic = begun(page)
    page.goto(topic + "edit/1/")
    type_and_wait(page, "Changed on the bus")
    page.goto("/")
    page.goto(topic + "edit/1/")
    assert page.input_value(BODY) == "Changed on the bus"
    page.click("main form button.btn:not(.alt)")
    page.wait_for_url(re.compile("#post-1"))
    assert "draft:" not in kept(page)


def test_without_a_script_everything_is_there_but_the_marks(visit, topic, address):
    page = visit("member", java_script_enabled=False)
    page.goto(topic)
    assert not page.locator("[data-tools]").is_visible()
    page.fill(BODY, "Plain *words*")
    page.click("button[name=preview]")
    assert page.locator("#preview em").inner_text() == "words"
    page.click("#reply button.btn:not(.alt)")
    assert page.locator(".post-body em").last.inner_text() == "words"
