"""The editors' views of every kind of page open without an error, and the links out of them lead somewhere."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from blog.articles.models import Author, BlogIndex
from blog.campaigns.models import WeekIndex
from portal.home.actions import lay_out
from tests.people import person


@pytest.fixture
def editor(home):
    editor = person("Edith Editor")
    editor.groups.add(Group.objects.get(name="Editors"))
    return editor


@pytest.mark.parametrize("kind", ["home/standardpage", "articles/article", "campaigns/week", "campaigns/day"])
def test_an_editor_opens_the_form_of_a_new_page(editor, signed_in, home, kind):
    from datetime import date

    from blog.campaigns.actions import start_week

    blog, weeks = BlogIndex.objects.get(), WeekIndex.objects.get()
    week = start_week(editor, year=2026, title="Week", theme="Theme", starts=date(2026, 9, 21))
    parent = {"home": home, "articles": blog, "campaigns": week if kind.endswith("day") else weeks}[kind.split("/")[0]]
    answer = signed_in(editor).get(reverse("wagtailadmin_pages:add", args=[*kind.split("/"), parent.pk]))
    assert answer.status_code == 200


def test_a_member_opens_no_form(home, signed_in, member):
    answer = signed_in(member).get(reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk]))
    assert answer.status_code == 302


def test_every_page_opens_for_editing_and_its_own_address_answers(editor, signed_in, home, client):
    about = lay_out(editor, [{"slug": "about", "title": "About", "body": [("heading", "Us")]}])[0]
    reader = signed_in(editor)
    for page in (home, about, BlogIndex.objects.get(), WeekIndex.objects.get()):
        assert reader.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
        assert client.get(page.url).status_code == 200


def test_view_live_and_draft_preview_work(editor, signed_in, home):
    about = lay_out(editor, [{"slug": "about", "title": "About"}])[0]
    reader = signed_in(editor)
    assert reader.get(reverse("wagtailadmin_pages:view_draft", args=[about.pk])).status_code == 200
    text = reader.get(reverse("wagtailadmin_explore", args=[home.pk])).content.decode()
    assert '"/about/"' in text


def test_menus_authors_and_pictures_have_their_forms(editor, signed_in, admin, home):
    Author.objects.create(name="Nadia")
    reader = signed_in(admin)
    assert reader.get(reverse("wagtailsettings:edit", args=["home", "siteframe"]), follow=True).status_code == 200
    assert reader.get(reverse(Author.snippet_viewset.get_url_name("add"))).status_code == 200
    assert reader.get(reverse("wagtailimages:add")).status_code == 200
    assert signed_in(editor).get(reverse("wagtailimages:add")).status_code == 200
