import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from community.members.models import Member
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code():
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))


def sign_in(client, who, **more):
    return client.post("/accounts/login/", {"login": who.email, "password": PASSWORD, **more})


@pytest.fixture
def guarded(admin) -> Member:
    TOTP.activate(admin, SECRET)
    return admin


def test_the_password_alone_does_not_open_an_account_with_a_second_factor(client, guarded):
    assert sign_in(client, guarded)["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/members/me/").status_code == 302
    assert client.get("/admin/").status_code == 302


def test_password_and_code_open_it(client, guarded):
    sign_in(client, guarded)
    assert client.get("/accounts/2fa/authenticate/").status_code == 200
    assert client.post("/accounts/2fa/authenticate/", {"code": code()}).status_code == 302
    assert client.get("/members/me/").status_code == 200


def test_a_wrong_code_answers_422(client, guarded):
    sign_in(client, guarded)
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 422
    assert client.get("/members/me/").status_code == 302


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/login/?next=/admin/", "/admin/password_reset/"])
def test_the_editors_door_is_no_way_round_it(client, guarded, path):
    form = {"username": guarded.email, "email": guarded.email, "password": PASSWORD}
    response = client.post(path, form)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/")
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/").status_code == 302


def test_a_password_from_a_letter_is_no_way_round_it(client, guarded):
    from foundation.letters.models import Letter

    client.post("/accounts/password/reset/", {"email": guarded.email})
    link = re.search(r"(/accounts/password/reset/key/\S+)", Letter.objects.get().text)[1]
    page = client.get(link)
    client.post(page["Location"], {"password1": "four quite new words"})
    client.post("/accounts/login/", {"login": guarded.email, "password": "four quite new words"})
    assert client.get("/members/me/").status_code == 302


def test_the_secret_lies_sealed_in_the_database(guarded):
    assert SECRET not in str(Authenticator.objects.values_list("data", flat=True))


def test_turning_an_app_on_asks_for_the_password_and_tells_by_letter(
    client, member, django_capture_on_commit_callbacks
):
    from foundation.letters.models import Letter

    sign_in(client, member)
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert "data:image/svg+xml" in page
    secret = re.search(r'id="authenticator_secret"[^>]*value="(\w+)"', page)[1]
    value = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/accounts/2fa/totp/activate/", {"code": value}).status_code == 302
    assert Authenticator.objects.filter(user=member, type="totp").exists()
    assert "authenticator app" in Letter.objects.last().text


def test_recovery_codes_open_the_account_once(client, guarded):
    sign_in(client, guarded)
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/recovery-codes/generate/")
    text = client.get("/accounts/2fa/recovery-codes/download/").content.decode()
    one = next(line for line in text.splitlines() if re.fullmatch(r"\w{8,}", line.strip()))
    for expected in (200, 302):
        other = Client()
        sign_in(other, guarded)
        other.post("/accounts/2fa/authenticate/", {"code": one.strip()})
        assert other.get("/members/me/").status_code == expected


PAGES = ["2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/totp/activate/", "sessions/", "email/", "password/change/"]


@pytest.mark.parametrize("path", [*PAGES, "login/", "signup/", "password/reset/", "logout/", "reauthenticate/"])
def test_no_page_of_an_account_has_inline_script_or_style(client, member, path):
    if path not in {"login/", "signup/"}:
        sign_in(client, member)
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    response = client.get(f"/accounts/{path}")
    page = response.content.decode()
    assert response.status_code == 200, response.get("Location")
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all("src=" in tag or "application/json" in tag for tag in scripts)
    assert "style=" not in page[page.index("<main") :]
    assert not re.search(r"\son\w+=", page)
    assert "'unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/members/me/", "/accounts/2fa/", "/accounts/email/"])
def test_an_own_page_asks_a_stranger_to_sign_in(client, path):
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"
