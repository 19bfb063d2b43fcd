"""Beginning a topic."""

from collections.abc import Sequence
from typing import Any, Literal, overload
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.discussions.actions import attachments, cases, hold, tell, writing
from community.discussions.actions import poll as polls
from community.discussions.models import Board, Held, Kind, Topic
from community.groups.actions import record
from community.groups.models import Act, Group
from community.members.models import Member
from community.notifications.models import On
from community.notifications.watching import follow_if_new
from foundation.text import clean
from foundation.vocabulary.models import Country, Theme

RESERVED = {"new", "unanswered", "followed", "mine", "read", "files", "ask", "follow", "care", "p", "t"}
LONGEST_TITLE = 160


def title_of(title: str) -> str:
    """One line. Raises ValidationError with the sentence for the form."""
    kept = " ".join(clean(title).split())
    if not kept:
        raise ValidationError(_("Give it a title."), code="empty")
    if len(kept) > LONGEST_TITLE:
        raise ValidationError(_("Make the title shorter: at most %(most)s characters.") % {"most": LONGEST_TITLE})
    return kept


@overload
def start_topic(who: Member, board: Board, *, checked: Literal[True], **values: Any) -> Topic: ...


@overload
def start_topic(who: Member, board: Board, *, checked: bool = False, **values: Any) -> Topic | Held: ...


def start_topic(  # type: ignore[misc]  # the rest is checked here, not at each caller
    who: Member,
    board: Board,
    *,
    title: str,
    body: str,
    key: UUID | str,
    kind: str = Kind.DISCUSSION,
    language: str = "en",
    about_label: str = "",
    about_url: str = "",
    theme: Theme | None = None,
    country: Country | None = None,
    pseudonym: bool = False,
    checked: bool = False,
    poll: polls.Wish | None = None,
    files: Sequence[File] = (),
    stored: Sequence[attachments.Row] = (),
) -> Topic | Held:
    """A topic with its first post. The same key of the same author gives the same topic.

    Where a moderator reads first it waits as Held; `checked` is for the moderator who has read it, with the files
    that were `stored` with it.
    `country` is what the topic is about, never taken from the author, who may write under a pseudonym.
    """
    title, body = title_of(title), writing.words_of(body)
    cases.check(kind, title, body)
    known = Topic.objects.filter(author=who, key=key).first() or hold.known(who, key, checked)
    if known:
        return known
    values = {
        "title": title, "kind": kind, "language": language, "theme": theme, "country": country,
        "about_label": about_label, "about_url": about_url,
    }  # fmt: skip
    if files and (refusal := board.refusal(who)):  # before any work is done on them
        raise PermissionDenied(refusal)
    try:
        with (
            attachments.storing(who, files, kind=kind, pseudonym=pseudonym, stored=stored) as store,
            transaction.atomic(),
        ):
            return _start(who, board, body, key, values, pseudonym, checked, poll, store)
    except IntegrityError:  # the same form, sent twice at the same moment
        known = Topic.objects.filter(author=who, key=key).first() or hold.known(who, key, checked)
        if known is None:
            raise
        return known


def _start(
    who: Member,
    board: Board,
    body: str,
    key: UUID | str,
    values: dict[str, Any],
    pseudonym: bool,
    checked: bool,
    poll: polls.Wish | None,
    store: attachments.Storing,
) -> Topic | Held:
    refusal = board.refusal(who)
    if refusal or not Board.objects.visible_to(who).filter(pk=board.pk).exists():
        raise PermissionDenied(refusal or _("You cannot write on this board."))
    known = Topic.objects.filter(author=who, key=key).first()
    if known:
        return known
    if not checked:  # what a page opens for its readers is no haste of a person
        writing.spend_topic(who)
        writing.may_sign(board, pseudonym)
        text = "\n".join([values["title"], body, *([poll["question"], *poll["choices"]] if poll else [])])
        wished = {**values, "body": body, "pseudonym": pseudonym, "poll": poll, **store.as_values()}
        if held := hold.instead(who, board, None, text, key, wished):
            store.taken()
            return held
    now = timezone.now()
    slug = slugify(values["title"])[:80].strip("-") or values["kind"]
    topic = Topic(board=board, author=who, key=key, slug=slug, created_at=now, changed_at=now, **values)
    topic.save(force_insert=True)
    if pseudonym:
        topic.pseudonym = writing.signed(topic, who, pseudonym)
        topic.save(update_fields=["pseudonym"])
    post = writing.add(
        topic, who, body, key=key, reply_to=None, language=topic.language, at=now, pseudonym=topic.pseudonym
    )
    attachments.attach(post, store.taken())
    if poll:
        polls.open_poll(topic, poll)
    if board.group:
        record(board.group, None if pseudonym else who, Act.TOPIC, topic.title, topic.get_absolute_url())
    follow_if_new(who, On.TOPIC, topic.pk)
    tell.soon(post)
    return topic


def board_of(group: Group) -> Board:
    """The group's own board, made with its first topic."""
    board = Board.objects.filter(group=group).select_related("group").first()
    if board:
        return board
    slug = group.slug
    if slug in RESERVED or Board.objects.filter(slug=slug).exists():
        slug = f"group-{group.pk}"
    made, _new = Board.objects.get_or_create(group=group, defaults={"slug": slug, "title": group.name})
    return made
