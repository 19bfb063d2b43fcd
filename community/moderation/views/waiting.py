"""Letting in a post that waits, or refusing it with a reason."""

from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.discussions.models import Held, Waits
from community.moderation import actions, counts
from community.moderation.actions.waiting import Gone
from community.moderation.forms import RefuseForm
from community.moderation.views.queue import judge_of
from foundation import downloads


def _held(request: HttpRequest, pk: int) -> Held:
    held = Held.objects.judged_by(judge_of(request)).select_related("author", "board__group", "topic__board__group")
    return get_object_or_404(held, pk=pk)


@login_required
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    held = _held(request, pk)
    try:
        actions.approve(request.user, held)  # type: ignore[arg-type]
    except Gone:
        return _gone(request)
    counts.forget(request.user)  # type: ignore[arg-type]
    messages.success(request, _("Posted. The author has been told."))
    return redirect("moderation_waiting")


@login_required
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    held = _held(request, pk)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse(request.user, held, form.cleaned_data["why"])  # type: ignore[arg-type]
        except Gone:
            return _gone(request)
        counts.forget(request.user)  # type: ignore[arg-type]
        messages.success(request, _("Refused. The author has been told why."))
        return redirect("moderation_waiting")
    return render(request, "moderation/refuse.html", {"held": held, "form": form}, status=422 if form.is_bound else 200)


@login_required
@require_safe
def file(request: HttpRequest, pk: int, place: int) -> HttpResponseBase:
    """A file that waits with its post, to who decides about it."""
    held = _held(request, pk)
    stored: list[dict[str, Any]] = held.values.get("stored", [])  # type: ignore[assignment]
    if held.state != Waits.WAITING or not 0 <= place < len(stored):
        raise Http404
    row = stored[place]
    if not default_storage.exists(row["file"]):
        raise Http404
    found = SimpleNamespace(storage=default_storage, name=row["file"])
    changed = int(held.created_at.timestamp())
    mark = f"held-{held.pk}-{place}"
    given = downloads.Given(found, row["name"], row["mime"], row["bytes"], mark, changed, inline=bool(row.get("width")))
    response = downloads.answer(request, given)
    response["Cache-Control"] = "private, no-store"
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/late.html", status=409)
