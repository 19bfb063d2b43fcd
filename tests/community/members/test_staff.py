import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from community.live import streams
from community.members import offices
from community.members.models import Member

pytestmark = pytest.mark.django_db


def test_an_administrator_lists_accounts_and_finds_them_by_name(signed_in, admin, member):
    client = signed_in(admin)
    assert member.email in client.get("/admin/users/").content.decode()
    assert member.email in client.get("/admin/users/?q=Amina").content.decode()


def test_an_administrator_adds_an_account_without_a_password(signed_in, admin):
    client = signed_in(admin)
    page = client.get("/admin/users/new/").content.decode()
    assert "first_name" not in page
    form = {"email": "New@Example.org", "display_name": "New Editor", "language": "fr"}
    assert client.post("/admin/users/new/", form).status_code == 302
    made = Member.objects.get(email__iexact="new@example.org")
    assert (made.display_name, made.has_usable_password()) == ("New Editor", False)


def test_an_administrator_edits_and_closes_an_account_and_its_sockets(signed_in, admin, member, monkeypatch):
    ids: list[int] = []
    monkeypatch.setattr(streams, "cut", ids.append)
    client = signed_in(admin)
    assert client.get(f"/admin/users/edit/{member.pk}/").status_code == 200
    form = {"email": member.email, "display_name": "Amina B.", "language": "en", "password1": "", "password2": ""}
    assert client.post(f"/admin/users/edit/{member.pk}/", form).status_code == 302
    member.refresh_from_db()
    assert (member.display_name, member.is_active) == ("Amina B.", False)
    assert set(ids) == {member.pk}


@pytest.mark.parametrize("path", ["/admin/users/", "/admin/users/new/"])
def test_a_member_and_a_moderator_see_no_list_of_accounts(signed_in, member, moderator, path):
    for who in (member, moderator):
        assert signed_in(who).get(path).status_code in {302, 403}


def test_the_community_moderators_may_moderate_and_enter_the_editors_rooms(signed_in, member):
    offices.after_migrate()  # twice does no harm
    member.groups.add(Group.objects.get(name=offices.MODERATORS))
    member = Member.objects.get(pk=member.pk)
    assert member.is_moderator
    assert signed_in(member).get("/admin/").status_code == 200


def test_createsuperuser_works(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "three plain words")
    call_command("createsuperuser", interactive=False, email="root@example.org", display_name="Root", verbosity=0)
    assert Member.objects.get(email="root@example.org").is_superuser
