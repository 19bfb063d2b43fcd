"""Letters over a real SMTP server on this machine: one that takes, one that refuses, one that hangs, one that is gone."""

import email
import socket
import time
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from foundation.letters.actions import deliver_due, write
from foundation.letters.models import Letter, State

pytestmark = pytest.mark.django_db


class Post:
    """Keeps what it takes; answers DATA with `answer`."""

    def __init__(self) -> None:
        self.answer = "250 taken"
        self.taken: list[bytes] = []

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.taken.append(envelope.content)
        return self.answer


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]


@pytest.fixture
def at(settings):
    def port(number: int) -> None:
        settings.LETTERS_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", number, 1

    return port


@pytest.fixture
def post(at):
    handler = Post()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    at(controller.port)
    yield handler
    controller.stop()


def waiting() -> Letter:
    write(
        "welcome:1",
        "amina@example.org",
        "Confirm your address",
        "Text",
        "<p>Text</p>",
        {"Auto-Submitted": "auto-generated"},
    )
    return Letter.objects.get()


def test_a_letter_arrives_whole_and_once(post):
    waiting()
    assert deliver_due() == 1
    assert deliver_due() == 0
    (raw,) = post.taken
    read = email.message_from_bytes(raw)
    assert read["To"] == "amina@example.org"
    assert read["Message-ID"].endswith("@127.0.0.1>")
    assert [part.get_content_type() for part in read.walk()][1:] == ["text/plain", "text/html"]


@pytest.mark.parametrize("answer", ["451 later", "550 no such person"])
def test_a_refused_letter_waits_and_leaves_when_it_is_taken(post, answer):
    letter = waiting()
    post.answer = answer
    assert deliver_due() == 0
    letter.refresh_from_db()
    assert letter.state == State.WAITING
    assert answer[:3] in letter.last_error
    assert "amina" not in letter.last_error
    post.answer = "250 taken"
    assert deliver_due(timezone.now() + timedelta(minutes=10)) == 1
    assert len(post.taken) == 1


def test_a_server_that_is_gone_loses_nothing(at):
    at(free_port())
    letter = waiting()
    assert deliver_due() == 0
    letter.refresh_from_db()
    assert letter.state == State.WAITING


def test_a_server_that_hangs_costs_its_time_limit(at):
    with socket.create_server(("127.0.0.1", 0)) as hole:
        at(hole.getsockname()[1])
        letter = waiting()
        began = time.monotonic()
        assert deliver_due() == 0
        assert time.monotonic() - began < 5
    letter.refresh_from_db()
    assert letter.state == State.WAITING
