"""Every kind of page in a browser: it fits a phone, breaks no rule of the content policy, asks nobody else, and is light."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.embedded]

PUBLIC = [
    "/", "/fr/", "/ar/", "/discussions/", "/discussions/practice-questions/", "/groups/", "/groups/para-professionals/",
    "/resources/", "/resources/?q=supervision", "/blog/", "/week/", "/week/2018/", "/week/2018/day-1/", "/countries/",
    "/search/?q=supervision", "/accounts/signup/", "/about/", "/fr/about/", "/guidelines/",
    "/nothing-here/",
]  # fmt: skip
OWN = [
    "/accounts/email/",
    "/members/me/",
    "/notifications/",
    "/discussions/practice-questions/new/",
    "/groups/new/",
    "/accounts/2fa/",
]
LIGHT = 30 * 1024  # bytes, all files of a first visit, compressed


def look_at(page, path: str) -> dict[str, object]:
    """Opens a page and gathers what a reader would suffer from."""
    seen: dict[str, object] = {"errors": [], "foreign": [], "bytes": 0, "requests": 0}
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def count(event: dict) -> None:
        seen["bytes"] += event["encodedDataLength"]
        seen["requests"] += 1

    client.on("Network.loadingFinished", count)
    page.on("console", lambda m: seen["errors"].append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: seen["errors"].append(str(e)))
    page.on(
        "request",
        lambda r: (
            seen["foreign"].append(r.url) if not r.url.startswith(("http://127.0.0.1", "ws://127", "data:")) else None
        ),
    )
    answer = page.goto(path, wait_until="load")
    page.wait_for_timeout(150)
    seen["status"] = answer.status
    seen["sideways"] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    seen["direction"] = page.evaluate("document.documentElement.dir")
    client.detach()
    return seen


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_light_and_fits_a_phone(visit, path):
    page = visit(viewport={"width": 360, "height": 740})
    seen = look_at(page, path)
    print(f"{path}: {seen['bytes'] / 1024:.1f} KB in {seen['requests']} requests")
    wrong = [text for text in seen["errors"] if "404 (Not Found)" not in text]
    assert seen["status"] == (404 if path == "/nothing-here/" else 200)
    assert not wrong
    assert not seen["foreign"]
    assert seen["sideways"] <= 0
    assert seen["bytes"] <= LIGHT
    assert seen["requests"] <= 6
    assert seen["direction"] == ("rtl" if path.startswith("/ar/") else "ltr")


@pytest.mark.parametrize("path", OWN)
def test_a_members_own_page_fits_a_phone(visit, path):
    page = visit("member", viewport={"width": 360, "height": 740})
    seen = look_at(page, path)
    assert seen["status"] == 200
    assert not seen["errors"]
    assert not seen["foreign"]
    assert seen["sideways"] <= 0


def test_an_editor_reaches_the_editors_rooms_without_a_foreign_request(visit):
    page = visit("editor")
    seen = look_at(page, "/admin/")
    assert seen["status"] == 200
    assert not seen["foreign"]


def test_the_sign_in_page_carries_what_passkeys_need_and_no_more(visit):
    page = visit(viewport={"width": 360, "height": 740})
    seen = look_at(page, "/accounts/login/")
    print(f"sign in: {seen['bytes'] / 1024:.1f} KB in {seen['requests']} requests")
    assert not seen["errors"]
    assert not seen["foreign"]
    assert seen["sideways"] <= 0
    assert seen["bytes"] <= LIGHT
    assert seen["requests"] <= 10
