"""Writing a letter into the outbox and sending what is due: each letter once, however many deliverers there are."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import HeaderParseError
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F, Q
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from foundation.letters.models import Letter, State
from foundation.storage import private

BATCH = 50
CLAIM = timedelta(minutes=5)  # a claim older than this belongs to a deliverer that died
GIVE_UP = timedelta(days=2)
WAITS = [1, 5, 15, 60]  # minutes after the first, second … failed try; the last one repeats


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of the closed storage that goes with a letter. One that is gone meanwhile puts the letter off."""

    name: str
    filename: str
    type: str


def post(
    key: str, to: str, template: str, context: dict[str, Any], language: str, attached: Sequence[Attached] = ()
) -> None:
    """Writes the letter of folder `letters/<template>/` in the caller's transaction; the same `key` only once."""
    with translation.override(language):
        facts = {
            **context,
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
        }
        subject, text, html = (
            _render(f"letters/{template}/{part}", facts) for part in ("subject.txt", "text.txt", "body.html")
        )
    write(key, to, subject, text, html, {"Auto-Submitted": "auto-generated", "Content-Language": language}, attached)


def write(
    key: str,
    to: str,
    subject: str,
    text: str,
    html: str,
    headers: dict[str, str],
    attached: Sequence[Attached] = (),
) -> None:
    """One row, or none when the key is known. A single statement, so a repeated key breaks no transaction."""
    letter = Letter(
        key=key,
        to=to,
        subject=" ".join(subject.split())[:250],
        text=text,
        html=html,
        headers=headers,
        attached=[{"name": one.name, "filename": one.filename, "type": one.type} for one in attached],
        next_try_at=timezone.now(),
    )
    Letter.objects.bulk_create([letter], ignore_conflicts=True)


def _render(name: str, facts: dict[str, Any]) -> str:
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(facts, autoescape=name.endswith(".html")))).strip()


def deliver_due(now: datetime | None = None) -> int:
    """Sends what is due over one connection and returns how many left. Must run outside a transaction."""
    now = now or timezone.now()
    stamp = timezone.now()
    claimed = _claim(now, stamp)
    if not claimed:
        return 0
    transport = get_connection(settings.LETTERS_TRANSPORT)  # type: ignore[misc]
    sent = 0
    try:
        transport.open()
        for letter in claimed:
            sent += _deliver(letter, transport, now, stamp)
    except (OSError, SMTPException) as error:  # the server is away: the rest waits, no second letter knocks in vain
        rest = Letter.objects.filter(pk__in=[letter.pk for letter in claimed], state=State.WAITING, claimed_at=stamp)
        rest.filter(created_at__lt=now - GIVE_UP).update(state=State.GIVEN_UP, claimed_at=None, last_error=_told(error))
        rest.update(claimed_at=None, next_try_at=now + timedelta(minutes=WAITS[0]), last_error=_told(error))
    finally:
        try:
            transport.close()
        except (OSError, SMTPException):
            pass
    return sent


def _claim(now: datetime, stamp: datetime) -> list[Letter]:
    """Marks up to a batch of due rows as ours, by row lock on PostgreSQL and by the write lock on SQLite."""
    due = Letter.objects.filter(
        Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM), state=State.WAITING, next_try_at__lte=now
    ).order_by("next_try_at", "pk")
    if not due.exists():
        return []
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        letters = list(due[:BATCH])
        Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(claimed_at=stamp)
    return letters


def _deliver(letter: Letter, transport: BaseEmailBackend, now: datetime, stamp: datetime) -> int:
    """One letter. The try is counted before it is made, so that one that kills its deliverer is not tried for ever."""
    waiting = Letter.objects.filter(pk=letter.pk, state=State.WAITING)
    if not waiting.filter(claimed_at=stamp).update(attempts=F("attempts") + 1, claimed_at=timezone.now()):
        return 0  # the batch was slow and somebody else has taken this one up
    try:
        transport.send_messages([message(letter)])
    except (OSError, SMTPException, HeaderParseError, ValueError) as error:
        _put_off(letter, error, now)
        if isinstance(error, OSError) and not isinstance(error, SMTPResponseException | SMTPRecipientsRefused):
            raise
        return 0
    waiting.update(state=State.SENT, sent_at=timezone.now(), claimed_at=None, last_error="")
    return 1


def _put_off(letter: Letter, error: Exception, now: datetime) -> None:
    wait = WAITS[min(letter.attempts, len(WAITS) - 1)]
    over = now - letter.created_at > GIVE_UP
    Letter.objects.filter(pk=letter.pk, state=State.WAITING).update(
        state=State.GIVEN_UP if over else State.WAITING,
        claimed_at=None,
        next_try_at=now + timedelta(minutes=wait),
        last_error=_told(error),
    )


def _told(error: Exception) -> str:
    """What went wrong without anybody's address: the kind of error and the server's code."""
    code = getattr(error, "smtp_code", "")
    if isinstance(error, SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()), ("",))[0]
    return f"{type(error).__name__} {code}".strip()


def message(letter: Letter) -> EmailMultiAlternatives:
    """The letter as it leaves; its Message-ID comes from its key, so that a second try is the same message."""
    name = hashlib.sha256(letter.key.encode()).hexdigest()[:40]
    headers = {**letter.headers, "Message-ID": f"<{name}@{settings.SITE_HOST}>"}
    mail = EmailMultiAlternatives(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers
    )
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    for one in letter.attached:
        with private().open(one["name"], "rb") as file:
            mail.attach(one["filename"], file.read(), one["type"])
    return mail
