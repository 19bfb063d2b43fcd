import re

import pytest
from allauth.account.models import EmailAddress

from community.members.models import Member
from foundation.letters.models import Letter

pytestmark = pytest.mark.django_db
FILLED = {"display_name": "Nadifa", "email": "Nadifa@example.org", "password1": "three plain words"}


def test_signing_up_shows_three_fields(client):
    page = client.get("/accounts/signup/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    visible = [tag for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", main) if 'type="hidden"' not in tag]
    assert [re.search(r'name="(\w+)"', tag)[1] for tag in visible] == ["display_name", "email", "password1"]
    assert "placeholder" not in main


def test_signing_up_writes_a_member_and_a_letter_and_lets_nobody_in_yet(client):
    response = client.post("/accounts/signup/", FILLED, follow=True)
    member = Member.objects.get(email="nadifa@example.org")
    assert (member.display_name, member.language) == ("Nadifa", "en")
    assert member.check_password("three plain words")
    assert not response.wsgi_request.user.is_authenticated
    assert Letter.objects.get().to == member.email


def test_the_link_of_the_letter_confirms_the_address(client, settings):
    client.post("/accounts/signup/", FILLED)
    link = re.search(rf"{settings.SITE_URL}(/accounts/confirm-email/\S+)", Letter.objects.get().text)[1]
    assert client.get(link).status_code == 200  # a scanner of links confirms nothing
    assert not EmailAddress.objects.get().verified
    response = client.post(link, follow=True)
    assert EmailAddress.objects.get().verified
    assert response.wsgi_request.user.is_authenticated  # the browser that signed up


def test_the_letter_and_the_member_speak_the_language_of_the_page(client):
    client.post("/fr/accounts/signup/", FILLED)
    assert Member.objects.get().language == "fr"
    assert "/fr/accounts/confirm-email/" in Letter.objects.get().text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", ""),
        ("display_name", " \u200b "),
        ("email", "nadifa@"),
        ("password1", "short"),
        ("password1", "password123"),
    ],
)
def test_a_refused_form_answers_422_with_a_sentence_and_keeps_the_rest(client, field, value):
    response = client.post("/accounts/signup/", {**FILLED, field: value})
    page = response.content.decode()
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in page
    assert field == "display_name" or 'value="Nadifa"' in page
    assert "three plain words" not in page.replace("Three plain words are good", "")
    assert not Member.objects.exists()


def test_a_name_is_one_line(client):
    client.post("/accounts/signup/", {**FILLED, "display_name": "Nadifa\r\nBcc: x"})
    assert Member.objects.get().display_name == "Nadifa Bcc: x"


def test_an_address_that_has_an_account_gets_no_second_one(client, member):
    response = client.post("/accounts/signup/", {**FILLED, "email": member.email.upper()})
    assert response.status_code == 302
    assert Member.objects.count() == 1
    assert Letter.objects.get().subject == "You have an account at Workforce Commons already"


def test_a_second_try_before_confirming_makes_no_second_account(client, django_user_model):
    client.post("/accounts/signup/", FILLED)
    client.logout()
    client.cookies.clear()
    assert client.post("/accounts/signup/", FILLED).status_code == 302
    assert django_user_model.objects.count() == 1
