"""Addresses of pages in the reader's language, for every template."""

from django import template
from wagtail.models import Page

from foundation import pages

register = template.Library()


@register.simple_tag
def page_href(page: Page) -> str:
    return pages.address(page) if page else ""
