"""Downloads as editors read them: tables, bars and a CSV."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from resources.library.reports.charts import chart
from resources.library.reports.figures import figures, taken, total
from resources.library.reports.months import ForEditors, MonthsView


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


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [path("reports/downloads/", DownloadsView.as_view(), name="library_downloads")]


@hooks.register("register_reports_menu_item")
def item() -> MenuItem:
    return ForEditors(_("Downloads"), reverse("library_downloads"), icon_name="download", order=1100)
