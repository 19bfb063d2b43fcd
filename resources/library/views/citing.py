"""Citations of a record as files for reference managers."""

import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from foundation.freshness import fresh
from resources.library import citing
from resources.library.models import Resource

FORMATS: dict[str, tuple[str, Callable[[Resource], str]]] = {
    "bib": ("application/x-bibtex", citing.bibtex),
    "ris": ("application/x-research-info-systems", citing.ris),
    "json": (
        "application/vnd.citationstyles.csl+json",
        lambda record: json.dumps([citing.csl(record)], ensure_ascii=False, indent=1) + "\n",
    ),
}


@require_safe
def resource_cite(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    if ending not in FORMATS:
        raise Http404
    seen = Resource.objects.visible_to(request.user).prefetch_related(*citing.PARTS)
    record = get_object_or_404(seen, slug=slug)
    mime, write = FORMATS[ending]
    answer = HttpResponse(write(record), content_type=f"{mime}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{record.slug}.{ending}"'
    return fresh(request, answer)
