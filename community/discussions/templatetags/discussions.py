"""What a row of the list says about its reader."""

from django import template

from community.discussions.models import Topic
from community.groups.models import Reader

register = template.Library()


@register.filter
def unread_of(topic: Topic, reader: Reader) -> int:
    """How many posts the reader has not seen; `topic` comes from `seen_by`."""
    if not reader.is_authenticated:
        return 0
    return max(0, topic.last_number - (topic.read_to or 0))  # type: ignore[attr-defined]


@register.filter
def first_unread(topic: Topic) -> str:
    return topic.address_of((topic.read_to or 0) + 1)  # type: ignore[attr-defined]
