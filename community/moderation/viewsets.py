"""The queue in the editors' rooms, for moderators: a list with filters and a page for each case. Nothing is added or
changed here but by the decisions of the case."""

from typing import Any

import django_filters
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.permission_policies import BasePermissionPolicy

from community.discussions.models import Board
from community.members.models import Member
from community.moderation.models import Report, ReportQuerySet
from community.moderation.views import case
from foundation.queues import QueueViewSet


class ModeratorsRead(BasePermissionPolicy):
    """Who may moderate may look; what they see in the list is the queryset's matter."""

    def user_has_permission(self, user: Member, action: str) -> bool:
        return action == "view" and user.is_moderator

    def user_has_permission_for_instance(self, user: Member, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action)


def boards(request: HttpRequest | None) -> Any:
    return Board.objects.visible_to(request.user) if request else Board.objects.none()


class ReportFilters(WagtailFilterSet):
    board = django_filters.ModelChoiceFilter(field_name="post__topic__board", queryset=boards, label=_("Board"))

    class Meta:
        model = Report
        fields = ["state", "reason"]

    def filter_queryset(self, queryset: ReportQuerySet) -> ReportQuerySet:
        """A board is asked only of posts whose place the reader may know."""
        found: ReportQuerySet = super().filter_queryset(queryset)
        return found.filter(whole=True) if self.form.cleaned_data.get("board") else found


def place(report: Report) -> str:
    return report.post.topic.title if report.whole else gettext("A post in a group you are not in")  # type: ignore[attr-defined]


class ReportIndex(generic.IndexView):
    any_permission_required = ["view"]
    filterset_class = ReportFilters
    default_ordering = ("-state", "-urgent", "created_at")  # open ones first, of these what may mean danger
    show_export_buttons = False
    list_export: list[str] = []

    def get_base_queryset(self) -> ReportQuerySet:
        who = self.request.user
        return Report.objects.visible_to(who).marked_for(who).weighed().select_related("post__topic")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("reason", label=_("Reason"), accessor="get_reason_display", get_url=self.get_inspect_url),
            Column("place", label=_("Discussion"), accessor=place),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            DateColumn("created_at", label=_("Reported"), sort_key="created_at"),
        ]

    def get_page_subtitle(self) -> str:
        number = Report.objects.visible_to(self.request.user).open().count()
        return ngettext("%(number)s open", "%(number)s open", number) % {"number": number}


class CaseView(generic.InspectView):
    any_permission_required = ["view"]
    template_name = "moderation/admin/case.html"
    page_title = _("A reported post")

    def get_object(self, queryset: Any = None) -> Report:
        found = Report.objects.visible_to(self.request.user).filter(pk=self.pk).first()
        if found is None:
            raise Http404
        return found

    def get_fields(self) -> list[str]:
        return []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.judged = case.judge(request, self.object.post_id) if request.user.is_moderator else None  # type: ignore[union-attr]
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.judged and self.judged.done:
            return redirect(self.index_url_name)  # type: ignore[arg-type]
        return self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.judged
        return super().get_context_data(**kwargs) | case.values_of(self.request, self.judged)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        assert self.judged
        return super().render_to_response(context, status=self.judged.status, **kwargs)


class ReportViewSet(QueueViewSet):
    model = Report
    icon = "warning"
    menu_label = _("Reports of posts")
    menu_order = 310
    index_view_class = ReportIndex
    inspect_view_class = CaseView
