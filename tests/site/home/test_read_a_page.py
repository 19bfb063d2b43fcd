"""Somebody asks for a page of the tree."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction, Site

from portal.home.actions import lay_out
from portal.home.models import HomePage, StandardPage

ABOUT = {
    "slug": "about",
    "title": "About",
    "summary": "Who keeps this place.",
    "body": [("heading", "Who we are"), ("text", "<p>Colleagues.</p>")],
    "translations": {"fr": {"title": "À propos", "body": [("text", "<p>Des collègues.</p>")]}},
}


@pytest.fixture
def about(home, admin):
    return lay_out(admin, [ABOUT])[0]


def test_a_new_site_answers_on_its_home_address(home, client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert b"<h1>Ask someone who does the same work</h1>" in answer.content


def test_the_welcome_page_has_gone_and_any_host_name_is_answered(home):
    assert Site.objects.get(is_default_site=True).root_page.specific == home
    assert HomePage.objects.filter(depth=2).count() == 1


@pytest.mark.parametrize("code", ["fr", "es", "pt", "ar", "sw"])
def test_home_answers_in_every_language(home, client, code):
    answer = client.get(f"/{code}/")
    assert answer.status_code == 200
    assert f'<html lang="{code}"'.encode() in answer.content


def test_a_page_is_shown_in_the_readers_language_when_it_is_translated(about, client):
    answer = client.get("/fr/about/")
    assert "Des collègues" in answer.content.decode()
    assert 'role="note"' not in answer.content.decode()


def test_a_page_nobody_translated_is_shown_as_written_and_says_so(about, client):
    text = client.get("/ar/about/").content.decode()
    assert "Colleagues." in text
    assert 'role="note"' in text
    assert 'lang="en" dir="ltr"' in text
    assert '<html lang="ar" dir="rtl">' in text


def test_a_page_written_in_french_alone_is_found_in_every_language(home, admin, client):
    from wagtail.models import Locale

    page = StandardPage(title="Nous", slug="nous", body=[], locale=Locale.objects.get(language_code="fr"), owner=admin)
    home.add_child(instance=page)
    assert 'role="note"' in client.get("/nous/").content.decode()
    assert 'role="note"' not in client.get("/fr/nous/").content.decode()


def test_a_draft_answers_404(about, client):
    about.unpublish()
    assert client.get("/about/").status_code == 404


def test_a_page_below_a_draft_answers_404(about, client, admin):
    about.add_child(instance=StandardPage(title="Team", slug="team", body=[]))
    assert client.get("/about/team/").status_code == 200
    about.refresh_from_db()
    about.unpublish()
    assert client.get("/about/team/").status_code == 404


def test_an_address_without_a_page_answers_404_in_the_sites_look(home, client):
    answer = client.get("/nowhere/at/all/")
    assert answer.status_code == 404
    assert b'<main id="main"' in answer.content


def test_a_page_for_signed_in_readers_is_not_there_for_others(about, client, signed_in, member):
    PageViewRestriction.objects.create(page=about, restriction_type="login")
    assert client.get("/about/").status_code == 404
    assert client.get("/fr/about/").status_code == 404
    assert signed_in(member).get("/about/").status_code == 200


def test_a_page_for_one_group_is_not_there_for_another_member(about, signed_in, member, outsider):
    circle = Group.objects.create(name="Readers")
    PageViewRestriction.objects.create(page=about, restriction_type="groups").groups.add(circle)
    member.groups.add(circle)
    assert signed_in(member).get("/about/").status_code == 200
    assert signed_in(outsider).get("/about/").status_code == 404


def test_a_password_on_a_page_opens_it_to_nobody(about, client, signed_in, admin):
    PageViewRestriction.objects.create(page=about, restriction_type="password", password="x")
    assert client.get("/about/").status_code == 404
    assert signed_in(admin).get("/about/").status_code == 404


def test_a_change_is_seen_at_once_though_pages_are_kept(about, client):
    assert b"Colleagues." in client.get("/about/").content
    about.refresh_from_db()
    about.title = "About us all"
    about.save_revision().publish()
    assert b"About us all" in client.get("/about/").content


def test_a_kept_page_costs_few_queries(about, client, django_assert_max_num_queries):
    client.get("/about/")
    with django_assert_max_num_queries(2):
        answer = client.get("/about/")
    assert answer.status_code == 200
    assert not answer.cookies


def test_home_costs_a_constant_number_of_queries(home, signed_in, member, django_assert_max_num_queries):
    reader = signed_in(member)
    reader.get("/")
    with django_assert_max_num_queries(20):
        reader.get("/")


def test_every_block_an_editor_may_use_is_shown_in_its_place(home, admin, client):
    from tests.site.home.test_see_a_picture import kept

    picture = kept()
    body = [
        ("text", f'<p>See <a linktype="page" id="{home.pk}">home</a>.</p>'),
        ("picture", {"image": picture, "alt": "A desk by a window", "caption": "Picture: Commons"}),
        ("quote", {"words": "We counted.", "who": "A planner"}),
        ("callout", {"title": "Try it", "text": "<p>Draw.</p>"}),
        ("button", {"words": "Go home", "page": home, "address": ""}),
    ]
    lay_out(admin, [{"slug": "how", "title": "How", "body": body}])
    text = client.get("/fr/how/").content.decode()
    assert '<a href="/fr/">home</a>' in text
    assert 'alt="A desk by a window"' in text
    assert 'loading="lazy"' in text
    assert '<a class="btn" href="/fr/">Go home</a>' in text


def test_a_broken_page_asks_no_database(db, rf, django_assert_num_queries):
    from portal.home.views import broken

    with django_assert_num_queries(0):
        assert broken(rf.get("/")).status_code == 500
