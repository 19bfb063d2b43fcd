"""What stands first: pinned on its board; an announcement also at the top of all discussions."""

from django.db import transaction

from community.discussions.actions.steering import marked, steered
from community.discussions.models import Topic
from community.members.models import Member
from foundation.text import clean


def pin(who: Member, topic: Topic, why: str = "") -> Topic:
    return _set(who, topic, "pin topic", why, pinned=True)


def unpin(who: Member, topic: Topic, why: str = "") -> Topic:
    """An announcement is pinned, so it ends with this."""
    return _set(who, topic, "unpin topic", why, pinned=False, announcement=False)


def announce(who: Member, topic: Topic, why: str = "") -> Topic:
    return _set(who, topic, "announce topic", why, pinned=True, announcement=True)


def retract(who: Member, topic: Topic, why: str = "") -> Topic:
    """No longer an announcement; it stays pinned until somebody unpins it."""
    return _set(who, topic, "retract announcement", why, announcement=False)


@transaction.atomic
def _set(who: Member, topic: Topic, act: str, why: str, **state: bool) -> Topic:
    [topic] = steered(who, topic.pk)
    marked(who, topic, act, clean(why), **state)
    return topic
