import pytest

from community.members import middleware
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(client, member):
    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD, "shared": "on"})
    return client


def later(monkeypatch, minutes):
    now = middleware.time.time()
    monkeypatch.setattr(middleware.time, "time", lambda: now + minutes * 60)


def test_on_a_shared_phone_the_session_ends_with_the_browser(shared):
    assert shared.cookies["sessionid"]["max-age"] == ""


def test_on_an_own_phone_it_stays(client, member):
    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    assert int(client.cookies["sessionid"]["max-age"]) > 86400


def test_on_a_shared_phone_fifteen_idle_minutes_end_it(shared, monkeypatch):
    page = shared.get("/members/me/")
    assert page.status_code == 200
    assert "data-shared>" in page.content.decode()
    later(monkeypatch, 10)
    assert shared.get("/members/me/").status_code == 200
    later(monkeypatch, 10)  # idle since the last page only
    assert shared.get("/members/me/").status_code == 200
    later(monkeypatch, 16)
    assert shared.get("/members/me/").status_code == 302
