from copy import copy

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.members import actions
from community.members.forms import ProfileForm
from community.members.models import Member
from foundation.limits import TooMany


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """One's own page: what others see of me, and the ways to the safety of my account."""
    who: Member = request.user  # type: ignore[assignment]
    form = ProfileForm(request.POST or None, instance=copy(who))
    if request.method == "POST" and form.is_valid():
        actions.change_profile(who, who, form.cleaned_data)
        messages.success(request, _("Your page is kept."))
        return redirect("me")
    return render(request, "members/me.html", {"form": form}, status=422 if form.errors else 200)


def too_many(request: HttpRequest) -> HttpResponse:
    """allauth asks here for its answer to too many tries; the one in the site's look comes from RefusalMiddleware."""
    raise TooMany(60)
