"""Sending a document to the editors, and what became of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from resources.library.actions.submit import submit
from resources.library.models import Submission
from resources.library.submit_form import EvidenceForm, SubmitForm

PAGE = 20


@login_required
def resource_submit(request: HttpRequest) -> HttpResponse:
    evidence = "evidence" in request.GET
    form = (EvidenceForm if evidence else SubmitForm)(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            submit(request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("Thank you. An editor looks at it, and you hear what comes of it."))
            return redirect("resource_sent")
        except ValidationError as error:
            form.add_error(None, error)
    values = {"form": form, "evidence": evidence}
    return render(request, "library/submit.html", values, status=422 if form.is_bound else 200)


@login_required
@require_safe
def resource_sent(request: HttpRequest) -> HttpResponse:
    sent = Submission.objects.visible_to(request.user).select_related("resource")
    page = Paginator(sent, PAGE).get_page(request.GET.get("page"))
    return render(request, "library/sent.html", {"page": page})
