"""Tags every template has: numbers that are counted, times that are absolute, addresses of pages, form fields."""

from typing import Any

from django import template
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

register = template.Library()


@register.simple_tag
def count(name: str, value: int) -> SafeString:
    """`<data class="count" …>`: every computed number is marked with what it counts."""
    shown = number_format(value, decimal_pos=0, use_l10n=True, force_grouping=True)
    return format_html('<data class="count" data-count="{}" value="{}">{}</data>', name, value, shown)


@register.filter
def moment(value: Any) -> SafeString:
    """An absolute time that does not go stale in a cache; the script may add “20 minutes ago”."""
    if not value:
        return SafeString("")
    local = localtime(value)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(timespec="seconds"),
        date_format(local, "DATETIME_FORMAT") + " UTC",
        date_format(local, "DATE_FORMAT"),
    )


@register.simple_tag
def in_language(path: str, code: str) -> str:
    """The same address in another interface language."""
    from django.conf import settings

    bare = path
    for other, _name in settings.LANGUAGES:
        if path == f"/{other}" or path.startswith(f"/{other}/"):
            bare = path[len(other) + 1 :] or "/"
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


@register.filter
def direction(code: str) -> str:
    """`rtl` or `ltr` for a language code."""
    return "rtl" if translation.get_language_info(code)["bidi"] else "ltr"


@register.filter
def language_name(code: str) -> str:
    """The name of a language in its own words."""
    from django.conf import settings

    return dict(settings.LANGUAGES).get(code, code)


@register.inclusion_tag("parts/field.html")
def field(bound: Any, hint: str = "") -> dict[str, Any]:
    """Label, hint, control and the reason of a refusal, tied together for a screen reader."""
    return {"field": bound, "hint": hint or bound.help_text}
