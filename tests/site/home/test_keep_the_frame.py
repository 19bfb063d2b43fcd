"""An editor keeps menus, footer, social links and the notice bar."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from wagtail.models import PageViewRestriction

from portal.home.actions import lay_out
from portal.home.models import SiteFrame


@pytest.fixture
def about(home, admin):
    words = {"fr": {"title": "À propos"}}
    return lay_out(admin, [{"slug": "about", "title": "About", "translations": words}])[0]


def link(**values):
    words = dict.fromkeys(("en", "fr", "es", "pt", "ar", "sw"), "")
    return ("link", {"page": None, "address": "", **values, "words": words | values.get("words", {})})


def notice(text, **values):
    frame = SiteFrame.load()
    frame.notice = [("text", {"en": text, "fr": "Bientôt", "es": "", "pt": "", "ar": "", "sw": ""})]
    for name, value in values.items():
        setattr(frame, name, value)
    frame.save()


def test_a_new_site_links_to_nothing_that_is_not_there(home, client):
    text = client.get("/").content.decode()
    for place in ("/about/", "/privacy/", "/events/", "/call-to-action/"):
        assert f'href="{place}"' not in text
    assert 'href="/week/"' in text
    assert client.get("/week/").status_code == 200
    assert client.get("/blog/").status_code == 200


def test_a_standard_page_stands_in_the_footer_in_the_readers_language(about, client):
    assert '<a href="/about/">About</a>' in client.get("/").content.decode()
    assert '<a href="/fr/about/">À propos</a>' in client.get("/fr/").content.decode()


def test_laying_out_twice_makes_nothing_twice(about, admin):
    assert lay_out(admin, [{"slug": "about", "title": "Other"}])[0].title == "About"


def test_a_member_lays_out_no_page(home, member):
    with pytest.raises(PermissionDenied):
        lay_out(member, [{"slug": "about", "title": "About"}])


def test_an_editor_changes_the_menu(about, client):
    assert client.get("/").status_code == 200
    frame = SiteFrame.load()
    frame.menu = [link(page=about), link(address="/groups/", words={"en": "Circles", "fr": "Cercles"})]
    frame.social = [("link", {"words": "Video", "address": "https://video.example/commons"})]
    frame.save()
    text = client.get("/fr/").content.decode()
    assert '<a href="/fr/groups/">Cercles</a>' in text
    assert '<a href="/fr/about/">À propos</a>' in text
    assert 'href="https://video.example/commons"' in text


def test_a_restricted_page_is_not_named_in_menus(about, client):
    PageViewRestriction.objects.create(page=about, restriction_type="login")
    assert "/about/" not in client.get("/").content.decode()


def test_a_notice_speaks_the_readers_language_else_english(home, client):
    notice("Soon")
    assert "Bientôt" in client.get("/fr/").content.decode()
    assert "Soon" in client.get("/sw/").content.decode()


def test_a_notice_comes_and_goes_at_its_hour_on_kept_pages_too(home, client):
    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False) as clock:
        notice(
            "Soon", notice_from=datetime(2026, 3, 1, 10, tzinfo=UTC), notice_until=datetime(2026, 3, 1, 12, tzinfo=UTC)
        )
        assert "Soon" not in client.get("/").content.decode()
        clock.move_to(datetime(2026, 3, 1, 11, tzinfo=UTC))
        assert "Soon" in client.get("/").content.decode()
        clock.move_to(datetime(2026, 3, 1, 13, tzinfo=UTC))
        assert "Soon" not in client.get("/").content.decode()
