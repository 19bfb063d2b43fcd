import re

import pytest

from foundation.letters.models import Letter
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "four quite new words"


def link():
    return re.search(r"(/accounts/password/reset/key/\S+)", Letter.objects.get().text)[1]


def test_a_forgotten_password_is_chosen_anew_with_the_link_of_a_letter(client, member, signed_in):
    elsewhere = signed_in(member)
    client.post("/accounts/password/reset/", {"email": member.email})
    page = client.get(link(), follow=True)
    assert page.status_code == 200
    action = page.redirect_chain[-1][0]
    assert client.post(action, {"password1": "short"}).status_code == 422
    assert client.post(action, {"password1": NEW}, follow=True).status_code == 200
    member.refresh_from_db()
    assert member.check_password(NEW)
    assert elsewhere.get("/members/me/").status_code == 302  # signed out there


def test_the_link_works_once(client, member):
    client.post("/accounts/password/reset/", {"email": member.email})
    first = link()
    client.post(client.get(first)["Location"], {"password1": NEW})
    assert "no longer works" in client.get(first, follow=True).content.decode()


def test_the_link_names_the_site_whatever_host_was_asked(client, member, settings):
    client.post("/accounts/password/reset/", {"email": member.email}, headers={"host": "localhost"})
    assert f"{settings.SITE_URL}/accounts/password/reset/key/" in Letter.objects.get().text


def test_an_address_nobody_has_gets_a_letter_without_a_link_to_a_password(client):
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert "reset/key" not in Letter.objects.get().text


def test_a_suspended_member_gets_no_link(client, member):
    member.is_active = False
    member.save()
    client.post("/accounts/password/reset/", {"email": member.email})
    assert "reset/key" not in Letter.objects.get().text


def test_changing_the_password_keeps_this_device_and_signs_out_the_others(client, member, signed_in):
    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    elsewhere = signed_in(member)
    refused = client.post("/accounts/password/change/", {"oldpassword": "wrong", "password1": NEW})
    assert refused.status_code == 422
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW})
    assert client.get("/members/me/").status_code == 200
    assert elsewhere.get("/members/me/").status_code == 302
    assert Letter.objects.get().subject == "A change to your account at Workforce Commons"


def test_a_mail_server_that_is_away_is_no_error(client, member, settings):
    settings.LETTERS_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_BACKEND = "foundation.letters.backends.Outbox"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert client.post("/accounts/password/reset/", {"email": member.email}).status_code == 302
    assert Letter.objects.get().state == "waiting"
