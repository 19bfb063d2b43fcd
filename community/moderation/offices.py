"""The office that may find out who stands behind a pseudonym."""

from typing import Any

from community.members.offices import Right, stand

SAFEGUARDING = "Safeguarding leads"
OF_SAFEGUARDING: list[Right] = [
    ("moderation", "reveal", "reveal", "May find out, with a second officer, who stands behind a pseudonym"),
]


def after_migrate(**_kwargs: Any) -> None:
    stand(SAFEGUARDING, OF_SAFEGUARDING)
