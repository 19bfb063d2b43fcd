"""A better title. The old one stays in nothing that is shown: it may have been changed because it named somebody."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import override

from community.discussions.actions import steering
from community.discussions.actions.moderate import reason_of
from community.discussions.actions.start import title_of
from community.discussions.models import Topic
from community.groups.actions import retitle
from community.live import streams
from community.members.models import Member
from community.notifications.models import Notification
from foundation.audit.models import record as audit


@transaction.atomic
def rename(who: Member, topic: Topic, *, title: str, why: str) -> Topic:
    """The old address leads on, since the number of the topic decides."""
    title, why = title_of(title), reason_of(why)
    [topic] = steering.steered(who, topic.pk)
    if topic.title == title:
        return topic
    with override("en"):
        before = topic.get_absolute_url()
        topic.title, topic.slug = title, slug_of(title, topic.kind)
        after = topic.get_absolute_url()
    topic.changes += 1
    topic.save(update_fields=["title", "slug", "changes"])
    steering.index(topic, topic.posts.filter(number=1))
    if topic.board.group:
        retitle(topic.board.group, before, title, after)
    notices = list(steering.notices_of(topic))
    for notice in notices:
        notice.url = notice.url.replace(before, after, 1)
        if "topic" in notice.params:
            notice.params["topic"] = title
    Notification.objects.bulk_update(notices, ["url", "params"], batch_size=steering.AT_ONCE)
    audit(who, "rename topic", topic, why)
    streams.publish(topic.stream, {"behind": True})
    steering.tell(who, topic, topic.author, "topic_renamed", f"topic_renamed.{topic.pk}.{topic.changes}", why=why)
    return topic


def slug_of(title: str, kind: str) -> str:
    return slugify(title)[:80].strip("-") or kind
