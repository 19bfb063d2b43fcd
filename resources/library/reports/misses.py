"""What people looked for and did not find, for editors: words asked for more than once, never who."""

import csv
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from foundation.templatetags.commons import in_language
from resources.library import languages
from resources.library.imports.columns import cell
from resources.library.models import Miss
from resources.library.reports.downloads import ForEditors, period
from resources.library.reports.figures import first_of

OCCASIONS = 2  # what was asked for once may be one person's own words
PAGE = 100
Row = dict[str, Any]


class MissesView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "library/admin/misses.html"
    page_title = _("Looked for and not found")
    header_icon = "search"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("library.change_resource"):  # type: ignore[union-attr]
            raise PermissionDenied(_t("Only editors read this report."))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.first, self.last = period(request.GET.get("from", ""), request.GET.get("to", ""))
        self.missed = missed(self.first, self.last)
        if request.GET.get("export") == "csv":
            return as_csv(self.missed, f"not-found-{self.first:%Y-%m}-{self.last:%Y-%m}.csv")
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        reports = {"url": reverse("wagtailadmin_reports:site_history"), "label": _("Reports")}
        return [*self.breadcrumbs_items, reports, {"url": "", "label": self.page_title}]

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


def as_csv(rows: list[Row], name: str) -> HttpResponse:
    """With the mark by which a spreadsheet knows the letters, and no cell that it would run."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    sheet = csv.writer(response)
    sheet.writerow([_t("Words"), _t("Language of the pages"), _t("Times"), _t("Last day")])
    for row in rows:
        texts = (row["words"], languages.name(row["language"]), str(row["times"]), row["last"].isoformat())
        sheet.writerow([cell("", text) for text in texts])
    return response


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("reports/not-found/", MissesView.as_view(), name="library_misses")]


@hooks.register("register_reports_menu_item")
def item() -> ForEditors:
    return ForEditors(_("Looked for and not found"), reverse("library_misses"), icon_name="search", order=1110)
