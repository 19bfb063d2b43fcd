"""Tags every template has: numbers that are counted, times that are absolute, addresses of pages, form fields."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.templatetags.static import static
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from foundation import ownparts

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
    return dict(settings.LANGUAGES).get(code, code)


register.filter("own_name", language_name)  # the i18n library has a `language_name` too, which speaks English


@register.inclusion_tag("parts/field.html")
def field(bound: Any, hint: str = "") -> dict[str, Any]:
    """Label, hint, control and the reason of a refusal, tied together for a screen reader."""
    shown = hint or bound.help_text
    ids = [f"{bound.auto_id}_{part}" for part, there in (("error", bound.errors), ("hint", shown)) if there]
    attrs = {"aria-describedby": " ".join(ids)} if ids else {}
    chosen = getattr(bound.field, "choices", None) if bound.widget_type == "select" else None
    set_already = bool(chosen) and all(value not in ("", None) for value, _words in chosen)
    optional = not bound.field.required and not set_already
    return {"field": bound, "hint": shown, "control": bound.as_widget(attrs=attrs), "optional": optional}


@register.simple_tag
def icon(name: str, classes: str = "i") -> SafeString:
    """A drawing of the sprite. It is never read aloud: a word beside it says the same."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, static("icons.svg"), name
    )


@register.simple_tag
def here(path: str) -> str:
    """An address of the site in the reader's language: `/groups/` is `/fr/groups/` for one who reads French."""
    return in_language(path, translation.get_language() or "")


@register.filter
def initials(name: str) -> str:
    """One or two letters for the quiet disc beside a name."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


@register.simple_tag(takes_context=True)
def own(context: Context, name: str) -> SafeString:
    """What belongs to one reader; a hole on a page that all signed-in readers share."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    if ownparts.is_kept(request):
        return ownparts.hole(name)
    parts = context.get("own", {})
    return mark_safe(parts[name] if name in parts else ownparts.made(request, name))  # noqa: S308


@register.simple_tag(takes_context=True)
def addresses(context: Context) -> SafeString:
    """The page's own address and the same page in the other languages, for those who look for it."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    page = request.GET.get("page", "")
    tail = f"?page={page}" if page.isdecimal() and page != "1" else ""
    site = settings.SITE_URL
    links = [("canonical", "", f"{site}{request.path}{tail}")]
    links += [("alternate", code, site + in_language(request.path, code) + tail) for code, _name in settings.LANGUAGES]
    links.append(("alternate", "x-default", site + in_language(request.path, settings.LANGUAGE_CODE) + tail))
    return format_html_join(
        "\n",
        '<link rel="{}"{} href="{}">',
        ((rel, format_html(' hreflang="{}"', code) if code else "", address) for rel, code, address in links),
    )
