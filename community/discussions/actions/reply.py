"""Replying in a topic."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.discussions.actions import writing
from community.discussions.models import Post, Topic
from community.members.models import Member
from community.notifications.actions import notify


def reply(
    who: Member,
    topic: Topic,
    *,
    body: str,
    key: UUID | str,
    reply_to: int | None = None,
    language: str | None = None,
) -> Post:
    """One post more. The same key of the same author gives the same post."""
    body = writing.words_of(body)
    known = Post.objects.keyed(who, key)
    if known:
        return known
    try:
        with transaction.atomic():
            return _reply(who, topic.pk, body, key, reply_to, language)
    except IntegrityError:  # the same form, sent twice at the same moment
        known = Post.objects.keyed(who, key)
        if known is None:
            raise
        return known


def _reply(who: Member, topic_id: int, body: str, key: UUID | str, reply_to: int | None, language: str | None) -> Post:
    topic = Topic.objects.locked(topic_id)
    known = Post.objects.keyed(who, key)
    if known:
        return known
    refusal = topic.refusal(who)
    if refusal or not Topic.objects.visible_to(who).filter(pk=topic_id).exists():
        raise PermissionDenied(refusal or _("You cannot write in this discussion."))
    writing.spend_reply(who)
    language = language or topic.language
    post = writing.add(topic, who, body, key=key, reply_to=reply_to, language=language, at=timezone.now())
    writing.tell(post)
    _notify_starter(who, topic, post)
    return post


def _notify_starter(who: Member, topic: Topic, post: Post) -> None:
    """Whoever began the topic hears of the reply, unless they wrote it or may no longer read it."""
    starter = topic.author
    if starter is None or starter.pk == who.pk or not starter.is_active:
        return
    if topic.space and not Topic.objects.visible_to(starter).filter(pk=topic.pk).exists():
        return
    with override("en"):
        url = topic.address_of(post.number)
    params = {"topic": topic.title, "author": who.display_name}
    notify(starter, "reply", params, url, space=topic.space, key=f"reply.{post.pk}")
