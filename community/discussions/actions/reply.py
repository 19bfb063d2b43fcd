"""Replying in a topic."""

from collections.abc import Sequence
from typing import Any, Literal, overload
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.discussions.actions import attachments, cases, hold, tell, writing
from community.discussions.actions.steering import led_on
from community.discussions.models import Held, Post, Topic
from community.members.models import Member
from community.notifications.models import On
from community.notifications.watching import follow_if_new


@overload
def reply(who: Member, topic: Topic, *, checked: Literal[True], **values: Any) -> Post: ...


@overload
def reply(who: Member, topic: Topic, *, checked: bool = False, **values: Any) -> Post | Held: ...


def reply(  # type: ignore[misc]  # the rest is checked here, not at each caller
    who: Member,
    topic: Topic,
    *,
    body: str,
    key: UUID | str,
    reply_to: int | None = None,
    language: str | None = None,
    pseudonym: bool = False,
    files: Sequence[File] = (),
    stored: Sequence[attachments.Row] = (),
    checked: bool = False,
) -> Post | Held:
    """One post more, under the name or the pseudonym of this topic. The same key of the same author: the same post.

    Where a moderator reads first it waits as Held; `checked` is for the moderator who has read it, with the files
    that were `stored` with it.
    """
    body = writing.words_of(body)
    cases.check(topic.kind, body)
    known = Post.objects.keyed(who, key) or hold.known(who, key, checked)
    if known:
        return known
    if files and (refusal := topic.refusal(who)):  # before any work is done on them
        raise PermissionDenied(refusal)
    values = {"body": body, "reply_to": reply_to, "language": language, "pseudonym": pseudonym}
    try:
        with (
            attachments.storing(who, files, kind=topic.kind, pseudonym=pseudonym, stored=stored) as store,
            transaction.atomic(),
        ):
            return _reply(who, topic.pk, key, values, store, checked)
    except IntegrityError:  # the same form, sent twice at the same moment
        known = Post.objects.keyed(who, key) or hold.known(who, key, checked)
        if known is None:
            raise
        return known


def _reply(
    who: Member, topic_id: int, key: UUID | str, values: dict[str, Any], store: attachments.Storing, checked: bool
) -> Post | Held:
    topic, reply_to = led_on(Topic.objects.locked(topic_id), values["reply_to"])
    known = Post.objects.keyed(who, key)
    if known:
        return known
    refusal = topic.refusal(who)
    if refusal or not Topic.objects.visible_to(who).filter(pk=topic.pk).exists():
        raise PermissionDenied(refusal or _("You cannot write in this discussion."))
    if not checked:
        writing.spend_reply(who)
        writing.may_sign(topic.board, values["pseudonym"])
        kept = values | {"reply_to": reply_to} | store.as_values()
        if held := hold.instead(who, topic.board, topic, values["body"], key, kept):
            store.taken()
            return held
    post = writing.add(
        topic,
        who,
        values["body"],
        key=key,
        reply_to=reply_to,
        language=values["language"] or topic.language,
        at=timezone.now(),
        pseudonym=writing.signed(topic, who, values["pseudonym"]),
    )
    attachments.attach(post, store.taken())
    writing.tell(post)
    follow_if_new(who, On.TOPIC, topic.pk)
    tell.soon(post)
    return post
