"""What goes with a file: its light PDF and the picture of its first page."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from foundation import downloads as given_out
from foundation.filetypes import PDF
from resources.library import downloads
from resources.library.carriers import light_address, light_name
from resources.library.models import Reading, ResourceFile
from resources.library.views.reading import asked_file


def _reading(request: HttpRequest, slug: str, number: int) -> tuple[ResourceFile, Reading]:
    file = asked_file(request, slug, number)
    found = Reading._base_manager.filter(checksum=file.checksum).defer("words").first()  # gate: the file is visible
    if found is None:
        raise Http404
    return file, found


@require_safe
def resource_light(request: HttpRequest, slug: str, number: int, filename: str) -> HttpResponseBase:
    """Counted as a download of the file it was made of."""
    file, reading = _reading(request, slug, number)
    if not reading.light or not reading.light.storage.exists(str(reading.light.name)):
        raise Http404
    if filename != light_name(file):
        return redirect(light_address(file))
    moment = int((reading.read_at or file.added_at).timestamp())
    light = given_out.Given(
        reading.light, filename, PDF.mime, reading.light_bytes, reading.light_checksum, moment, **downloads.closed(file)
    )
    return given_out.answer(request, light, lambda: downloads.count(request, file))


@require_safe
def resource_cover(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    file, reading = _reading(request, slug, number)
    if not reading.cover or not reading.cover.storage.exists(str(reading.cover.name)):
        raise Http404
    moment = int((reading.read_at or file.added_at).timestamp())
    mark = f"{reading.checksum[:32]}-{moment}"
    size = reading.cover.size
    cover = given_out.Given(
        reading.cover, "cover.webp", "image/webp", size, mark, moment, inline=True, **downloads.closed(file)
    )
    return given_out.answer(request, cover)
