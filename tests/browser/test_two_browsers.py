"""Side by side: what one writes the other sees, and catches up on after a lost line."""

import re
import time
import uuid

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.embedded]


@pytest.fixture
def topic(visit, address) -> str:
    """A topic of its own, begun by the member."""
    page = visit("member")
    page.goto("/discussions/practice-questions/new/")
    page.fill("[name=title]", f"How do you plan a round of visits {uuid.uuid4().hex[:6]}")
    page.fill("[name=body]", "We have one bus a day.")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/discussions/t/\d+/"))
    return page.url.split("#")[0].removeprefix(address)


def write(page, words: str) -> None:
    page.fill("#reply textarea[name=body]", words)
    page.click("#reply button[type=submit]")
    page.get_by_text(words).first.wait_for()


def test_a_post_appears_in_the_other_browser_within_a_second(visit, topic):
    writer, reader = visit("coordinator"), visit("outsider")
    reader.goto(topic)
    writer.goto(topic)
    reader.wait_for_timeout(800)
    writer.fill("#reply textarea[name=body]", "Start with the house that is furthest.")
    began = time.monotonic()
    writer.click("#reply button[type=submit]")
    reader.locator("article .post-body", has_text="furthest").wait_for(timeout=5000)
    took = time.monotonic() - began
    print(f"shown in the other browser after {took:.2f} s, the click and the write included")
    assert took < 2


def test_a_reader_who_lost_the_line_catches_up_in_order(visit, topic):
    writer, reader = visit("coordinator"), visit()
    reader.goto(topic)
    writer.goto(topic)
    reader.wait_for_timeout(800)
    reader.context.set_offline(True)
    for words in ("First while away.", "Second while away.", "Third while away."):
        write(writer, words)
    assert reader.locator("article").count() == 1
    reader.context.set_offline(False)
    reader.locator("article .post-body", has_text="Third while away.").wait_for(timeout=40_000)
    numbers = [
        int(n) for n in reader.locator("article[data-number]").evaluate_all("all => all.map(a => a.dataset.number)")
    ]
    assert numbers == [1, 2, 3, 4]


def test_a_double_click_makes_one_post(visit, topic):
    page = visit("coordinator")
    page.goto(topic)
    page.fill("#reply textarea[name=body]", "Once is enough.")
    page.dblclick("#reply button[type=submit]")
    page.get_by_text("Once is enough.").first.wait_for()
    page.goto(topic)
    assert page.locator("article .post-body", has_text="Once is enough.").count() == 1


def test_what_was_typed_survives_a_closed_page(visit, topic):
    page = visit("coordinator")
    page.goto(topic)
    page.fill("#reply textarea[name=body]", "Half a thought about")
    page.wait_for_timeout(800)
    page.goto("/")
    page.goto(topic)
    assert page.input_value("#reply textarea[name=body]") == "Half a thought about"


def test_everything_can_be_done_without_javascript(visit, topic):
    page = visit("outsider", java_script_enabled=False)
    page.goto(topic)
    page.fill("#reply textarea[name=body]", "Written without a script.")
    page.click("#reply button[type=submit]")
    assert "#post-" in page.url
    assert page.locator("article .post-body", has_text="Written without a script.").count() == 1
