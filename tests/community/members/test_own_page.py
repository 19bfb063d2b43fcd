import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import PermissionDenied

from community.members import actions
from foundation.letters.models import Letter
from foundation.vocabulary.models import Cadre, Country
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in_twice(client, who):
    """With the password again, as before every change to an account."""
    client.post("/accounts/login/", {"login": who.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


@pytest.fixture
def filled(member):
    Country.objects.get_or_create(code="MZ", defaults={"names": {"en": "Mozambique"}})
    cadre = Cadre.objects.create(slug="helper", names={"en": "Helper"})
    return {"display_name": "Amina M.", "country": "MZ", "cadre": cadre.pk, "languages": ["pt", "sw"], "language": "pt"}


def test_a_member_changes_what_others_see(signed_in, member, filled):
    assert signed_in(member).post("/members/me/", filled)["Location"] == "/members/me/"
    member.refresh_from_db()
    assert (member.display_name, member.country_id, member.languages, member.language) == (
        "Amina M.",
        "MZ",
        ["pt", "sw"],
        "pt",
    )


def test_a_refused_page_answers_422_keeps_what_was_typed_and_changes_nothing(signed_in, member, filled):
    response = signed_in(member).post("/members/me/", {**filled, "display_name": "", "language": "xx"})
    assert response.status_code == 422
    assert 'id="id_display_name_error"' in response.content.decode()
    member.refresh_from_db()
    assert member.display_name == "Amina Member"


def test_nobody_changes_the_page_of_another(member, elsewhere):
    with pytest.raises(PermissionDenied):
        actions.change_profile(elsewhere, member, {"display_name": "X"})


def test_nothing_but_the_page_can_be_changed_there(signed_in, member, filled):
    signed_in(member).post("/members/me/", {**filled, "is_superuser": "on", "email": "x@example.org"})
    member.refresh_from_db()
    assert not member.is_superuser
    assert member.email == "amina.member@example.org"


def test_an_own_page_is_kept_by_no_cache(signed_in, member):
    assert "no-store" in signed_in(member).get("/members/me/")["Cache-Control"]


def test_a_new_address_counts_only_when_its_letter_was_opened(client, member):
    import re

    sign_in_twice(client, member)
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    member.refresh_from_db()
    assert member.email == "amina.member@example.org"
    letter = Letter.objects.get(to="new@example.org")
    client.post(re.search(r"(/accounts/confirm-email/\S+)", letter.text)[1])
    member.refresh_from_db()
    assert member.email == "new@example.org"
    assert EmailAddress.objects.filter(user=member).count() == 1
    assert Letter.objects.filter(to="amina.member@example.org").exists()  # the old address is told


def test_the_address_of_another_is_not_taken_and_not_told(client, member, elsewhere):
    import re

    sign_in_twice(client, member)
    known = client.post("/accounts/email/", {"email": elsewhere.email, "action_add": ""})
    assert known.status_code == 302
    text = Letter.objects.get(to=elsewhere.email).text
    client.post(re.search(r"(/accounts/confirm-email/\S+)", text)[1])
    member.refresh_from_db()
    assert member.email == "amina.member@example.org"


def test_a_new_address_asks_for_the_password_first(client, member):
    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    response = client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert not Letter.objects.exists()


def test_the_sessions_page_lists_devices_and_signs_out_the_others(client, member):
    from django.test import Client

    other = Client()
    for one in (client, other):
        one.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
        one.get("/members/me/")
    assert client.get("/accounts/sessions/").content.decode().count('class="row"') == 2
    client.post("/accounts/sessions/")
    assert other.get("/members/me/").status_code == 302
    assert client.get("/members/me/").status_code == 200


def test_a_second_factor_does_not_stop_a_new_address(client, member):
    sign_in_twice(client, member)
    TOTP.activate(member, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""}).status_code == 302
    assert Letter.objects.filter(to="new@example.org").exists()
