"""A file as small web pages: its list of chapters, and one chapter."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from resources.library.models import Chapter, ResourceFile


def asked_file(request: HttpRequest, slug: str, number: int) -> ResourceFile:
    seen = ResourceFile.objects.visible_to(request.user).filter(resource__slug=slug).select_related("resource")
    return get_object_or_404(seen, pk=number)


def chapters_of(file: ResourceFile) -> Any:
    """Without their text."""
    held = Chapter._base_manager.filter(reading__checksum=file.checksum)
    return held.only("number", "title", "first_page", "last_page", "packed").order_by("number")


@require_safe
def contents(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    file = asked_file(request, slug, number)
    return render(request, "library/reading.html", {"file": file, "chapters": chapters_of(file)})


@require_safe
def resource_read(request: HttpRequest, slug: str, number: int, chapter: int) -> HttpResponseBase:
    file = asked_file(request, slug, number)
    found = get_object_or_404(Chapter, reading__checksum=file.checksum, number=chapter)  # gate: the file is visible
    return render(request, "library/chapter.html", {"file": file, "chapter": found})
