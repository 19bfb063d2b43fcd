"""A post that a moderator reads before anybody else does.

Whether a post under a pseudonym waits is decided by that pseudonym alone: a newcomer, an old hand and a moderator
behind it are treated alike, or what waits would tell who they are.
"""

import re
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from community.confidentiality.findings import find
from community.discussions.actions import attachments
from community.discussions.models import Board, Held, Holds, Post, Topic, Waits
from community.members.models import Member
from foundation.text import fold
from foundation.vocabulary.models import Country, Theme

NEWCOMER, UNKNOWN, FLAGGED = "newcomer", "first under this pseudonym", "flagged word"
RECORDS: dict[str, type[models.Model]] = {"theme": Theme, "country": Country}


def reasons_to_hold(
    who: Member, board: Board, text: str, *, topic: Topic | None = None, pseudonym: bool = False
) -> list[str]:
    """Why this text waits on this board: nothing, a newcomer, a flagged word, kinds of findings."""
    if board.holds == Holds.NOTHING or (not pseudonym and judges(who, board)):
        return []
    reasons = []
    if board.holds in {Holds.NEWCOMERS, Holds.BOTH}:
        written = Post.objects.filter(author=who).shown()
        known = written.exclude(pseudonym="").filter(topic=topic) if pseudonym else written.signed()
        if not known.exists():
            reasons.append(UNKNOWN if pseudonym else NEWCOMER)
    if board.holds in {Holds.FLAGGED, Holds.BOTH}:
        if has_flagged_word(board, text):
            reasons.append(FLAGGED)
        reasons += dict.fromkeys(str(finding.kind) for finding in find(text))
    return reasons


def brings_in(board: Board, who: Member, post: Post, body: str) -> bool:
    """Whether a change of a post adds what would have made it wait; what stood there before was let in."""
    if board.holds not in {Holds.FLAGGED, Holds.BOTH} or (not post.pseudonym and judges(who, board)):
        return False
    before = {finding.words for finding in find(post.body)}
    added = any(finding.words not in before for finding in find(body))
    return added or (has_flagged_word(board, body) and not has_flagged_word(board, post.body))


def judges(who: Member, board: Board) -> bool:
    """Moderators never wait for themselves."""
    return who.is_moderator or bool(board.group and board.group.is_led_by(who))


def has_flagged_word(board: Board, text: str) -> bool:
    """Whole words, whatever their case and accents."""
    folded = f" {fold(text)} "
    words = (fold(line) for line in re.split(r"[\n\r]+", board.flagged_words))
    return any(word and f" {word} " in folded for word in words)


def known(who: Member, key: UUID | str, checked: bool = False) -> Held | None:
    """What already waits, or was refused, under this key; nothing while a moderator lets it in."""
    if checked:
        return None
    return Held.objects.by(who).exclude(state=Waits.APPROVED).filter(key=key).select_related("topic", "board").first()


def instead(
    who: Member, board: Board, topic: Topic | None, text: str, key: UUID | str, values: dict[str, Any]
) -> Held | None:
    """The held post where there are reasons; in the caller's transaction, after the caller has asked whether they may."""
    reasons = reasons_to_hold(who, board, text, topic=topic, pseudonym=bool(values.get("pseudonym")))
    if not reasons:
        return None
    kept = {name: value.pk if isinstance(value, models.Model) else value for name, value in values.items()}
    return Held.objects.create(author=who, board=board, topic=topic, key=key, values=kept, reasons=reasons)


def values_of(held: Held) -> dict[str, Any]:
    """The keyword arguments of the action, as they were given."""
    found: dict[str, Any] = dict(held.values)
    for name, model in RECORDS.items():
        if found.get(name):
            found[name] = model._default_manager.filter(pk=found[name]).first()
    return found


def drop_files(held: Held) -> None:
    """Of a post that will not come: what was stored with it goes after commit."""
    rows = held.values.get("stored", [])
    transaction.on_commit(lambda: attachments.discard(rows))  # type: ignore[arg-type]


@transaction.atomic
def take_back(who: Member, held: Held) -> None:
    """The author would rather not; nothing of it is kept."""
    own = Held.objects.by(who).waiting().select_for_update().filter(pk=held.pk).first()
    if own is None:
        raise PermissionDenied(_("A moderator has decided about this post already."))
    drop_files(own)
    own.delete()
