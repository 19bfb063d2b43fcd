"""The audit as moderators read it: without the names of those who wrote under a pseudonym, without closed groups."""

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from community.discussions.models import Held, Post, Topic
from community.groups.models import Group, Reader
from foundation.audit.models import Entry, EntryQuerySet

# Done by moderators alone: whoever does one of these may be named beside a post that has no name itself.
JUDGING = {
    "hide post", "restore post", "edit out post", "hide topic", "restore topic", "close topic", "reopen topic",
    "dismiss reports", "warn author", "suspend author", "approve post", "refuse post",
    "ask who wrote", "agree to see who wrote", "see who wrote",
}  # fmt: skip


def lines_for(reader: Reader) -> EntryQuerySet:
    """What happened in a group is read by who may read in that group now; the rest by moderators."""
    if not reader.is_authenticated or not reader.is_moderator:
        return Entry.objects.none()
    readable = Group.objects.readable_by(reader).values_list("pk", flat=True)
    spaces = ["", "members", *(f"group.{pk}" for pk in readable)]
    return Entry.objects.filter(space__in=spaces).exclude(Q(what__startswith="group:") & Q(space=""))


def name_doers(lines: list[Entry]) -> list[Entry]:
    """Each line gets `doer`: a name, or nothing where it could tell who a pseudonym is. Three queries for all."""
    masked = set()
    for kind, model in (("post", Post), ("topic", Topic)):
        keys = [line.what.split(":")[1] for line in lines if line.what.startswith(f"{kind}:")]
        found = model.objects.filter(pk__in=keys).exclude(pseudonym="")  # type: ignore[attr-defined]
        masked |= {f"{kind}:{pk}" for pk in found.values_list("pk", flat=True)}
    held = [line.what.split(":")[1] for line in lines if line.what.startswith("held:")]
    masked |= {
        f"held:{pk}" for pk in Held.objects.filter(pk__in=held, values__pseudonym=True).values_list("pk", flat=True)
    }
    for line in lines:
        hidden = line.what in masked and line.act not in JUDGING
        line.doer = "" if hidden or line.who is None else line.who.display_name  # type: ignore[attr-defined]
    return lines


class TrailFilters(WagtailFilterSet):
    act = django_filters.CharFilter(lookup_expr="icontains", label=_("Act"))
    at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = Entry
        fields = ["act", "at"]


class TrailView(ReportView):
    page_title = _("Who did what, and why")
    header_icon = "history"
    model = Entry
    filterset_class = TrailFilters
    any_permission_required = ["view"]
    index_url_name = "moderation_trail"
    index_results_url_name = "moderation_trail_results"
    show_export_buttons = False
    is_export = False
    default_ordering = "-at"

    def get_queryset(self) -> EntryQuerySet:
        return lines_for(self.request.user).select_related("who").order_by("-at", "-pk")

    def decorate_paginated_queryset(self, object_list: Any) -> list[Entry]:
        return name_doers(list(object_list))

    @cached_property
    def columns(self) -> list[Column]:
        return [
            DateColumn("at", label=_("When")),
            Column("act", label=_("Act")),
            Column("what", label=_("About")),
            Column("why", label=_("Reason")),
            Column("doer", label=_("By"), accessor=lambda line: getattr(line, "doer", "")),
        ]
