"""“Send it to me by e-mail”: the address and the size first, then a button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.discussions.forms import Keyed
from resources.library import downloads
from resources.library.actions.send import parcel_of, refusal, send_file
from resources.library.views.reading import asked_file


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def resource_send(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    file = asked_file(request, slug, number)
    form = Keyed(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        parcel = send_file(request.user, file, key=form.cleaned_data["key"])  # type: ignore[arg-type]
        if parcel.attached:
            downloads.count(request, file)
        messages.success(request, _("It is on its way to %(address)s.") % {"address": request.user.email})  # type: ignore[union-attr]
        return redirect(file.resource)
    values = {
        "file": file,
        "resource": file.resource,
        "form": form,
        "parcel": parcel_of(file),
        "refusal": refusal(request.user),  # type: ignore[arg-type]
    }
    return render(request, "library/send.html", values, status=422 if form.errors else 200)
