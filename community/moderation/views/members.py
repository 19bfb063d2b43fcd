"""One member, for moderators of the site: what was decided before, suspend, let in again. No address, no private group."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.members import actions
from community.members.models import Member, Suspension
from community.moderation.forms import ReadmitForm, SuspendForm
from community.moderation.models import Decision, judged_by


@login_required
def member(request: HttpRequest, pk: int) -> HttpResponse:
    who: Member = request.user  # type: ignore[assignment]
    found = get_object_or_404(Member.objects.judged_by(who), pk=pk)
    told = Suspension.objects.visible_to(who).filter(member=found)
    running = told.running().exists()
    form = (ReadmitForm if running else SuspendForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if running:
            actions.readmit(who, found, form.cleaned_data["why"])
            messages.success(request, _("Let in again. It is written down."))
        else:
            actions.suspend(who, found, form.cleaned_data["why"], form.cleaned_data["days"])
            messages.success(request, _("Suspended. The member gets the reason by letter."))
        return redirect("moderation_member", found.pk)
    posts = judged_by(who).signed().filter(author=found)  # type: ignore[attr-defined]
    values = {
        "found": found,
        "running": running,
        "suspensions": told.select_related("by"),
        "written": posts.count(),
        "earlier": Decision.objects.filter(post__in=posts).select_related("post__topic__board__group", "by")[:50],
        "form": form,
    }
    return render(request, "moderation/member.html", values, status=422 if form.is_bound else 200)
