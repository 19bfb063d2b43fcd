import pytest
from django.core.mail import send_mail
from django.db import transaction

from foundation.letters.actions import message, post
from foundation.letters.models import Letter, State

pytestmark = pytest.mark.django_db
CONTEXT = {"url": "https://commons.example/x/?a=1&b=2"}


def write(key="k1", language="en"):
    post(key, "amina@example.org", "confirm_address", CONTEXT, language)


def test_a_letter_is_a_row_with_text_and_html():
    write()
    letter = Letter.objects.get()
    assert letter.state == State.WAITING
    assert letter.subject == "Confirm your e-mail address for Workforce Commons"
    assert CONTEXT["url"] in letter.text
    assert "&amp;" not in letter.text
    assert "a=1&amp;b=2" in letter.html


def test_the_same_key_writes_one_letter():
    write()
    write()
    assert Letter.objects.count() == 1


def test_a_transaction_rolled_back_leaves_no_letter():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


def test_the_letter_is_written_in_the_language_asked_for():
    write(language="ar")
    letter = Letter.objects.get()
    assert 'dir="rtl"' in letter.html
    assert letter.headers["Content-Language"] == "ar"


def test_the_message_names_itself_by_its_key_on_the_sites_domain(settings):
    write()
    mail = message(Letter.objects.get()).message()
    assert mail["Message-ID"].endswith(f"@{settings.SITE_HOST}>")
    assert mail["Message-ID"] == message(Letter.objects.get()).message()["Message-ID"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.walk()][1:] == ["text/plain", "text/html"]


def test_a_name_with_a_line_break_adds_no_header():
    from foundation.letters.actions import write as row

    row("k2", "amina@example.org", "Hello\r\nBcc: all@example.org", "text", "", {})
    mail = message(Letter.objects.get()).message()
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hello Bcc: all@example.org"


def test_mail_that_other_parts_send_waits_in_the_outbox_too(settings):
    settings.EMAIL_BACKEND = "foundation.letters.backends.Outbox"
    send_mail("Subject", "Text", None, ["a@example.org", "b@example.org"])
    assert set(Letter.objects.values_list("to", flat=True)) == {"a@example.org", "b@example.org"}
