"""The page of one resource."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from foundation import pagecache
from resources.library import terms
from resources.library.models import Resource
from resources.library.talk import CommentForm, shelf

PARTS = ("files", "links", "themes", "publishers", "countries", "regions", "cadres")  # of a page, each asked once


@require_safe
def resource(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = asked(request, slug)
    parts = ("resource", found.pk, found.taken, found.topic_id, found.talk_change, terms.stamp())  # type: ignore[attr-defined]
    return pagecache.remembered(request, parts, lambda: page(request, found))


def asked(request: HttpRequest, slug: str) -> Resource:
    seen = Resource.objects.visible_to(request.user).with_talk(request.user).with_taken()
    return get_object_or_404(seen, slug=slug)


def page(request: HttpRequest, found: Resource, form: Any = None, status: int = 200) -> HttpResponse:
    prefetch_related_objects([found], *PARTS)
    talk = found.talk(request.user).counted()
    form = form or (CommentForm() if request.user.is_authenticated and not talk.topic else None)
    values = {**shown(found), "talk": talk, "form": form, "board": shelf(make=False) if form else None}
    return render(request, "library/resource.html", values, status=status)


def shown(resource: Resource) -> dict[str, Any]:
    """What the page of a resource shows; also asked for a preview, whose parts may not be stored yet."""
    themes = list(resource.themes.all())
    related = Resource.objects.filter(live=True, themes__in=[theme.pk for theme in themes]).exclude(pk=resource.pk)
    return {
        "resource": resource,
        "themes": themes,
        "files": list(resource.files.all()),
        "links": list(resource.links.all()),
        "publishers": list(resource.publishers.all()),
        "places": [*resource.countries.all(), *resource.regions.all()],
        "cadres": list(resource.cadres.all()),
        "taken": getattr(resource, "taken", 0),
        "related": related.distinct()[:4],
    }
