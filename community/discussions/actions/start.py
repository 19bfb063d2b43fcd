"""Beginning a topic."""

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.discussions.actions import writing
from community.discussions.models import Board, Kind, Topic
from community.groups.actions import record
from community.groups.models import Act, Group
from community.members.models import Member
from foundation.text import clean

RESERVED = {"new", "unanswered", "followed", "mine", "read", "t"}
LONGEST_TITLE = 160


def title_of(title: str) -> str:
    """One line. Raises ValidationError with the sentence for the form."""
    kept = " ".join(clean(title).split())
    if not kept:
        raise ValidationError(_("Give it a title."), code="empty")
    if len(kept) > LONGEST_TITLE:
        raise ValidationError(_("Make the title shorter: at most %(most)s characters.") % {"most": LONGEST_TITLE})
    return kept


def start_topic(
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
) -> Topic:
    """A topic with its first post. The same key of the same author gives the same topic."""
    title, body = title_of(title), writing.words_of(body)
    known = Topic.objects.filter(author=who, key=key).first()
    if known:
        return known
    values = {"title": title, "kind": kind, "language": language, "about_label": about_label, "about_url": about_url}
    try:
        with transaction.atomic():
            return _start(who, board, body, key, values)
    except IntegrityError:  # the same form, sent twice at the same moment
        known = Topic.objects.filter(author=who, key=key).first()
        if known is None:
            raise
        return known


def _start(who: Member, board: Board, body: str, key: UUID | str, values: dict[str, str]) -> Topic:
    refusal = board.refusal(who)
    if refusal or not Board.objects.visible_to(who).filter(pk=board.pk).exists():
        raise PermissionDenied(refusal or _("You cannot write on this board."))
    known = Topic.objects.filter(author=who, key=key).first()
    if known:
        return known
    if not values["about_url"]:  # what a page opens for its readers is no haste of a person
        writing.spend_topic(who)
    now = timezone.now()
    slug = slugify(values["title"])[:80].strip("-") or values["kind"]
    topic = Topic(board=board, author=who, key=key, slug=slug, created_at=now, changed_at=now, **values)
    topic.save(force_insert=True)
    writing.add(topic, who, body, key=key, reply_to=None, language=topic.language, at=now)
    if board.group:
        record(board.group, who, Act.TOPIC, topic.title, topic.get_absolute_url())
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
