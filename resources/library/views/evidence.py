"""The evidence matrix."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation import pagecache
from resources.library import evidence, terms
from resources.library.models import Study


@require_safe
def resource_evidence(request: HttpRequest) -> HttpResponseBase:
    """`?country=` narrows it; a country that is none is passed over."""
    changes = terms.stamp()

    def make() -> HttpResponse:
        names = terms.names(changes)["country"]
        country = request.GET.get("country", "").upper()
        country = country if country in names else ""
        sections = evidence.grid(request.user, country)
        offered = sorted((names[code], code) for code in {*evidence.countries(request.user), country} if code in names)
        context = {
            "sections": sections,
            "gaps": evidence.gaps(sections),
            "studies": list(Study),
            "width": len(Study) + 1,
            "total": evidence.marked(request.user, country).count(),
            "country": country,
            "country_name": names.get(country, ""),
            "countries": offered,
        }
        return render(request, "library/evidence.html", context)

    return pagecache.remembered(request, ("evidence", changes), make)
