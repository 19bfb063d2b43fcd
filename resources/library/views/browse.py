"""The list with its filters, one file."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from foundation import pagecache
from foundation.fulltext.queries import matching
from resources.library import downloads, terms
from resources.library.filters import SORTS, Chosen, sort_name
from resources.library.models import Download, Resource, ResourceFile
from resources.library.options import chips, facets

PER_PAGE = 20
ROW = ("files", "links", "countries", "regions")  # of a row, so that queries do not grow with the rows


@require_safe
def resource_list(request: HttpRequest) -> HttpResponseBase:
    changes = terms.stamp()

    def make() -> HttpResponse:
        names = terms.names(changes)
        chosen = Chosen.read(request.GET, names)
        seen = Resource.objects.visible_to(request.user)
        searched = matching(seen, chosen.q, get_language() or "en")
        page = Paginator(chosen.found(searched).prefetch_related(*ROW), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "page": page,
            "chosen": chosen,
            "facets": facets(chosen, names, chosen.counts(searched)),
            "chips": chips(chosen, names),
            "base": chosen.address(),
            "total": page.paginator.count,
            "sort": sort_name(chosen.sort),
            "sorts": [
                (sort_name(sort), chosen.address(sort=sort))
                for sort in SORTS
                if sort != chosen.sort and (chosen.q or sort != "relevance")
            ],
        }
        return render(request, "library/resources.html", context)

    parts = ("resources", changes, _taken_until() if request.GET.get("sort") == "downloads" else 0)
    return pagecache.remembered(request, parts, make)


def _taken_until() -> Any:
    return Download._base_manager.aggregate(times=Sum("count"))["times"]


@require_safe
def resource_file(request: HttpRequest, slug: str, number: int, filename: str) -> HttpResponseBase:
    """A wrong name in the address leads to the right one; a number that is no more, to the file of that name."""
    files = ResourceFile.objects.visible_to(request.user).filter(resource__slug=slug).select_related("resource")
    file = files.filter(pk=number).first() or next((one for one in files if one.filename == filename), None)
    if file is None or not file.file.storage.exists(str(file.file.name)):
        raise Http404
    if (file.pk, file.filename) != (number, filename):
        return redirect(file)
    return downloads.answer(request, file)
