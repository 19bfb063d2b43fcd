"""Links are asked gently, and no address leads into our own network."""

import contextlib
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone

from community.groups.models import Group
from portal.ops import chores
from resources.library import outside
from resources.library.actions import links
from resources.library.models import LinkState, Resource, ResourceLink

INSIDE = [
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.254",
    "192.168.0.1",
    "192.168.255.255",
    "169.254.169.254",
    "169.254.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",
    "fe80::1",
    "fe80::1%eth0",
    "febf::1",
    "fec0::1",
    "fc00::1",
    "fd00::1",
    "fdff::1",
    "ff02::1",
    "ff0e::1",
    "2001:db8::1",
    "2001::1",
    "2002:7f00:1::",
    "2002:0a00:0001::1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001:10::1",
    "nonsense",
]
HOSTS = [
    "http://127.0.0.1/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://127.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[0:0:0:0:0:ffff:7f00:1]/",
    "http://[fe80::1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://user@127.0.0.1/",
    "http://a.example@127.0.0.1/",
    "http://8.8.8.8:22/",
    "http://8.8.8.8:6379/",
    "file:///etc/passwd",
    "ftp://8.8.8.8/",
    "gopher://8.8.8.8/",
    "http:///",
    "http://[::1",
    "//127.0.0.1/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "javascript:alert(1)",
    "http://8.8.8.8:99999/",
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_that_is_not_outside(address):
    assert not outside.is_outside(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001::1", "93.184.216.34"]
)
def test_an_address_of_the_wide_web(address):
    assert outside.is_outside(address)


@pytest.mark.parametrize("url", HOSTS)
def test_no_form_of_an_address_reaches_our_own_network(url, monkeypatch):
    monkeypatch.setattr(outside.socket, "create_connection", lambda *_a, **_k: pytest.fail("it was asked"))
    with pytest.raises((outside.Refused, outside.Silent)):
        outside.status_of(url, lambda _host: None)


def test_a_name_with_one_address_inside_is_refused_and_the_checked_address_is_connected_to(monkeypatch):
    asked = []
    found = [(2, 1, 6, "", ("93.184.216.34", 80))]
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *_a, **_k: found)

    def connect(where, _timeout):
        asked.append(where)
        raise OSError

    monkeypatch.setattr(outside.socket, "create_connection", connect)
    with pytest.raises(outside.Silent):
        outside.status_of("http://a.example/", lambda _host: None)
    assert asked == [("93.184.216.34", 80)], "never the name, which may mean another address by then"
    found.append((2, 1, 6, "", ("127.0.0.1", 80)))
    with pytest.raises(outside.Refused):
        outside.status_of("http://a.example/", lambda _host: None)


class Answers(BaseHTTPRequestHandler):
    seen: list[tuple[str, str, str]] = []

    def reply(self):
        self.seen.append((self.command, self.path, self.headers["User-Agent"]))
        kind, _slash, rest = self.path.strip("/").partition("/")
        if kind == "drip":
            with contextlib.suppress(OSError):
                for _n in range(100):
                    self.wfile.write(b"H")
                    time.sleep(0.1)
            return
        if kind == "nohead":
            kind = "405" if self.command == "HEAD" else "200"
        if kind == "loop":
            kind, rest = "302", "loop"
        if kind == "inside":
            kind, rest = "302", "http://169.254.169.254/"
        self.send_response(int(kind))
        if rest:
            self.send_header("Location", rest if "://" in rest else f"/{rest}")
        self.end_headers()
        if self.command == "GET":
            with contextlib.suppress(OSError):
                self.wfile.write(b"x" * 5_000_000)

    do_GET = do_HEAD = reply

    def log_message(self, *_args):
        pass


@pytest.fixture
def server(settings):
    Answers.seen = []
    one = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=one.serve_forever, daemon=True).start()
    settings.OUTSIDE_TOO = [f"127.0.0.1:{one.server_port}"]
    settings.LINK_CHECKS = True
    yield f"http://127.0.0.1:{one.server_port}"
    one.shutdown()
    one.server_close()


def ask(url):
    return outside.status_of(url, lambda _host: None)


@pytest.mark.parametrize(
    "path, status", [("200", 200), ("404", 404), ("302/200", 200), ("nohead", 200), ("301/302/410", 410), ("500", 500)]
)
def test_a_real_server_is_asked_and_followed(server, path, status):
    assert ask(f"{server}/{path}") == status


def test_it_says_who_asks_and_reads_little(server, settings):
    begun = time.monotonic()
    assert ask(f"{server}/nohead") == 200
    assert time.monotonic() - begun < 2
    assert [seen[0] for seen in Answers.seen] == ["HEAD", "GET"]
    assert settings.SITE_URL in Answers.seen[0][2]


@pytest.mark.parametrize("path, why", [("loop", "redirects"), ("inside", "outside")])
def test_redirects_end_and_do_not_lead_inside(server, path, why):
    with pytest.raises((outside.Refused, outside.Silent), match=why):
        ask(f"{server}/{path}")


def test_a_server_that_drips_is_cut_off(server, monkeypatch):
    monkeypatch.setattr(outside, "LONGEST", 0.5)
    begun = time.monotonic()
    with pytest.raises(outside.Silent):
        ask(f"{server}/drip")
    assert time.monotonic() - begun < 4


def test_one_host_is_asked_once_a_second():
    patience = links.Patience()
    begun = time.monotonic()
    patience("a.example")
    patience("b.example")
    assert time.monotonic() - begun < 0.5
    patience("a.example")
    assert time.monotonic() - begun >= 1


@pytest.mark.django_db
class TestRounds:
    def answers(self, status):
        def look(url, _pause):
            self.asked.append(url)
            if isinstance(status, int):
                return status
            raise status

        self.asked = []
        return look

    @pytest.fixture(autouse=True)
    def _on(self, settings):
        settings.LINK_CHECKS = True

    @pytest.fixture
    def linked(self, keep):
        return keep(links=[{"url": "https://a.example/x", "language": "en"}])

    def test_a_link_is_asked_about_once_a_week(self, linked):
        assert links.check_due(self.answers(200)) == 1
        assert links.check_due(self.answers(200)) == 0
        with time_machine.travel(timezone.now() + timedelta(days=6)):
            assert links.check_due(self.answers(200)) == 0
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            assert links.check_due(self.answers(200)) == 1

    @pytest.mark.parametrize("status, rounds", [(404, 1), (410, 1), (500, 3), (outside.Silent("no answer"), 3)])
    def test_dead_at_once_or_after_three_days_without_an_answer(self, linked, status, rounds):
        for day in range(rounds):
            assert not LinkState.objects.dead().exists()
            with time_machine.travel(timezone.now() + timedelta(days=day, hours=day)):
                links.check_due(self.answers(status))
        assert LinkState.objects.dead().count() == 1

    @pytest.mark.parametrize("status", [200, 401, 403, 429])
    def test_a_server_that_answers_is_not_dead(self, linked, status):
        links.check("https://a.example/x", self.answers(status))
        assert LinkState.objects.get().failures == 0

    def test_one_that_answers_again_lives(self, linked):
        for status in (500, 500, 500, 200):
            links.check("https://a.example/x", self.answers(status))
        assert not LinkState.objects.dead().exists()

    def test_links_of_drafts_and_of_groups_are_left_alone(self, linked):
        Resource.objects.update(group=Group.objects.create(name="Circle", slug="circle"))
        assert links.check_due(self.answers(200)) == 0
        Resource.objects.update(group=None, live=False)
        assert links.check_due(self.answers(200)) == 0

    def test_a_round_is_short_and_the_next_goes_on(self, keep):
        keep(links=[{"url": f"https://a.example/{n}", "language": "en"} for n in range(15)])
        assert links.check_due(self.answers(200)) == 10
        first = set(self.asked)
        assert links.check_due(self.answers(200)) == 5
        assert not first & set(self.asked)

    def test_what_no_record_links_to_is_forgotten(self, linked):
        links.check_due(self.answers(404))
        ResourceLink._base_manager.all().delete()
        with time_machine.travel(timezone.now() + timedelta(days=8)):
            links.check_due(self.answers(200))
        assert not LinkState.objects.exists()

    def test_nothing_goes_out_unless_it_is_switched_on(self, linked, settings, monkeypatch):
        asked = []
        monkeypatch.setattr(chores.library, "check_links", SimpleNamespace(enqueue=lambda: asked.append(1)))
        settings.LINK_CHECKS = False
        assert links.check_due(self.answers(200)) == 0
        chores.check_links()
        assert (self.asked, asked) == ([], [])
        settings.LINK_CHECKS = True
        chores.check_links()
        assert asked == [1]
