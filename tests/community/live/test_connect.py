import pytest
import websockets

from community.live import consumers


async def handshake(site, origin, path="/live/"):
    try:
        async with site.visit(path, origin=origin):
            return 101
    except websockets.InvalidStatus as refused:
        return refused.response.status_code


async def test_the_sites_own_page_may_listen(site):
    assert await handshake(site, f"http://{site.host}") == 101


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        "file://",
        "http://{host}.evil.example",
        "http://evil.example",
        "http://evil.example/{host}",
        "http://{host}@evil.example",
        "http://user@{host}",
        "http://127.0.0.1:1",
        "http://localhost:{port}",
        "ftp://{host}",
        "chrome-extension://abc",
        "http://{host}/path",
        "http://[",
        "http://127.0.0.1:port",
    ],
)
async def test_a_foreign_page_or_none_is_refused_before_the_handshake(site, origin):
    given = origin and origin.format(host=site.host, port=site.port)
    assert await handshake(site, given) == 403


@pytest.mark.parametrize("path", ["/", "/live", "/live/x/", "/fr/live/", "/%00/", "/live//"])
async def test_another_path_is_refused_without_a_trace(site, path, caplog):
    assert await handshake(site, f"http://{site.host}", path) == 403
    assert "Traceback" not in caplog.text


def scope(host, *origins):
    return {"headers": [(b"host", host.encode()), *((b"origin", one.encode()) for one in origins)]}


def test_the_public_address_counts_behind_a_proxy_that_changes_the_host(settings):
    settings.SITE_URL = "https://commons.example"
    assert consumers.from_own_page(scope("10.0.0.7:8000", "https://commons.example"))
    assert consumers.from_own_page(scope("10.0.0.7:8000", "https://commons.example:443"))
    assert not consumers.from_own_page(scope("10.0.0.7:8000", "https://commons.example.evil.example"))


def test_a_host_that_is_not_ours_is_refused_even_when_the_origin_matches(settings):
    settings.ALLOWED_HOSTS = ["commons.example"]
    assert consumers.from_own_page(scope("commons.example", "http://commons.example"))
    assert not consumers.from_own_page(scope("rebound.example", "http://rebound.example"))


def test_an_encrypted_site_refuses_its_plain_twin(settings):
    settings.HTTPS = True
    settings.ALLOWED_HOSTS = ["commons.example"]
    assert consumers.from_own_page(scope("commons.example", "https://commons.example"))
    assert not consumers.from_own_page(scope("commons.example", "http://commons.example"))


def test_two_origins_are_refused():
    assert not consumers.from_own_page(scope("127.0.0.1:8000", "http://127.0.0.1:8000", "http://evil.example"))
