"""The menu is kept for each member under all that it shows of them."""

import pytest

from community.members import offices
from community.members.models import Member
from foundation import pagecache
from portal.home import frame

pytestmark = pytest.mark.django_db

PAGE = "/discussions/"


def read(client):
    return client.get(PAGE).content.decode().partition('<details class="menu">')[2].partition("</details>")[0]


def test_each_member_has_the_own_one(signed_in, member, elsewhere):
    menus = {who: read(signed_in(who)) for who in (member, elsewhere, member)}
    assert "Amina Member" in menus[member]
    assert "Elias Elsewhere" in menus[elsewhere]
    assert "Amina" not in menus[elsewhere]


def test_a_new_name_is_in_it_at_once(signed_in, member):
    client = signed_in(member)
    read(client)
    member.display_name = "Amina Newname"
    member.save()
    assert "Amina Newname" in read(client)


def test_an_office_given_or_taken_shows_at_once(signed_in, member):
    client = signed_in(member)
    assert "/admin/" not in read(client)
    office = offices.stand(offices.MODERATORS, offices.OF_MODERATORS)
    member.groups.add(office)
    assert "/admin/" in read(client)
    assert "/discussions/care/" in read(client)
    member.groups.clear()
    assert "/admin/" not in read(client)


def test_each_language_has_its_own(signed_in, member):
    client = signed_in(member)
    english = read(client)
    french = client.get(f"/fr{PAGE}").content.decode()
    assert "Sign out" in english
    assert "/fr/accounts/logout/" in french
    assert "Sign out" not in french


def test_it_is_made_once_for_what_it_shows(signed_in, member, monkeypatch):
    client = signed_in(member)
    read(client)
    made = []
    monkeypatch.setattr(frame, "render_to_string", lambda *names: made.append(names) or "")
    assert "Amina Member" in read(client)
    assert not [names for names in made if names[0] == "parts/menu.html"]


def test_a_new_release_makes_it_anew(signed_in, member, monkeypatch):
    client = signed_in(member)
    read(client)
    monkeypatch.setattr(pagecache, "RELEASE", "another-release")
    monkeypatch.setattr(frame, "render_to_string", lambda *_names: "<details>made anew</details>")
    assert "made anew" in client.get(PAGE).content.decode()


def test_a_stranger_has_none(client, db):
    assert read(client) == ""
    assert Member.objects.count() == 0
