"""The page where an editor brings in a file of records: send it, read what it would do, do it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from resources.library.actions import bring
from resources.library.actions.revise import may
from resources.library.editing.forms import BeginForm, ImportForm
from resources.library.imports.columns import COLUMNS
from resources.library.models import Import, ImportState


def send_file(request: HttpRequest) -> HttpResponse:
    if not may(request.user, "add") or not may(request.user, "change"):  # type: ignore[arg-type]
        raise PermissionDenied
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            taken = bring.take(request.user, values["key"], values["file"], values["pillar"])  # type: ignore[arg-type]
            return redirect("library_import", taken.pk)
        except ValidationError as error:
            form.add_error("file", error)
    mine = Import.objects.visible_to(request.user)[:10]
    context = {"form": form, "columns": COLUMNS, "mine": mine, "breadcrumbs_items": _trail()}
    return render(request, "library/admin/import.html", context, status=422 if form.errors else 200)


def look_and_begin(request: HttpRequest, pk: int) -> HttpResponse:
    taken = Import.objects.visible_to(request.user).filter(pk=pk).first()
    if taken is None:
        raise Http404
    form = BeginForm(request.POST) if request.method == "POST" else BeginForm()
    if request.method == "POST" and form.is_valid():
        try:
            bring.start(request.user, taken, **form.cleaned_data)  # type: ignore[arg-type]
            return redirect("library_import", taken.pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "taken": taken,
        "state": ImportState(taken.state).name,
        "told": taken.found,
        "may_publish": may(request.user, "publish"),  # type: ignore[arg-type]
        "breadcrumbs_items": _trail(taken.filename),
    }
    return render(request, "library/admin/import_one.html", context, status=422 if form.errors else 200)


def _trail(last: str = "") -> list[dict[str, Any]]:
    from django.urls import reverse

    here = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("wagtailsnippets_library_resource:list"), "label": _("Resources")},
        {"url": reverse("library_import_new") if last else "", "label": _("Bring in a file")},
    ]
    return [*here, {"url": "", "label": last}] if last else here
