from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from community.moderation.models import Report
from community.moderation.trail import TrailView
from community.moderation.viewsets import ModeratorsRead, ReportViewSet
from foundation.audit.models import Entry

register_permission_policy(Report, ModeratorsRead(Report))
register_permission_policy(Entry, ModeratorsRead(Entry))


class ForModerators(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_moderator  # type: ignore[union-attr]


@hooks.register("register_admin_viewset")
def reports() -> ReportViewSet:
    return ReportViewSet("report")


@hooks.register("register_admin_urls")
def trail() -> list[Any]:
    return [
        path("reports/audit/", TrailView.as_view(), name="moderation_trail"),
        path("reports/audit/results/", TrailView.as_view(results_only=True), name="moderation_trail_results"),
    ]


@hooks.register("register_reports_menu_item")
def trail_item() -> MenuItem:
    return ForModerators(_("Who did what, and why"), reverse("moderation_trail"), icon_name="history", order=1200)
