"""The resources of a group: its tab, putting something up, and what its coordinators do."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.groups.models import Group
from community.groups.views import frame_of
from foundation import downloads
from resources.library.actions import shelf
from resources.library.models import Resource, ResourceFile
from resources.library.submit_form import ShelfForm
from resources.library.use_forms import HideForm
from resources.library.views.browse import ROW

PAGE = 20


def _joined(request: HttpRequest, slug: str) -> Group:
    return get_object_or_404(Group.objects.joined_by(request.user).counted(), slug=slug)


def _waiting(group: Group, leads: bool) -> Any:
    drafts = Resource.objects.filter(group=group, live=False) if leads else Resource.objects.none()
    return drafts.prefetch_related(*ROW)


@login_required
@require_safe
def group_resources(request: HttpRequest, slug: str) -> HttpResponse:
    """Only who is in the group comes here, whatever others may read of it."""
    frame = frame_of(request, _joined(request, slug))
    shown = Resource.objects.visible_to(request.user).filter(group=frame["group"]).prefetch_related(*ROW)
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    values = {"page": page, "place": "resources", "waiting": _waiting(frame["group"], bool(frame["leads"]))}  # type: ignore[arg-type]
    return render(request, "library/group_resources.html", {**frame, **values})


@login_required
def group_resource_new(request: HttpRequest, slug: str) -> HttpResponse:
    frame = frame_of(request, _joined(request, slug))
    form = ShelfForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = shelf.put_on_shelf(request.user, frame["group"], **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(
                request, _("It is there.") if made.live else _("A coordinator looks at it first. You hear.")
            )
            return redirect("group_resources", slug)
        except ValidationError as error:
            form.add_error(None, error)
    values = {**frame, "form": form, "place": "resources"}
    return render(request, "library/group_resource_new.html", values, status=422 if form.is_bound else 200)


@login_required
@require_safe
def group_resource_file(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """A file that waits, to those who decide about it."""
    group = _joined(request, slug)
    if not group.is_led_by(request.user):
        raise Http404
    file = ResourceFile.objects.filter(pk=number, resource__group=group, resource__live=False).first()
    if file is None or not file.file.storage.exists(str(file.file.name)):
        raise Http404
    given = downloads.Given(
        file.file, file.filename, file.content_type, file.bytes, file.checksum, int(file.added_at.timestamp()),
        cache="private, no-store",
    )  # fmt: skip
    return downloads.answer(request, given)


@login_required
def group_resource_act(request: HttpRequest, slug: str, number: int, act: str) -> HttpResponse:
    """Let something that waits in, or take something away, after a look at what that means."""
    group = _joined(request, slug)
    if not group.is_led_by(request.user):
        raise Http404
    found = get_object_or_404(Resource.objects.filter(group=group).select_related("group"), pk=number)
    if request.method == "POST" and act == "show":
        return _done(request, group, shelf.let_on_shelf, found, said=_("It is there for the group now."))
    form = HideForm(request.POST or None)
    form.fields["why"].required = False  # where it is one's own, nobody is told
    if request.method == "POST" and form.is_valid():
        try:
            return _done(
                request, group, shelf.take_off_shelf, found, form.cleaned_data["why"], said=_("It is taken away.")
            )
        except ValidationError as error:
            form.add_error(None, error)
    values = {"group": group, "resource": found, "form": form, "act": act}
    return render(request, "library/group_resource_act.html", values, status=422 if form.is_bound else 200)


def _done(request: HttpRequest, group: Group, act: Any, *values: Any, said: str) -> HttpResponse:
    try:
        act(request.user, *values)
    except shelf.Gone:
        raise PermissionDenied(_("Another coordinator has taken it away meanwhile.")) from None
    messages.success(request, said)
    return redirect("group_resources", group.slug)
