from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from community.discussions.models import Board
from foundation.fulltext.models import Entry
from foundation.pagecache import remembered
from foundation.text import clean
from portal.search.find import PAGE, find
from portal.search.kinds import KINDS
from resources.library.spelling import help_with

LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    query = " ".join(clean(request.GET.get("q", "")[: 2 * LONGEST]).split())[:LONGEST]
    if request.user.is_authenticated or not query:
        return shown(request, query)
    boards = tuple(Board.objects.visible_to(request.user).order_by("pk").values_list("pk", flat=True))
    return remembered(request, ("search", Entry.objects.last_change(), boards), lambda: shown(request, query))


def shown(request: HttpRequest, query: str) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    results = find(request.user, query, kind, (get_language() or "")[:2])
    nothing = None if results.hits or not query else help_with(query, request.user)
    page = Paginator(results.hits, PAGE).get_page(request.GET.get("page", "")[:9])
    places = [("", ""), *((one.name, one.label) for one in KINDS.values())]
    context = {
        "query": query,
        "kind": kind,
        "nothing": nothing,
        "results": results,
        "rows": results.page(page.number),
        "page": page,
        "base": urlencode({"q": query} | ({"kind": kind} if kind else {})),
        "places": [(name, label, urlencode({"q": query} | ({"kind": name} if name else {}))) for name, label in places],
    }
    return render(request, "search/search.html", context)
