"""The resource database under a finger: what lies in a row of the list can be pressed."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
IN_A_FILE = "/resources/?q=tear+nobody+sitting"


def test_the_page_of_a_hit_is_opened_from_the_list(visit):
    page = visit()
    hit = page.locator(".rows .row p a[href*='/read/']").first
    for _ in range(60):  # the files of the demo are read after the start
        page.goto(IN_A_FILE)
        if hit.count():
            break
        page.wait_for_timeout(500)
    hit.click(timeout=5000)
    page.wait_for_url(re.compile(r"/read/\d+/\d+/#page-1$"))
    assert page.locator("#page-1").is_visible()
