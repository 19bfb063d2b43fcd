"""Downloads as editors read them: tables, bars and a CSV."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from resources.library.imports.columns import cell
from resources.library.reports.charts import chart
from resources.library.reports.figures import figures, first_of, taken, total

MONTHS, LONGEST = 12, 120  # shown when nothing is chosen; at most


class MonthsView(WagtailAdminTemplateMixin, TemplateView):
    """A report of some months for editors, as a page and as a sheet for spreadsheets."""

    file_name: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("library.change_resource"):  # type: ignore[union-attr]
            raise PermissionDenied(_t("Only editors read this report."))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.first, self.last = period(request.GET.get("from", ""), request.GET.get("to", ""))
        self.look()
        if request.GET.get("export") == "csv":
            return self.as_csv()
        return self.render_to_response(self.get_context_data())

    def look(self) -> None:
        """Asks for what the page and the sheet show."""

    def rows(self) -> Iterator[Sequence[str]]:
        """Of the sheet, its head first."""
        yield from ()

    def as_csv(self) -> HttpResponse:
        """With the mark by which a spreadsheet knows the letters, and no cell that it would run."""
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        name = f"{self.file_name}-{self.first:%Y-%m}-{self.last:%Y-%m}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        csv.writer(response).writerows([cell("", text) for text in row] for row in self.rows())
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        reports = {"url": reverse("wagtailadmin_reports:site_history"), "label": _("Reports")}
        return [*self.breadcrumbs_items, reports, {"url": "", "label": self.page_title}]


class DownloadsView(MonthsView):
    template_name = "library/admin/downloads.html"
    page_title = _("Downloads")
    header_icon = "download"
    file_name = "downloads"

    def look(self) -> None:
        self.found = taken(self.request.user, self.first, self.last)  # type: ignore[arg-type]
        self.figures = figures(self.found, self.first, self.last)

    def rows(self) -> Iterator[Sequence[str]]:
        yield _t("Table"), _t("What"), _t("File"), _t("Downloads")
        for figure in self.figures:
            for row in figure.rows:
                yield figure.title, row.label, row.more, row.shown if row.number is None else str(row.number)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "figures": [(figure, chart(figure)) for figure in self.figures],
            "total": total(self.found),
            "first": self.first,
            "last": self.last,
        }


def period(first: str, last: str) -> tuple[date, date]:
    """Whole months, written `2026-03`; nonsense is as nothing chosen."""
    now = first_of(timezone.now().date())
    end = _month(last) or now
    begin = _month(first) or first_of(end, MONTHS - 1)
    begin, end = min(begin, end), max(begin, end)
    return max(begin, first_of(end, LONGEST - 1)), end


def _month(text: str) -> date | None:
    try:
        found = datetime.strptime(text.strip()[:7], "%Y-%m").date()
    except ValueError:
        return None
    return found if 2000 <= found.year < 2200 else None


class ForEditors(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("library.change_resource")  # type: ignore[union-attr]


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("reports/downloads/", DownloadsView.as_view(), name="library_downloads")]


@hooks.register("register_reports_menu_item")
def item() -> MenuItem:
    return ForEditors(_("Downloads"), reverse("library_downloads"), icon_name="download", order=1100)
