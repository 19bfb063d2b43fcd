from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.notifications import actions
from community.notifications.models import Notification
from foundation.templatetags.commons import in_language

PAGE = 20


@login_required
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    own = Notification.objects.visible_to(request.user)
    page = Paginator(own, PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/notifications.html", {"page": page})


@login_required
@never_cache
@require_safe
def notification(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks it read and leads to what it tells of."""
    notice = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    actions.read(request.user, notice)
    safe = notice.url if actions.is_local(notice.url) else "/notifications/"
    return redirect(in_language(safe, get_language() or ""))


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    actions.read_all(request.user)
    return redirect("notifications")
