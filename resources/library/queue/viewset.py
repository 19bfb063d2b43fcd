"""What members sent, for those who may publish resources: a list, and a page for each with what helps to decide."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.permission_policies import BasePermissionPolicy

from community.members.models import Member
from foundation import downloads
from foundation.queues import QueueViewSet
from foundation.vocabulary.models import Country, Theme
from resources.library import languages
from resources.library.actions import decide
from resources.library.models import Leaf, Reading, ResourceFile, Submission
from resources.library.models.submissions import Decision, SubmissionQuerySet, is_decider
from resources.library.queue.duplicates import likely
from resources.library.queue.suggesting import LETTERS, suggest

PAGES = 10  # whose text is shown


class DecidersRead(BasePermissionPolicy):
    """The office is the one of publishing: who could not publish the draft does not decide."""

    def user_has_permission(self, user: Member, action: str) -> bool:
        return action == "view" and is_decider(user)

    def user_has_permission_for_instance(self, user: Member, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action)


class SubmissionFilters(WagtailFilterSet):
    class Meta:
        model = Submission
        fields = ["decision", "language"]


def sender(one: Submission) -> str:
    return one.member.display_name if one.member else gettext("Somebody who has left")


def what(one: Submission) -> str:
    return gettext("File") if one.filename else gettext("Link")


class SubmissionIndex(generic.IndexView):
    any_permission_required = ["view"]
    filterset_class = SubmissionFilters
    default_ordering = ("-decision", "sent_at")  # those that wait first, of these the oldest
    show_export_buttons = False
    list_export: list[str] = []

    def get_base_queryset(self) -> SubmissionQuerySet:
        return Submission.objects.judged_by(self.request.user).select_related("member")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), get_url=self.get_inspect_url),
            Column("member", label=_("Sent by"), accessor=sender),
            Column("what", label=_("What"), accessor=what),
            Column("decision", label=_("State"), accessor="get_decision_display", sort_key="decision"),
            DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
        ]

    def get_page_subtitle(self) -> str:
        number = Submission.objects.judged_by(self.request.user).filter(decision=Decision.WAITING).count()
        return ngettext("%(number)s waits", "%(number)s wait", number) % {"number": number}


class DecideForm(forms.Form):
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"), queryset=Theme.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    countries = forms.ModelMultipleChoiceField(
        label=_("Countries"), queryset=Country.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label=_("Why not"), max_length=decide.LONGEST_REASON, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The sender reads it."),
    )  # fmt: skip

    def __init__(self, *args: Any, themes: list[Theme], countries: list[Country], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("themes", themes), ("countries", countries)):
            if not found:
                del self.fields[name]
                continue
            self.fields[name].initial = keys = [term.pk for term in found]
            self.fields[name].queryset = type(found[0])._base_manager.filter(pk__in=keys)  # type: ignore[attr-defined]


class SubmissionView(generic.InspectView):
    any_permission_required = ["view"]
    template_name = "library/admin/submission.html"
    page_title = _("A submission")
    status, late = 200, False
    form: DecideForm | None = None

    def get_object(self, queryset: Any = None) -> Submission:
        seen = Submission.objects.judged_by(self.request.user).select_related(
            "member", "resource", "country", "decided_by"
        )
        found = seen.filter(pk=self.pk).first()
        if found is None:
            raise Http404
        return found

    def get_fields(self) -> list[str]:
        return []

    @cached_property
    def text(self) -> str:
        if not self.object.checksum:
            return ""
        leaves = Leaf._base_manager.filter(reading__checksum=self.object.checksum).order_by("number")
        return "\n\n".join(leaves.values_list("text", flat=True)[:PAGES])[:LETTERS]

    @cached_property
    def suggested(self) -> Any:
        sent = self.object
        return suggest(sent.title, sent.about, self.text, sent.language)

    def made_form(self, *args: Any) -> DecideForm:
        return DecideForm(*args, themes=self.suggested.themes, countries=self.suggested.countries)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        who, form = request.user, self.made_form(request.POST)
        try:
            if form.is_valid() and "take" in request.POST:
                values = {name: form.cleaned_data.get(name, ()) for name in ("themes", "countries")}
                made = decide.take(who, self.object, **values)  # type: ignore[arg-type]
                return redirect("wagtailsnippets_library_resource:edit", made.pk)
            if form.is_valid():
                decide.decline(who, self.object, form.cleaned_data["why"])  # type: ignore[arg-type]
                return redirect(self.index_url_name)  # type: ignore[arg-type]
        except decide.Decided:
            self.late, self.object = True, self.get_object()
        except ValidationError as error:
            form.add_error(None, error)
        self.form, self.status = form, 409 if self.late else 422
        return self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent, guessed = self.object, self.suggested.language
        return super().get_context_data(**kwargs) | {
            "sent": sent,
            "sender": sender(sent),
            "late": self.late,
            "waits": sent.decision == Decision.WAITING,
            "text": self.text,
            "reading": Reading._base_manager.filter(checksum=sent.checksum).first() if sent.checksum else None,
            "likely": likely(self.request.user, sent),  # type: ignore[arg-type]
            "guessed": languages.name(guessed) if guessed else "",
            "form": self.form or self.made_form(),
            "file_url": reverse("submission:file", args=[sent.pk]) if kept_file(sent) else "",
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return super().render_to_response(context, status=self.status, **kwargs)


def kept_file(sent: Submission) -> Any:
    if sent.file or not sent.resource_id:
        return sent.file or None
    taken = ResourceFile.objects.filter(resource=sent.resource_id, checksum=sent.checksum).first()
    return taken.file if taken else None


def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What was sent, to who decides about it, also from the draft it was taken into; never shown inside the page."""
    sent = Submission.objects.judged_by(request.user).filter(pk=pk).first()
    kept = kept_file(sent) if sent else None
    if sent is None or kept is None or not kept.storage.exists(str(kept.name)):
        raise Http404
    given = downloads.Given(
        kept, sent.filename, sent.content_type, sent.bytes, sent.checksum, int(sent.sent_at.timestamp()),
        cache="private, no-store",
    )  # fmt: skip
    return downloads.answer(request, given)


class SubmissionViewSet(QueueViewSet):
    model = Submission
    icon = "upload"
    menu_label = _("Sent in")
    menu_order = 210
    index_view_class = SubmissionIndex
    inspect_view_class = SubmissionView

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("file/<int:pk>/", file, name="file")]
