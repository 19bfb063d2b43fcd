"""Bars as a small picture, made here: no script, no style of its own, mirrored where people read from the right."""

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from resources.library.reports.figures import Figure, Row

WIDTH, LABEL, NUMBER, LINE, BAR = 640, 200, 70, 26, 16
LONGEST = 26  # characters of a label
MOST = 24  # bars


def chart(figure: Figure) -> SafeString:
    """The table below it says the same; a screen reader hears the title alone."""
    rows = [row for row in figure.rows if row.number is not None][:MOST]
    most = max((row.number or 0 for row in rows), default=0)
    if not most:
        return SafeString("")
    rtl = get_language_bidi()
    bars = format_html_join("", "{}", ((_bar(row, place, most, rtl),) for place, row in enumerate(rows)))
    title = _("%(title)s. The table below has the same numbers.") % {"title": figure.title}
    return format_html(
        '<svg role="img" width="100%" viewBox="0 0 {} {}" direction="{}" font-size="14" fill="currentColor">'
        "<title>{}</title>{}</svg>",
        WIDTH, len(rows) * LINE, "rtl" if rtl else "ltr", title, bars,
    )  # fmt: skip


def _bar(row: Row, place: int, most: int, rtl: bool) -> SafeString:
    length = round((row.number or 0) / most * (WIDTH - LABEL - NUMBER))
    top, base = place * LINE + (LINE - BAR) // 2, place * LINE + LINE // 2 + 5
    label = row.label if len(row.label) <= LONGEST else row.label[: LONGEST - 1] + "…"
    side = (lambda x, wide=0: WIDTH - x - wide) if rtl else (lambda x, wide=0: x)
    return format_html(
        '<text x="{}" y="{}">{}</text><rect x="{}" y="{}" width="{}" height="{}" fill-opacity=".55"/><text x="{}" y="{}">{}</text>',
        side(0), base, label, side(LABEL, length), top, length, BAR,
        side(LABEL + length + 8), base, number_format(row.number or 0, use_l10n=True, force_grouping=True),
    )  # fmt: skip
