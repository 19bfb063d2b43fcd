"""Django's mail goes into the outbox; letters that leave without a mail server become files."""

import hashlib
import os
import uuid
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from foundation.letters.actions import write


class Outbox(BaseEmailBackend):
    """What other parts send with `send_mail` waits as rows too, so that a dead mail server holds up no request."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            parts = mail.alternatives if isinstance(mail, EmailMultiAlternatives) else []
            html = next((str(part[0]) for part in parts if part[1] == "text/html"), "")
            for to in mail.recipients():
                write(
                    f"mail:{uuid.uuid4()}", to, mail.subject, str(mail.body), html, {"Auto-Submitted": "auto-generated"}
                )
        return len(email_messages)


class Files(BaseEmailBackend):
    """Each letter is one file, whole or not there; the same Message-ID is the same file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            name = hashlib.sha256(mail.extra_headers.get("Message-ID", str(uuid.uuid4())).encode()).hexdigest()[:32]
            half = folder / f".{name}.{uuid.uuid4().hex}"
            half.write_bytes(mail.message().as_bytes(linesep="\r\n"))
            os.replace(half, folder / f"{name}.eml")
        return len(email_messages)
