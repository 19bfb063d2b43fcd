"""Answering back in a browser: in place, with the keyboard where it was, and live beside what is one's own."""

import re
import uuid

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.embedded]


def begin(visit, address, **fields) -> str:
    page = visit("member")
    page.goto("/discussions/practice-questions/new/?kind=question")
    page.fill("[name=title]", f"Which hour suits everybody {uuid.uuid4().hex[:6]}")
    page.fill("[name=body]", "Let us agree.")
    if fields:
        page.click("details:has([name=poll_question]) > summary")
        for name, value in fields.items():
            page.fill(f"[name={name}]", value)
    page.click("main form button[type=submit]:not([name])")
    page.wait_for_url(re.compile(r"/discussions/t/\d+/"))
    return page.url.split("#")[0].removeprefix(address)


@pytest.fixture
def topic(visit, address) -> str:
    return begin(visit, address)


@pytest.fixture
def poll(visit, address) -> str:
    return begin(visit, address, poll_question="Which day?", poll_choices="Monday\nFriday")


def button(page, feeling: str, number: int = 1):
    return page.locator(f"#post-{number} button[value$={feeling}]")


def test_a_reaction_is_given_in_place_and_the_keyboard_stays(visit, topic):
    page = visit("coordinator")
    page.goto(topic)
    page.evaluate("window.kept = true")
    button(page, "thanks").focus()
    page.keyboard.press("Enter")
    page.locator("#post-1 button[aria-pressed=true]").wait_for()
    assert page.evaluate("window.kept")
    assert page.evaluate("document.activeElement.value") == "no-thanks"
    assert button(page, "thanks").inner_text().split() == ["Thanks", "1"]
    page.wait_for_timeout(700)
    page.keyboard.press("Enter")
    page.locator("#post-1 button[value=thanks][aria-pressed=false]").wait_for()


def test_a_double_click_is_one_reaction(visit, topic):
    page = visit("coordinator")
    page.goto(topic)
    button(page, "helpful").dblclick()
    page.locator("#post-1 button[aria-pressed=true]").wait_for()
    page.wait_for_timeout(700)
    page.goto(topic)
    assert button(page, "helpful").inner_text().split() == ["Helpful", "1"]


def test_what_others_give_comes_live_and_the_own_part_stays(visit, topic):
    one, two, stranger = visit("coordinator"), visit("outsider"), visit()
    for page in (one, two, stranger):
        page.goto(topic)
    one.wait_for_timeout(800)
    button(one, "thanks").click()
    button(two, "thanks").locator("data[value='1']").wait_for()
    button(two, "thanks").click()
    button(one, "thanks").locator("data[value='2']").wait_for()
    button(stranger, "thanks").locator("data[value='2']").wait_for()
    assert button(one, "thanks").get_attribute("aria-pressed") == "true"
    assert button(two, "helpful").get_attribute("aria-pressed") == "false"
    assert stranger.locator("[aria-pressed=true]").count() == 0


def test_a_vote_shows_the_results_in_place_and_others_keep_their_ballot(visit, poll):
    voter, other = visit("coordinator"), visit("outsider")
    for page in (voter, other):
        page.goto(poll)
    other.wait_for_timeout(800)
    other.check("#post-1 input[value='2']")
    voter.check("#post-1 input[value='1']")
    voter.click("#post-1 button:has-text('Vote')")
    voter.get_by_text("Your choice.").wait_for()
    other.get_by_text("1 person has voted.").wait_for()
    assert other.locator("#post-1 .tally").count() == 0
    assert other.is_checked("#post-1 input[value='2']")
    other.click("#post-1 button:has-text('Vote')")
    other.locator("#post-1 .tally").wait_for()
    voter.get_by_text("2 people have voted.").wait_for()
    assert voter.get_by_text("Your choice.").count() == 1


def test_an_empty_vote_leads_to_a_page_that_says_what_to_do(visit, poll):
    page = visit("coordinator")
    page.goto(poll)
    page.click("#post-1 button:has-text('Vote')")
    page.get_by_text("Choose an answer first, then vote.").wait_for()


def test_the_answer_is_marked_in_place_and_shown_to_others(visit, topic):
    asker, other = visit("member"), visit("coordinator")
    other.goto(topic)
    other.fill("#reply textarea[name=body]", "At seven, when the bus is gone.")
    other.click("#reply .btns button[type=submit]")
    other.locator("#post-2").wait_for()
    asker.goto(topic)
    asker.wait_for_timeout(800)
    asker.click("#post-2 button[name=marked]")
    for page in (asker, other):
        page.locator("#post-2.best").wait_for()
    assert asker.locator("#post-2 button[name=marked]").inner_text() == "Not the answer"


def test_all_of_it_without_javascript(visit, poll):
    page = visit("coordinator", java_script_enabled=False)
    page.goto(poll)
    button(page, "with_you").click()
    assert page.url.endswith("#post-1")
    assert button(page, "with_you").get_attribute("aria-pressed") == "true"
    page.check("#post-1 input[value='1']")
    page.click("#post-1 button:has-text('Vote')")
    assert page.locator("#post-1 .tally").count() == 1


def test_a_stranger_signs_in_and_finds_the_buttons(visit, topic):
    page = visit()
    page.goto(topic)
    button(page, "thanks").click()
    page.wait_for_url(re.compile("/accounts/login/"))
    page.fill("[name=login]", "coordinator@demo.example")
    page.fill("[name=password]", "workforce-demo")
    page.click("main form.stack button.btn")
    page.wait_for_url(re.compile("/react/1/"))
    page.click(".acts button[value=thanks]")
    page.wait_for_url(re.compile("#post-1"))
    assert button(page, "thanks").get_attribute("aria-pressed") == "true"


def test_a_sleeper_ends_with_the_posts_of_the_page_in_order(visit, topic):
    """New posts, one of them changed after a later one came: the change must not push it out of its place."""
    writer, sleeper = visit("coordinator"), visit("outsider")
    sleeper.goto(topic)
    sleeper.wait_for_timeout(800)
    sleeper.context.set_offline(True)
    for words in ("Second", "Third"):
        writer.goto(topic)
        writer.fill("#reply textarea[name=body]", words)
        writer.click("#reply .btns button[type=submit]")
        writer.get_by_text(words, exact=True).first.wait_for()
    asker = visit("member")
    asker.goto(topic)
    button(asker, "thanks", 2).click()
    asker.locator("#post-2 button[aria-pressed=true]").wait_for()
    sleeper.context.set_offline(False)
    button(sleeper, "thanks", 2).locator("data[value='1']").wait_for(timeout=40_000)
    numbers = sleeper.locator("article[data-number]").evaluate_all("all => all.map(a => +a.dataset.number)")
    assert numbers == [1, 2, 3]
