from typing import Any

from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from foundation import pagecache
from foundation.vocabulary.models import Country
from resources.countries.models import Fact
from resources.library import terms
from resources.library.models import Resource
from resources.library.views import ROW

SHOWN = 10  # resources beside the facts; the list of resources has them all


def _changes(request: HttpRequest) -> tuple[object, ...]:
    facts = Fact.objects.visible_to(request.user).aggregate(rows=Count("pk"), last=Max("changed_at"))
    return (*facts.values(), terms.stamp())


@require_safe
def country_list(request: HttpRequest) -> HttpResponseBase:
    def make() -> HttpResponse:
        facts = dict(_numbers(Fact.objects.visible_to(request.user), "country"))
        resources = dict(_numbers(Resource.objects.visible_to(request.user), "countries"))
        known = Country.objects.filter(pk__in={*facts, *resources} - {None})
        rows = [(country, facts.get(country.pk, 0), resources.get(country.pk, 0)) for country in known]
        rows.sort(key=lambda row: str(row[0]))
        return render(request, "countries/countries.html", {"rows": rows})

    return pagecache.remembered(request, ("countries", _changes(request)), make)


def _numbers(queryset: QuerySet[Any], column: str) -> QuerySet[Any, Any]:
    """Country code and how many."""
    return queryset.order_by().values_list(column).annotate(number=Count("pk"))


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponseBase:
    found = get_object_or_404(Country.objects.select_related("region"), code=code.upper())
    if code != code.lower():
        return redirect("country", code=code.lower())

    def make() -> HttpResponse:
        resources = Resource.objects.visible_to(request.user).filter(countries=found)
        context = {
            "country": found,
            "facts": Fact.objects.visible_to(request.user).filter(country=found),
            "resources": resources.prefetch_related(*ROW)[:SHOWN],
            "total": resources.count(),
        }
        return render(request, "countries/country.html", context)

    return pagecache.remembered(request, ("country", _changes(request)), make)
