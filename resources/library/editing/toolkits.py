"""The editors' own lists in the editors' rooms. Those of members and groups are theirs: none opens here, by no number."""

from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from community.members.models import Member
from resources.library.actions.collections import RECORDS
from resources.library.models import Collection
from resources.library.models.collections import edits


class EditorsKeep(BasePermissionPolicy):
    """The office is the one of publishing resources."""

    def user_has_permission(self, user: Member, action: str) -> bool:
        return edits(user)

    def user_has_permission_for_instance(self, user: Member, action: str, instance: Any) -> bool:
        return edits(user) and instance.keeper_id is None and instance.group_id is None


def toolkits() -> "QuerySet[Collection]":
    return Collection.objects.filter(keeper=None, group=None)


def gated(pattern: URLPattern) -> URLPattern:
    """The same route, where a list of somebody else is not there."""
    view = pattern.callback

    @wraps(view)
    def within_reach(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = str(kwargs.get("pk", ""))
        if asked and not (asked.isdecimal() and toolkits().filter(pk=asked).exists()):
            raise Http404
        return view(request, *args, **kwargs)

    return URLPattern(pattern.pattern, within_reach, pattern.default_args, pattern.name)


class ToolkitIndex(generic.IndexView):
    show_export_buttons = False

    def get_base_queryset(self) -> "QuerySet[Collection]":
        return toolkits()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), get_url=self.get_edit_url, sort_key="title"),
            DateColumn("changed_at", label=_("Changed"), sort_key="changed_at"),
        ]


class ToolkitViewSet(ModelViewSet):
    model = Collection
    icon = "list-ul"
    menu_label = _("Toolkits")
    menu_order = 202
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = ToolkitIndex
    panels = [
        FieldPanel("title"),
        FieldPanel("about"),
        InlinePanel(
            "items",
            panels=[FieldPanel("resource"), FieldPanel("note")],
            label=_("record"),
            heading=_("Records"),
            max_num=RECORDS,
        ),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [gated(pattern) for pattern in super().get_urlpatterns()]

    def get_permissions_to_register(self) -> Any:
        return super().get_permissions_to_register().none()


register_permission_policy(Collection, EditorsKeep(Collection))


@hooks.register("register_admin_viewset")
def viewset() -> ToolkitViewSet:
    return ToolkitViewSet("toolkits")
