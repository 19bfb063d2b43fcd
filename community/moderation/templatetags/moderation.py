from django import template

from foundation.text import plain

register = template.Library()


@register.filter
def in_short(html: str) -> str:
    """The first words of a post on one line."""
    return plain(html, 160)
