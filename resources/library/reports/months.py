"""What the editors' reports of some months have in common: who reads them, the period, the sheet for spreadsheets."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from resources.library.imports.columns import cell
from resources.library.reports.figures import first_of

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
