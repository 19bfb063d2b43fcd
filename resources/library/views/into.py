"""Putting a record into a list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from resources.library.actions import collections as actions
from resources.library.collection_forms import IntoForm
from resources.library.models import Collection, Resource


@login_required
def into(request: HttpRequest, slug: str) -> HttpResponse:
    resource = get_object_or_404(Resource.objects.visible_to(request.user), slug=slug)
    form = IntoForm(request.user, resource, request.POST or None)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        try:
            which = _put(request, form, resource)
            messages.success(request, _("“%(title)s” is in the list.") % {"title": resource.title})
            return redirect(which)
        except ValidationError as refused:
            form.add_error(None, refused.messages)  # type: ignore[arg-type]
    context = {"form": form, "resource": resource}
    return render(request, "library/collection_into.html", context, status=422 if form.is_bound else 200)


def _put(request: HttpRequest, form: IntoForm, resource: Resource) -> Collection:
    values = form.cleaned_data
    which = form.lists.get(values.get("which", ""))
    which = which or actions.make(request.user, title=values["title"], key=values["key"])  # type: ignore[arg-type]
    actions.put_in(request.user, which, resource, values["note"])  # type: ignore[arg-type]
    return which
