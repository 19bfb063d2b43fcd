"""Records that lack something, and pictures that nobody has described: each row leads to where it is mended."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import django_filters
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from foundation.pictures.models import Picture
from resources.library.editing.gate import handled_by
from resources.library.imports.columns import cell
from resources.library.models import Resource
from resources.library.reports.gaps import LABELS, having, marked, told

A_WHILE = 200  # rows of a CSV that are asked for together


class GapFilters(WagtailFilterSet):
    gap = django_filters.ChoiceFilter(
        label=_("What is missing"), choices=list(LABELS.items()), method="lacking", empty_label=_("Anything")
    )
    live = django_filters.BooleanFilter(label=_("Published"))

    class Meta:
        model = Resource
        fields = ["live", "kind"]

    def lacking(self, records: Any, _name: str, kind: str) -> Any:
        return having(records, kind)


class MissingView(ReportView):
    page_title = _("What records lack")
    header_icon = "warning"
    model = Resource
    filterset_class = GapFilters
    any_permission_required = ["change"]
    index_url_name = "library_missing"
    index_results_url_name = "library_missing_results"
    default_ordering = "-added_at"
    list_export = ["title", "gaps", "address"]

    def get_queryset(self) -> Any:
        return having(handled_by(self.request.user)).order_by("-added_at", "-pk")

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        """The page's records with what each lacks: one query more."""
        if self.is_export:
            return object_list
        shown = list(object_list)  # the table holds the same records, so they are marked in place
        found = marked(handled_by(self.request.user).filter(pk__in=[one.pk for one in shown]))
        told_by = {one.pk: told(one) for one in found}
        for one in shown:
            one.gaps = told_by.get(one.pk, "")
        return shown

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), get_url=edit_address),
            Column("gaps", label=_("Missing"), accessor=lambda one: getattr(one, "gaps", "")),
            Column("kind", label=_("Type"), accessor="get_kind_display"),
            Column("live", label=_("Published"), accessor=lambda one: _("Yes") if one.live else _("No")),
            DateColumn("added_at", label=_("Added")),
        ]

    def write_csv_response(self, queryset: Any) -> StreamingHttpResponse:
        response = StreamingHttpResponse(rows(queryset), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="missing.csv"'
        return response

    FORMATS = ("csv",)

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [button for button in super().header_more_buttons if "export=xlsx" not in str(button.url)]


def rows(records: Any) -> Iterator[bytes]:
    out = io.StringIO()
    csv.writer(out).writerow(["title", "missing", "edit"])
    for record in marked(records).iterator(chunk_size=A_WHILE):
        csv.writer(out).writerow([cell("title", record.title), told(record), edit_address(record)])
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode()


def edit_address(record: Resource) -> str:
    return reverse("wagtailsnippets_library_resource:edit", args=[record.pk])


class PicturesView(ReportView):
    page_title = _("Pictures without a description")
    header_icon = "image"
    model = Picture
    any_permission_required = ["add", "change"]
    index_url_name = "library_undescribed"
    index_results_url_name = "library_undescribed_results"
    show_export_buttons = False
    default_ordering = "-created_at"

    def get_queryset(self) -> Any:
        return Picture.objects.visible_to(self.request.user).filter(alt="").order_by("-created_at", "-pk")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), get_url=lambda one: reverse("wagtailimages:edit", args=[one.pk])),
            DateColumn("created_at", label=_("Added")),
        ]


class ForEditors(MenuItem):
    right = "library.change_resource"

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.right)  # type: ignore[union-attr]


class ForPictures(ForEditors):
    def is_shown(self, request: HttpRequest) -> bool:
        from wagtail.images.permissions import permission_policy

        return permission_policy.user_has_any_permission(request.user, ["add", "change"])


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [
        path("reports/missing/", MissingView.as_view(), name="library_missing"),
        path("reports/missing/results/", MissingView.as_view(results_only=True), name="library_missing_results"),
        path("reports/pictures/", PicturesView.as_view(), name="library_undescribed"),
        path("reports/pictures/results/", PicturesView.as_view(results_only=True), name="library_undescribed_results"),
    ]


@hooks.register("register_reports_menu_item")
def missing_item() -> MenuItem:
    return ForEditors(_("What records lack"), reverse("library_missing"), icon_name="warning", order=1000)


@hooks.register("register_reports_menu_item")
def pictures_item() -> MenuItem:
    return ForPictures(
        _("Pictures without a description"), reverse("library_undescribed"), icon_name="image", order=1010
    )
