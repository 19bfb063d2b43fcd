"""Numbers of a poll."""

from django import template

register = template.Library()


@register.filter
def share_of(votes: int, voters: int) -> int:
    """Of a hundred."""
    return round(100 * votes / voters) if voters else 0
