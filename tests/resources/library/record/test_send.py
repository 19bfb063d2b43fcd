import re
import uuid

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from foundation.letters.actions import deliver_due
from foundation.letters.models import Letter
from resources.library.actions import send
from resources.library.actions.send import parcel_of, send_file
from resources.library.models import Download, Resource, ResourceFile
from tests.resources.files import pdf

pytestmark = pytest.mark.django_db
BODY = pdf(200_000).read()


def address(file):
    return f"/resources/{file.resource.slug}/files/{file.pk}/send/"


def press(client, file, key=None):
    return client.post(address(file), {"key": key or uuid.uuid4()}, follow=True)


def test_the_address_and_the_size_stand_before_the_button(file, member, signed_in):
    page = signed_in(member).get(address(file)).content.decode()
    to, size, button = (page.index(words) for words in (member.email, "has about 278 KB", "Send it, 278 KB"))
    assert to < size < button
    assert not Letter.objects.exists()


def test_the_letter_brings_the_file_in_text_and_html(file, member, signed_in):
    answer = press(signed_in(member), file).content.decode()
    assert f"It is on its way to {member.email}." in answer
    assert deliver_due() == 1
    sent = mail.outbox[0]
    assert sent.to == [member.email]
    assert sent.subject == "Supervising at a distance"
    assert sent.attachments[0].filename == "The-whole-guide-en.pdf"
    assert sent.attachments[0].content == BODY
    html = sent.alternatives[0].content
    for part in (sent.body, html):
        assert "The whole guide" in part
        assert file.resource.get_absolute_url() in part
        assert "because you asked for the file" in part


def test_the_size_said_is_that_of_the_letter(file, member):
    parcel = send_file(member, file, key=uuid.uuid4())
    deliver_due()
    really = len(mail.outbox[0].message().as_bytes(linesep="\r\n"))
    assert abs(parcel.weight - really) <= 0.05 * really


def test_it_is_counted_as_a_download(file, member, signed_in):
    press(signed_in(member), file)
    assert Download.objects.get().checksum == file.checksum


def test_a_double_click_sends_one(file, member, signed_in):
    client, key = signed_in(member), uuid.uuid4()
    for _ in range(3):
        assert "It is on its way" in press(client, file, key).content.decode()
    assert Letter.objects.count() == 1


def test_the_form_carries_a_new_key_each_time(file, member, signed_in):
    client = signed_in(member)
    keys = {re.search(r'name="key" value="([^"]+)"', client.get(address(file)).content.decode())[1] for _ in range(2)}
    assert len(keys) == 2


def test_a_form_without_a_key_is_refused_and_sends_nothing(file, member, signed_in):
    assert signed_in(member).post(address(file), {}).status_code == 422
    assert not Letter.objects.exists()


def test_a_large_file_goes_as_its_light_pdf(file, read, member, monkeypatch, signed_in):
    read(file, pages=3, light=bytes(40_000))
    monkeypatch.setattr(send, "FITS", 100_000)
    page = signed_in(member).get(address(file)).content.decode()
    assert "You get the light PDF, with smaller pictures; the letter has about 59 KB" in page
    press(signed_in(member), file)
    deliver_due()
    sent = mail.outbox[0]
    assert (sent.attachments[0].filename, len(sent.attachments[0].content)) == ("The-whole-guide-en-light.pdf", 40_000)
    assert file.get_absolute_url() in sent.body


def test_one_that_is_too_large_even_so_goes_as_a_link(file, read, member, monkeypatch, signed_in):
    read(file, pages=3, light=bytes(40_000))
    monkeypatch.setattr(send, "FITS", 1000)
    page = signed_in(member).get(address(file)).content.decode()
    assert "You get a letter with a link" in page
    assert "Send the link" in page
    press(signed_in(member), file)
    deliver_due()
    sent = mail.outbox[0]
    assert not sent.attachments
    assert file.get_absolute_url() in sent.body
    assert "200 KB" in sent.body
    assert not Download.objects.exists()


def test_the_letter_is_in_the_language_of_the_members_letters(file, member):
    member.language = "fr"
    member.save()
    send_file(member, file, key=uuid.uuid4())
    letter = Letter.objects.get()
    assert letter.headers["Content-Language"] == "fr"
    assert f"/fr{file.resource.get_absolute_url()}" in letter.text


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client, file):
    response = client.get(address(file))
    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={address(file)}"
    client.post(address(file), {"key": uuid.uuid4()})
    assert not Letter.objects.exists()


def test_an_address_that_nobody_confirmed_gets_nothing(file, member, signed_in):
    member.emailaddress_set.update(verified=False)
    page = signed_in(member).get(address(file)).content.decode()
    assert "Confirm your e-mail address first." in page
    assert "<form method" not in page.split("<main")[1].split("</main")[0]
    answer = press(signed_in(member), file)
    assert answer.status_code == 403
    assert "Confirm your e-mail address first." in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_suspended_member_gets_nothing(file, member):
    member.is_active = False
    with pytest.raises(PermissionDenied, match="suspended"):
        send_file(member, file, key=uuid.uuid4())


def test_what_a_member_may_not_see_is_not_sent(closed, coordinator, member, signed_in):
    assert signed_in(member).get(address(closed)).status_code == 404
    assert press(signed_in(member), closed).status_code == 404
    with pytest.raises(PermissionDenied):
        send_file(member, closed, key=uuid.uuid4())
    assert not Letter.objects.exists()
    press(signed_in(coordinator), closed)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (coordinator.email, "A file you asked for")


def test_a_drafts_file_is_not_sent(file, member):
    Resource.objects.filter(pk=file.resource_id).update(live=False)
    with pytest.raises(PermissionDenied):
        send_file(member, ResourceFile.objects.get(pk=file.pk), key=uuid.uuid4())


def test_the_sixth_in_an_hour_waits_and_a_repeat_of_an_old_one_does_not(file, member, signed_in):
    client, keys = signed_in(member), [uuid.uuid4() for _ in range(6)]
    answers = [press(client, file, key) for key in keys]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) <= 3600
    assert press(client, file, keys[0]).status_code == 200
    assert Letter.objects.count() == 5


def test_a_parcel_of_five_megabytes_fits_and_one_byte_more_does_not(file):
    file.bytes = 5_000_000
    assert parcel_of(file).kind == "whole"
    file.bytes += 1
    assert parcel_of(file).kind == "link"
