import pytest

from foundation.letters.models import Letter
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client, who, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": who.email, "password": password, **more})


def test_a_member_signs_in_with_address_and_password(client, member):
    assert sign_in(client, member).status_code == 302
    assert client.get("/members/me/").status_code == 200


def test_a_wrong_password_answers_422_with_a_sentence_and_keeps_the_address(client, member):
    response = sign_in(client, member, "wrong words here")
    page = response.content.decode()
    assert response.status_code == 422
    assert "do not belong together" in page
    assert member.email in page
    assert "wrong words here" not in page


def test_an_address_not_confirmed_gets_a_new_letter_and_does_not_come_in(client, member):
    member.emailaddress_set.update(verified=False)
    assert sign_in(client, member)["Location"] == "/accounts/confirm-email/"
    assert Letter.objects.get().to == member.email
    assert client.get("/members/me/").status_code == 302


def test_a_suspended_member_does_not_come_in(client, member):
    member.is_active = False
    member.save()
    assert "closed" in sign_in(client, member).content.decode()
    assert client.get("/members/me/").status_code == 302


def test_after_signing_in_one_is_where_one_wanted_to_go(client, member):
    assert sign_in(client, member, next="/groups/")["Location"] == "/groups/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site(client, member, target):
    assert sign_in(client, member, next=target)["Location"] == "/"


def test_signing_out_is_a_post(client, member):
    sign_in(client, member)
    client.get("/accounts/logout/")
    assert client.get("/members/me/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/members/me/").status_code == 302


def test_a_form_without_its_token_is_refused(member):
    from django.test import Client

    assert sign_in(Client(enforce_csrf_checks=True), member).status_code == 403
