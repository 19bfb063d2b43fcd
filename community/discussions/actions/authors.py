"""Telling the author of a post that something good happened to it."""

from django.utils.translation import override

from community.discussions.models import Post, Topic
from community.members.models import Member
from community.notifications.actions import notify
from community.notifications.models import On, Watch


def tell_author(who: Member, post: Post, kind: str, key: str) -> None:
    """Once for each key, never who it was. Not of an own act, nor in a place they muted or may no longer read."""
    author, topic = post.author, post.topic
    if author is None or author.pk == who.pk or not author.is_active:
        return
    if topic.space and not Topic.objects.visible_to(author).filter(pk=topic.pk).exists():
        return
    if Watch.objects.of(author).filter(on=On.TOPIC, object_id=topic.pk, muted=True).exists():
        return
    with override("en"):
        url = topic.address_of(post.number)
    notify(author, kind, {"topic": topic.title}, url, space=topic.space, key=key)
