"""The list of records in the editors' rooms: what is filtered can be taken as a file."""

from typing import Any

from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from resources.library.actions.revise import may
from resources.library.imports.out import FORMATS, written
from resources.library.models.resource import ResourceQuerySet


def as_file(records: ResourceQuerySet, name: str) -> StreamingHttpResponse:
    form = FORMATS[name]
    response = StreamingHttpResponse((piece.encode() for piece in written(records, name)), content_type=form.mime)
    response["Content-Disposition"] = f'attachment; filename="resources.{form.ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


class Index(IndexView):
    FORMATS = tuple(FORMATS)  # type: ignore[assignment]
    show_export_buttons = False  # Wagtail's own; ours are below

    def as_spreadsheet(self, queryset: ResourceQuerySet, spreadsheet_format: str) -> StreamingHttpResponse:
        return as_file(queryset, spreadsheet_format)

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        if may(self.request.user, "add") and may(self.request.user, "change"):
            buttons.append(
                Button(_("Bring in a file"), url=reverse("library_import_new"), icon_name="upload", priority=80)
            )
        for place, (name, form) in enumerate(FORMATS.items()):
            label = _("Download as %(format)s") % {"format": form.label}
            buttons.append(Button(label, url=self.get_export_url(name), icon_name="download", priority=90 + place))
        return buttons
