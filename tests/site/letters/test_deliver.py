import email
import smtplib
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from foundation.letters.actions import deliver_due, write
from foundation.letters.models import Letter, State

NOW = timezone.now


def letters(count=1):
    for number in range(count):
        write(f"k{number}", f"m{number}@example.org", "Subject", "Text", "<p>Text</p>", {})


class Server(BaseEmailBackend):
    """A mail server that answers as told; remembers what it took."""

    answer: Exception | None = None
    refuses_to_open: Exception | None = None
    taken: list[str] = []
    opened = 0

    def open(self):
        type(self).opened += 1
        if self.refuses_to_open:
            raise self.refuses_to_open

    def send_messages(self, messages):
        if self.answer:
            raise self.answer
        type(self).taken += [message.to[0] for message in messages]


@pytest.fixture
def server(settings):
    settings.LETTERS_TRANSPORT = f"{__name__}.Server"
    Server.answer = Server.refuses_to_open = None
    Server.taken, Server.opened = [], 0
    return Server


@pytest.mark.django_db
def test_a_due_letter_leaves_once():
    letters(2)
    assert deliver_due() == 2
    assert deliver_due() == 0
    assert len(mail.outbox) == 2
    assert set(Letter.objects.values_list("state", "attempts")) == {(State.SENT, 1)}


@pytest.mark.django_db
def test_a_batch_uses_one_connection(server):
    letters(3)
    assert deliver_due() == 3
    assert server.opened == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (smtplib.SMTPDataError(451, b"later amina@example.org"), "SMTPDataError 451"),
        (
            smtplib.SMTPRecipientsRefused({"m0@example.org": (550, b"no such m0@example.org")}),
            "SMTPRecipientsRefused 550",
        ),
    ],
)
def test_a_refused_letter_is_tried_again_and_the_others_leave(server, answer, told):
    letters(2)
    server.answer = answer
    assert deliver_due() == 0
    assert set(Letter.objects.values_list("last_error", "attempts")) == {(told, 1)}
    server.answer = None
    assert deliver_due() == 0  # not before its minute is over
    assert deliver_due(NOW() + timedelta(minutes=2)) == 2


@pytest.mark.django_db
def test_each_failure_waits_longer_and_after_two_days_the_letter_is_given_up(server):
    letters()
    server.answer = smtplib.SMTPDataError(451, b"later")
    start = NOW()
    waits = []
    for _ in range(5):
        due = Letter.objects.get().next_try_at
        deliver_due(due)
        waits.append(round((Letter.objects.get().next_try_at - due).total_seconds() / 60))
    assert waits == [1, 5, 15, 60, 60]
    deliver_due(start + timedelta(days=2, hours=1))
    assert Letter.objects.get().state == State.GIVEN_UP


@pytest.mark.django_db
@pytest.mark.parametrize("error", [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPServerDisconnected("gone")])
def test_a_dead_server_is_asked_once_a_batch_and_all_leave_when_it_is_back(server, error):
    letters(5)
    server.refuses_to_open = error
    assert deliver_due() == 0
    assert server.opened == 1
    assert set(Letter.objects.values_list("claimed_at", "last_error")) == {(None, type(error).__name__)}
    server.refuses_to_open = None
    assert deliver_due(NOW() + timedelta(minutes=1, seconds=1)) == 5
    assert sorted(server.taken) == [f"m{number}@example.org" for number in range(5)]


@pytest.mark.django_db
def test_a_server_that_hangs_up_in_the_middle_gets_no_letter_twice(server):
    letters(3)
    server.answer = smtplib.SMTPServerDisconnected("gone")
    deliver_due()
    assert sorted(Letter.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    server.answer = None
    assert deliver_due(NOW() + timedelta(minutes=2)) == 3


@pytest.mark.django_db
def test_the_claim_of_a_deliverer_that_died_is_taken_up_after_five_minutes():
    letters()
    Letter.objects.update(claimed_at=NOW())
    assert deliver_due() == 0
    assert deliver_due(NOW() + timedelta(minutes=6)) == 1


@pytest.mark.django_db
def test_a_letter_taken_up_by_another_meanwhile_is_left_alone(server, monkeypatch):
    letters(2)

    def open_slowly(self):
        Letter.objects.filter(key="k0").update(claimed_at=NOW() + timedelta(minutes=6))

    monkeypatch.setattr(Server, "open", open_slowly)
    assert deliver_due() == 1
    assert server.taken == ["m1@example.org"]


@pytest.mark.django_db(transaction=True)
def test_many_deliverers_at_once_send_each_letter_once(server):
    letters(30)

    def deliver():
        try:
            deliver_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(server.taken) == sorted(f"m{number}@example.org" for number in range(30))


@pytest.mark.django_db
def test_without_a_mail_server_each_letter_is_one_whole_file(settings, tmp_path):
    settings.LETTERS_TRANSPORT = "foundation.letters.backends.Files"
    settings.EMAIL_FILE_PATH = str(tmp_path / "outbox")
    letters(2)
    assert deliver_due() == 2
    files = list(Path(settings.EMAIL_FILE_PATH).iterdir())
    assert {email.message_from_bytes(file.read_bytes())["To"] for file in files} == {"m0@example.org", "m1@example.org"}
