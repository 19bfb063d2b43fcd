"""Pages of the tree, and the answers when there is none."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from foundation.pagecache import remembered
from foundation.pages import SitePage
from portal.home import frame, routing, stamps


@require_safe
def page(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """Any page of the tree. No page, a page not yet live and a page for others answer alike: 404."""
    request.stamp = stamps.now()  # type: ignore[attr-defined]  # the frame reads it again
    found = routing.find(path, request.user, request.stamp)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    if request.user.is_authenticated:
        return draw(found, request)
    return remembered(request, (found.pk, *found.last_changes(request)), lambda: draw(found, request))


def draw(found: SitePage, request: HttpRequest) -> HttpResponse:
    response = found.serve(request)
    if hasattr(response, "render"):
        response.render()
    return response


def refused_400(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"exception": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Asks neither the database nor the session: they may be what is broken."""
    try:
        around = frame.plain((get_language() or "en")[:2])
        text = loader.render_to_string("500.html", {"frame": around})
    except Exception:
        text = "<!doctype html><title>500</title><h1>This page is broken</h1><p>Please try again in a few minutes.</p>"
    return HttpResponse(text, status=500)
