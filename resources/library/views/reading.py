"""A file as small web pages: its list of parts, and one part."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from foundation import ownparts, pagecache
from foundation.web import best_encoding
from resources.library import webpages
from resources.library.carriers import carriers
from resources.library.models import Chapter, Reading, ResourceFile
from resources.library.webpages import Part, costs, parts_of

Make = Callable[[HttpRequest], HttpResponse]


@require_safe
def resource_contents(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """What is in it, and what each part costs."""
    file, reading, parts = asked_parts(request, slug, number)

    def make(asked: HttpRequest) -> HttpResponse:
        taken = costs(request, file, reading, parts)
        rows = [(part, part.named(bool(reading.pages)), cost) for part, cost in zip(parts, taken, strict=True)]
        whole = [one for one in carriers(request, [file], {file.checksum: reading}) if one.kind != "web"]
        values = {"file": file, "resource": file.resource, "reading": reading, "rows": rows, "carriers": whole}
        return render(asked, "library/contents.html", values | {"total": sum(taken)})

    return _kept(request, file, reading, make, best_encoding(request))


@require_safe
def resource_read(request: HttpRequest, slug: str, number: int, chapter: int) -> HttpResponseBase:
    file, reading, parts = asked_parts(request, slug, number)
    at = next((place for place, part in enumerate(parts) if part.number == chapter), None)
    if at is None:
        raise Http404

    def make(asked: HttpRequest) -> HttpResponse:
        html = Chapter._base_manager.values_list("html", flat=True).get(reading=reading, number=chapter)
        text = webpages.marked(html, reading.pages)
        return HttpResponse(webpages.drawn(asked, file, reading, parts, at, text))

    return _kept(request, file, reading, make)


def asked_file(request: HttpRequest, slug: str, number: int) -> ResourceFile:
    seen = ResourceFile.objects.visible_to(request.user).filter(resource__slug=slug).select_related("resource")
    return get_object_or_404(seen, pk=number)


def asked_parts(request: HttpRequest, slug: str, number: int) -> tuple[ResourceFile, Reading, list[Part]]:
    """404 for what this reader may not see, and for a file that has no web pages."""
    file = asked_file(request, slug, number)
    reading = Reading._base_manager.filter(checksum=file.checksum).defer("words").first()  # gate: the file is visible
    parts = parts_of([reading]).get(reading.pk) if reading else None
    if not reading or not parts:
        raise Http404
    return file, reading, parts


def _kept(request: HttpRequest, file: ResourceFile, reading: Reading, make: Make, *more: str) -> HttpResponseBase:
    """Once for visitors, once for all who are signed in."""
    parts = ("read", file.pk, file.resource.updated_at, reading.pk, reading.read_at, *more)
    if not request.user.is_authenticated:
        return pagecache.remembered(request, parts, lambda: make(request))
    return ownparts.filled(request, ownparts.shared(request, parts, make), {})
