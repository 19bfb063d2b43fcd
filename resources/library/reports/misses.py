"""What people looked for and did not find, for editors: words asked for more than once, never who."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Max, Sum
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from foundation.templatetags.commons import in_language
from resources.library import languages
from resources.library.models import Miss
from resources.library.reports.figures import first_of
from resources.library.reports.months import ForEditors, MonthsView

OCCASIONS = 2  # what was asked for once may be one person's own words
PAGE = 100
Row = dict[str, Any]


class MissesView(MonthsView):
    template_name = "library/admin/misses.html"
    page_title = _("Looked for and not found")
    header_icon = "search"
    file_name = "not-found"

    def look(self) -> None:
        self.missed = missed(self.first, self.last)

    def rows(self) -> Iterator[Sequence[str]]:
        yield _t("Words"), _t("Language of the pages"), _t("Times"), _t("Last day")
        for row in self.missed:
            yield row["words"], languages.name(row["language"]), str(row["times"]), row["last"].isoformat()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.missed, PAGE).get_page(self.request.GET.get("p"))
        months = {"from": f"{self.first:%Y-%m}", "to": f"{self.last:%Y-%m}"}
        return super().get_context_data(**kwargs) | {
            "page": page,
            "rows": [told(row) for row in page],
            "first": self.first,
            "last": self.last,
            "base": urlencode(months),
            "vocabularies": [
                (label, reverse(f"wagtailsnippets_vocabulary_{name}:list"))
                for name, label in (("theme", _t("Themes")), ("cadre", _t("Cadres")), ("country", _t("Countries")))
            ],
        }


def missed(first: date, last: date) -> list[Row]:
    """The commonest first, of whole months. One query."""
    days = {"day__gte": first, "day__lt": first_of(last, -1)}
    rows = Miss._base_manager.filter(**days).values("words", "language").order_by()
    asked = rows.annotate(times=Sum("count"), last=Max("day")).filter(times__gte=OCCASIONS)
    return list(asked.order_by("-times", "-last", "words", "language"))


def told(row: Row) -> Row:
    address = in_language(reverse("resources"), row["language"])
    return {
        **row,
        "spoken": languages.name(row["language"]),
        "address": f"{address}?{urlencode({'q': row['words']})}",
    }


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("reports/not-found/", MissesView.as_view(), name="library_misses")]


@hooks.register("register_reports_menu_item")
def item() -> ForEditors:
    return ForEditors(_("Looked for and not found"), reverse("library_misses"), icon_name="search", order=1110)
