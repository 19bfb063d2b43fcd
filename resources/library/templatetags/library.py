"""Words about files, languages and places in a row or a button."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from resources.library import languages
from resources.library.models import Resource, ResourceFile

register = template.Library()
SLOW = 50_000  # bytes a second: 400 kbit/s
PLACES = 3  # named in a row; the rest is a number
register.filter("tongue", languages.name)
register.filter("own_tongue", languages.own_name)
register.filter("runs", languages.direction)


@register.filter
def size(number: int) -> str:
    """`4.2 KB`, `84 KB`, `1.2 MB`: what it costs to take, right within 5 %, in steps of 1,000 as operators count."""
    if number < 1000:
        return ngettext("%(number)d byte", "%(number)d bytes", number) % {"number": number}
    unit, words = (1000, _("%(number)s KB")) if number < 999_500 else (1_000_000, _("%(number)s MB"))
    decimals = 0 if 20_000 <= number < 999_500 else 1
    return words % {"number": number_format(round(number / unit, decimals), decimals)}  # which cuts, not rounds


@register.filter
def pages(number: int | None) -> str:
    return ngettext("%(number)d page", "%(number)d pages", number) % {"number": number} if number else ""


@register.filter
def wait(number: int) -> str:
    """How long so many bytes take on a slow line, where that is a minute or more."""
    minutes = round(number / SLOW / 60)
    words = ngettext("About %(number)d minute on a slow line.", "About %(number)d minutes on a slow line.", minutes)
    return words % {"number": minutes} if minutes else ""


@register.filter
def file_facts(file: ResourceFile) -> str:
    """`PDF, English, 2 pages`; the size stands beside it."""
    return ", ".join(filter(None, [file.type.label, languages.name(file.language), pages(file.pages)]))


@register.filter
def facts(resource: Resource) -> str:
    """One line of a list: `Guideline, Kenya, 2018. English, French. Word, 1 page, 38 KB.`"""
    places = [str(place) for place in [*resource.countries.all(), *resource.regions.all()]]
    if len(places) > PLACES:
        more = len(places) - PLACES + 1
        rest = ngettext("%(number)d more country", "%(number)d more countries", more) % {"number": more}
        places = [*places[: PLACES - 1], rest]
    first = ", ".join(filter(None, [str(resource.get_kind_display()), *places, str(resource.year or "")]))
    tongues = ", ".join(languages.name(code) for code in resource.language_codes)
    return " ".join(f"{part}." for part in (first, tongues, _carrier(resource)) if part)


def _carrier(resource: Resource) -> str:
    files = list(resource.files.all())
    if files:
        least = files[0]
        words = [least.type.label, pages(least.pages), size(least.bytes)]
        if len(files) > 1:
            words = [ngettext("%(number)d file", "%(number)d files", len(files)) % {"number": len(files)}]
            words.append(_("from %(size)s") % {"size": size(least.bytes)})
        return ", ".join(filter(None, words))
    hosts = sorted({link.host for link in resource.links.all()})
    return _("A link to %(host)s") % {"host": hosts[0]} if hosts else ""
