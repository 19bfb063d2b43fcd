"""The list with its filters, one file."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from foundation import ownparts, pagecache
from resources.library import columns, downloads, found, spelling, terms
from resources.library.actions import misses
from resources.library.filters import SORTS, Chosen, sort_name
from resources.library.hits import pages_of
from resources.library.models import Download, Resource, ResourceFile
from resources.library.options import chips, facets

PER_PAGE = 20
ROW = ("files", "links", "countries", "regions")  # of a row, so that queries do not grow with the rows


@require_safe
def resource_list(request: HttpRequest) -> HttpResponseBase:
    """Kept whole for strangers; members share one page as long as they see the same records."""
    changes, own = terms.stamp(), found.own(request.user)
    parts = ("resources", changes, own, _taken_until() if request.GET.get("sort") == "downloads" else 0)

    def make(asker: HttpRequest) -> HttpResponse:
        return render(asker, "library/resources.html", listed(asker, changes, own))

    if not request.user.is_authenticated:
        page = pagecache.remembered(request, parts, lambda: make(request))
    else:
        page = ownparts.filled(request, ownparts.shared(request, parts, make), {})
    misses.count(request, changes, own)
    return page


def listed(request: HttpRequest, changes: terms.Changes, own: tuple[int, ...]) -> dict[str, Any]:
    """`own` are the records of groups that the reader sees beside what is open to everybody."""
    names = terms.names(changes)
    chosen = Chosen.read(request.GET, names)
    looked = found.Found(chosen, columns.now(changes), own, get_language() or "en")
    page = Paginator(looked.ids, PER_PAGE).get_page(request.GET.get("page"))
    open_or_own = Q(group=None) | Q(pk__in=own)  # asked of the database again, whatever the columns say
    rows = Resource.objects.filter(open_or_own, live=True).prefetch_related(*ROW).in_bulk(list(page.object_list))
    page.object_list = [rows[pk] for pk in page.object_list if pk in rows]
    hits = pages_of(page.object_list, chosen.q) if chosen.q else {}
    for row in page.object_list:
        row.hit = hits.get(row.pk)
    return {
        **spelling.beside(chosen, looked, changes, names),
        "page": page,
        "chosen": chosen,
        "facets": facets(chosen, names, looked.counts),
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
