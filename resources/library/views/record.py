"""The page of one resource."""

from typing import Any
from uuid import uuid4

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from foundation import ownparts, pagecache
from foundation.web import best_encoding
from resources.library import terms
from resources.library.carriers import carriers, readings_of
from resources.library.citing.jsonld import licence_url
from resources.library.models import Resource
from resources.library.relations import belongings
from resources.library.talk import CommentForm, shelf
from resources.library.uses import uses_of

PARTS = (  # of a page, each asked once
    "files", "links", "relations", "themes", "publishers", "countries", "regions", "cadres", "concepts",
)  # fmt: skip


@require_safe
def resource(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Kept for visitors, and once for all who are signed in; the sizes on it go by what the browser unpacks."""
    found = asked(request, slug)
    about = (found.taken, found.topic_id, found.talk_change)  # type: ignore[attr-defined]
    used = (found.uses_told, found.uses_last, found.answers_given, found.answers_last)  # type: ignore[attr-defined]
    parts = ("resource", found.pk, *about, *used, terms.stamp(), best_encoding(request))
    if not request.user.is_authenticated:
        return pagecache.remembered(request, parts, lambda: page(request, found))
    text = ownparts.shared(request, parts, lambda nobody: page(nobody, found, asker=request))
    return ownparts.filled(request, text, {"key": lambda: str(uuid4())})


def asked(request: HttpRequest, slug: str) -> Resource:
    seen = (
        Resource.objects.visible_to(request.user)
        .with_talk(request.user)
        .with_taken()
        .with_uses()
        .select_related("group")
    )
    return get_object_or_404(seen, slug=slug)


def page(
    request: HttpRequest, found: Resource, form: Any = None, status: int = 200, asker: HttpRequest | None = None
) -> HttpResponse:
    """For `asker`, where the page is made for nobody in particular."""
    asker = asker or request
    prefetch_related_objects([found], *PARTS)
    values = shown(found, asker)
    if not found.group_id:
        talk = found.talk(asker.user).counted()
        if not form and asker.user.is_authenticated and not talk.topic:
            form = CommentForm(initial={"key": ownparts.hole("key")} if request is not asker else None)
        values |= {"talk": talk, "form": form, "board": shelf(make=False) if form else None}
    return render(request, "library/resource.html", values, status=status)


def shown(resource: Resource, asker: HttpRequest | None = None) -> dict[str, Any]:
    """What the page of a resource shows; also asked for a preview, whose parts may not be stored yet."""
    themes = list(resource.themes.all())
    related = Resource.objects.beside(resource).filter(themes__in=[theme.pk for theme in themes])
    files = [file for file in resource.files.all() if file.pk]  # type: ignore[attr-defined]
    for file in files:
        file.resource = resource
    known = readings_of(files)
    covers = [(file, known[file.checksum]) for file in files if file.checksum in known and known[file.checksum].cover]
    return {
        "resource": resource,
        "themes": themes,
        "files": files,
        "carriers": carriers(asker, files, known),
        "cover": covers[0] if covers else None,
        "belongings": belongings(resource),
        "links": list(resource.links.all()),  # type: ignore[attr-defined]
        "publishers": list(resource.publishers.all()),
        "places": [*resource.countries.all(), *resource.regions.all()],
        "cadres": list(resource.cadres.all()),
        "concepts": list(resource.concepts.all()),
        "deed": licence_url(resource),
        "uses": uses_of(resource),
        "taken": getattr(resource, "taken", 0),
        "related": related.exclude(pk=resource.pk).distinct()[:4],
    }
