"""What every act of writing shares: the words themselves, how often, one post more, and telling the readers."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from community.discussions import fragments, mentions
from community.discussions.actions.pseudonyms import pseudonym_of
from community.discussions.models import Board, Post, Topic
from community.live import streams
from community.members.models import Member
from foundation import limits, text
from foundation.fulltext.models import Entry

SETTLED = timedelta(days=1)
POSTS_OF_ESTABLISHED = 3


def words_of(body: str) -> str:
    """The body as it is kept. Raises ValidationError with the sentence for the form."""
    kept = text.clean(body)
    if not kept:
        raise ValidationError(_("Write something first."), code="empty")
    if len(kept) > text.LONGEST:
        raise ValidationError(
            _("This is too long by %(extra)s characters. A post has at most %(most)s.")
            % {"extra": len(kept) - text.LONGEST, "most": text.LONGEST},
            code="long",
        )
    return kept


def is_established(who: Member) -> bool:
    if timezone.now() - who.joined_at < SETTLED:
        return False
    return Post.objects.filter(author=who)[:POSTS_OF_ESTABLISHED].count() >= POSTS_OF_ESTABLISHED


def spend_reply(who: Member) -> None:
    limits.spend("reply", who.pk, 10 if is_established(who) else 5)


def spend_topic(who: Member) -> None:
    limits.spend("topic", who.pk, 30 if is_established(who) else 5, 3600)


def signed(topic: Topic, who: Member, wished: bool) -> str:
    """The pseudonym to write under, or nothing for the own name. Raises PermissionDenied where none is allowed."""
    if not wished:
        return ""
    may_sign(topic.board, wished)
    return pseudonym_of(topic, who)


def may_sign(board: Board, wished: bool) -> None:
    if wished and not board.allows_pseudonyms:
        raise PermissionDenied(_("Here everybody writes under their own name."))


def add(
    topic: Topic,
    who: Member,
    body: str,
    *,
    key: UUID | str,
    reply_to: int | None,
    language: str,
    at: datetime,
    pseudonym: str = "",
) -> Post:
    """The next post of a locked topic; the topic's row is saved with its new counters."""
    if not topic.posts.filter(author=who, pseudonym=pseudonym).exists():
        topic.people += 1  # a name and a pseudonym count as two, or the number would tell that they are one
    topic.last_number += 1
    topic.changed_at = at
    post = Post(
        topic=topic,
        number=topic.last_number,
        seq=topic.raise_seq(),
        author=who,
        pseudonym=pseudonym,
        first=not pseudonym and not Post.objects.filter(author=who).signed().exists(),
        key=key,
        body=body,
        html=mentions.html_of(body, topic.board, topic),
        language=language,
        reply_to=reply_to if reply_to and 0 < reply_to < topic.last_number else None,
        created_at=at,
    )
    post.save(force_insert=True)
    topic.save(update_fields=["last_number", "changed_at", "seq", "changes", "people"])
    Entry.objects.put([post.search_words()])
    return post


def tell(post: Post) -> None:
    """The post as it now is goes to everybody who has the topic open, in each one's language."""
    if streams.is_quiet():
        return
    spoken = streams.spoken(post.topic.stream)
    shown = fragments.in_languages(post, spoken)
    frames: dict[str, dict[str, object]] = {
        code: {"seq": post.seq, "number": post.number, "html": html} for code, html in shown.items()
    }
    if spoken is not None:  # for who comes in another language before this is sent
        frames[""] = {"behind": True}
    streams.publish(post.topic.stream, frames, by_language=True)
