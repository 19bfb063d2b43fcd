"""The searches somebody keeps: one's own list, keeping one more, opening, changing and forgetting one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from resources.library import kept, terms
from resources.library.actions import searches as actions
from resources.library.models import SavedSearch
from resources.library.options import chips


class SearchForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), error_messages={"required": gettext_lazy("Give the search a name.")}
    )
    told = forms.BooleanField(
        label=gettext_lazy("Tell me when something new fits"),
        help_text=gettext_lazy("You find it under what is new for you."),
        required=False,
        initial=True,
    )


@login_required
@never_cache
@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    """Seven queries, however many are kept."""
    own = list(SavedSearch.objects.visible_to(request.user))
    names = terms.names(terms.stamp()) if own else {}
    found = kept.news(own, request.user, names)
    rows = [_row(search, found.get(search.pk), names) for search in own]
    return render(request, "library/searches.html", {"rows": rows, "most": actions.MOST})


def _row(search: SavedSearch, new: kept.News | None, names: terms.Names) -> dict[str, Any]:
    chosen = kept.chosen_of(search.query, names)
    return {
        "search": search,
        "q": chosen.q,
        "labels": [chip.label for chip in chips(chosen, names)],
        "new": new.number if new else 0,
        "whole": chosen.address() == search.query,
        "feed": feed_of(search.query),
    }


def feed_of(query: str) -> str:
    return reverse("feed_resources") + (f"?{query}" if query else "")


@login_required
@never_cache
def search_keep(request: HttpRequest) -> HttpResponseBase:
    """The choice stands in the address, as in that of the list; the form adds its name."""
    names = terms.names(terms.stamp())
    chosen = kept.chosen_of(request.GET.urlencode(), names)
    form = SearchForm(request.POST or None, initial={"name": kept.name_of(chosen, names)})
    if request.method == "POST" and form.is_valid():
        try:
            _search, new = actions.keep_search(request.user, chosen.address(), **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The search is kept.") if new else _("You keep this search already."))
            return redirect("searches")
    context = {"form": form, "chosen": chosen, "labels": [chip.label for chip in chips(chosen, names)]}
    context["back"] = reverse("resources") + (f"?{chosen.address()}" if chosen.address() else "")
    return render(request, "library/search_keep.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_safe
def search_open(request: HttpRequest, number: int) -> HttpResponseBase:
    """The list, newest first; from here on is what is new."""
    search = _own(request, number)
    actions.open_search(request.user, search)  # type: ignore[arg-type]
    chosen = kept.chosen_of(search.query)
    address = chosen.address(sort="newest")
    return redirect(reverse("resources") + (f"?{address}" if address else ""))


@login_required
@never_cache
def search_change(request: HttpRequest, number: int) -> HttpResponseBase:
    search = _own(request, number)
    form = SearchForm(request.POST or None, initial={"name": search.name, "told": search.told})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_search(request.user, search, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The search is changed."))
            return redirect("searches")
    context = {"form": form, "search": search}
    return render(request, "library/search_change.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def search_forget(request: HttpRequest, number: int) -> HttpResponseBase:
    """What is gone already stays gone: a second click leads to the list as the first did."""
    search = SavedSearch.objects.visible_to(request.user).filter(pk=number).first()
    if search:
        actions.forget_search(request.user, search)  # type: ignore[arg-type]
        messages.success(request, _("The search is forgotten."))
    return redirect("searches")


def _own(request: HttpRequest, number: int) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=number)
