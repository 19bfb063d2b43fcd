"""What can be done with the records that are ticked in the list."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseBase
from django.utils.functional import classproperty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from resources.library.actions import bulk
from resources.library.actions.revise import may
from resources.library.editing.forms import BulkForm
from resources.library.editing.gate import handled_by
from resources.library.editing.index import as_file
from resources.library.imports.out import FORMATS
from resources.library.models import Resource

NAMED = 10  # refusals that the message names


def within_reach(who: Any, numbers: Any) -> list[Resource]:
    found = list(handled_by(who).filter(pk__in=[number for number in numbers if str(number).isdecimal()]))
    if not found:
        raise Http404
    return found


class OfRecords(SnippetBulkAction):
    """Only those within reach: a number that is guessed is passed over like one that is not there."""

    act = "change"
    template_name = "library/admin/bulk.html"
    what = ""
    button = ""

    @classproperty
    def models(cls) -> list[Any]:
        return [Resource]

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        return handled_by(self.request.user).values_list("pk", flat=True)

    def get_queryset(self, model: Any, object_ids: Any) -> list[Resource]:
        return within_reach(self.request.user, object_ids)

    def check_perm(self, obj: Resource) -> bool:
        return may(self.request.user, self.act)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not may(self.request.user, self.act):
            raise PermissionDenied
        return super().get_context_data(**kwargs) | {"what": self.display_name, "button": self.button, "why": self.what}

    def form_valid(self, form: forms.Form) -> Any:
        try:
            return super().form_valid(form)
        except (ValidationError, PermissionDenied) as error:
            form.add_error(None, getattr(error, "messages", str(error)))
            return self.form_invalid(form)

    @classmethod
    def execute_action(cls, objects: list[Resource], **context: Any) -> tuple[int, int]:
        self = context["self"]
        self.outcome = self.work(objects)
        return self.outcome.done, 0

    def work(self, objects: list[Resource]) -> bulk.Outcome:
        raise NotImplementedError

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        outcome = self.outcome
        for resource, why in outcome.refused[:NAMED]:
            messages.warning(self.request, _("%(title)s: %(why)s") % {"title": resource, "why": why})
        parts = [ngettext("%(number)s record done.", "%(number)s records done.", outcome.done)]
        told = [parts[0] % {"number": outcome.done}]
        if outcome.waiting:
            told.append(_("%(number)s wait in a draft.") % {"number": outcome.waiting})
        if outcome.refused:
            told.append(_("%(number)s refused.") % {"number": len(outcome.refused)})
        return " ".join(told)


class Change(OfRecords):
    display_name = gettext_lazy("Change")
    action_type = "change"
    aria_label = gettext_lazy("Change the chosen records")
    button = gettext_lazy("Change the records")
    what = gettext_lazy(
        "A field that is left empty stays as it is. What is live and has no draft goes live with the change."
    )
    action_priority = 10
    form_class = BulkForm

    def work(self, objects: list[Resource]) -> bulk.Outcome:
        assert self.cleaned_form
        return bulk.change_many(self.request.user, objects, self.cleaned_form.cleaned_data)


class Publish(OfRecords):
    display_name = gettext_lazy("Publish")
    action_type = "publish"
    aria_label = gettext_lazy("Publish the chosen records")
    button = gettext_lazy("Publish the records")
    what = gettext_lazy("What waits in a draft goes live.")
    action_priority = 20
    act = "publish"

    def work(self, objects: list[Resource]) -> bulk.Outcome:
        return bulk.publish_many(self.request.user, objects)


class Unpublish(OfRecords):
    display_name = gettext_lazy("Unpublish")
    action_type = "unpublish"
    aria_label = gettext_lazy("Unpublish the chosen records")
    button = gettext_lazy("Unpublish the records")
    what = gettext_lazy("Readers find them no more; their drafts stay here.")
    action_priority = 21
    act = "publish"

    def work(self, objects: list[Resource]) -> bulk.Outcome:
        return bulk.unpublish_many(self.request.user, objects)


class FormatForm(forms.Form):
    format = forms.ChoiceField(
        label=gettext_lazy("As"), choices=[(name, form.label) for name, form in FORMATS.items()], initial="csv"
    )


class Download(OfRecords):
    display_name = gettext_lazy("Download")
    action_type = "download"
    aria_label = gettext_lazy("Download the chosen records as a file")
    button = gettext_lazy("Download the records")
    action_priority = 25
    act = "view"
    form_class = FormatForm

    def check_perm(self, obj: Resource) -> bool:
        return any(may(self.request.user, act) for act in ("view", "change"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.act = "view" if may(self.request.user, "view") else "change"
        return super().get_context_data(**kwargs)

    def prepare_action(self, objects: list[Resource], objects_without_access: Any) -> HttpResponseBase:
        assert self.cleaned_form
        chosen = handled_by(self.request.user).filter(pk__in=[one.pk for one in objects])
        return as_file(chosen, self.cleaned_form.cleaned_data["format"])


class Delete(DeleteBulkAction):
    """Wagtail's own, within reach."""

    @classproperty
    def models(cls) -> list[Any]:
        return [Resource]

    def get_queryset(self, model: Any, object_ids: Any) -> list[Resource]:
        return within_reach(self.request.user, object_ids)
