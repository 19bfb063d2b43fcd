"""What waits in a group, for its coordinators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.discussions.actions import board_of
from community.groups.models import Group
from community.moderation import actions
from community.moderation.forms import HoldsForm


@login_required
def holds(request: HttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.readable_by(request.user), slug=slug)
    if not group.is_led_by(request.user):
        raise PermissionDenied(_("Only a coordinator of the group can do this."))
    board = board_of(group)
    kept = {"holds": board.holds, "flagged_words": board.flagged_words}
    form = HoldsForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        actions.choose_holds(request.user, group, board, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Kept. It holds for what is written from now on."))
        return redirect("moderation_holds", group.slug)
    status = 422 if form.is_bound else 200
    return render(request, "moderation/holds.html", {"group": group, "form": form}, status=status)
