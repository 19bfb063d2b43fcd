"""One's own posts that a moderator reads first."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.discussions import actions
from community.discussions.models import Board, Held, Waits


@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits, and what was refused, with its words: only for its author, and where they may still read."""
    own = (
        Held.objects.by(request.user)
        .exclude(state=Waits.APPROVED)
        .filter(board__in=Board.objects.visible_to(request.user))
    )
    rows = own.select_related("board__group", "topic__board__group").order_by("-created_at")[:50]
    return render(request, "discussions/waiting.html", {"rows": rows})


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(Held.objects.by(request.user), pk=pk)
    actions.take_back(request.user, held)  # type: ignore[arg-type]
    messages.success(request, _("Taken back. Nobody will read it."))
    return redirect("waiting_posts")
