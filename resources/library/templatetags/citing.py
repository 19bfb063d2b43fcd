"""The head of a record's page."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from resources.library.citing.jsonld import jsonld
from resources.library.citing.meta import relations, tags
from resources.library.models import Resource

register = template.Library()
# As Django's own `json_script`: nothing in a data block may end it.
ENDS = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.simple_tag
def described(record: Resource) -> dict[str, Any]:
    """`tags`, pairs of name and content, and `data`, safe to stand in a data block."""
    related = relations(record)
    return {"tags": tags(record, related), "data": as_data(jsonld(record, related))}


def as_data(value: Any) -> SafeString:
    return mark_safe(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ENDS))  # noqa: S308
