"""Lists of records: to look at, to take as one ZIP, to keep."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.groups.models import Group
from foundation import pagecache, zips
from foundation.limits import spend
from foundation.vocabulary.models import Theme
from resources.library import downloads, terms
from resources.library.actions import collections as actions
from resources.library.bundles.packs import LARGEST, pack
from resources.library.bundles.shelves import Shelf, of_list, of_theme
from resources.library.collection_forms import HideForm, ListForm
from resources.library.models import Collection, Item, Resource
from resources.library.models.collections import judges

PAGE = 20
RECORDS = 50  # on a page
A_DAY = 40  # ZIPs
FILLED = Theme.objects.filter(Exists(Resource.objects.filter(themes=OuterRef("pk"), live=True, group=None)))


@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """The editors', one's own, one's groups', and what members share."""
    seen = Collection.objects.visible_to(request.user).counted_for(request.user).select_related("keeper", "group")
    groups = Group.objects.joined_by(request.user)
    me = request.user.pk
    theirs = seen.filter(keeper__isnull=False).exclude(keeper=me).filter(shared=True).order_by("-changed_at", "-pk")
    page = Paginator(theirs, PAGE).get_page(request.GET.get("page"))
    found = {
        "editors": list(seen.filter(keeper=None, group=None)),
        "own": list(seen.filter(keeper=me, group=None)) if me else [],
        "groups": list(seen.filter(group__in=groups.order_by().values("pk"))) if me else [],
        "page": page,
    }
    shown = [(one.pk, one.changed_at, one.keeper and one.keeper.display_name) for one in [*found["editors"], *page]]  # type: ignore[attr-defined]

    def make() -> HttpResponse:
        return render(request, "library/collections.html", found | {"themes": FILLED.all()})

    return pagecache.remembered(request, ("collections", shown, terms.stamp()), make)


@login_required
@require_safe
def of_group(request: HttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(Group.objects.joined_by(request.user), slug=slug)
    seen = Collection.objects.visible_to(request.user).counted_for(request.user).filter(group=group)
    context = {"group": group, "lists": seen, "leads": group.is_led_by(request.user)}
    return render(request, "library/collection_group.html", context)


@require_safe
def show(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    which = _asked(request, pk)
    if slug != which.slug:
        return redirect(which)
    by = which.keeper.display_name if which.keeper else ""
    parts = ("collection", which.pk, which.changed_at, by, terms.stamp())
    return pagecache.remembered(request, parts, lambda: _page(request, of_list(which, request.user), which))


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = get_object_or_404(FILLED.all(), slug=slug)
    parts = ("theme", found.pk, terms.stamp())
    return pagecache.remembered(request, parts, lambda: _page(request, of_theme(found, request.user), theme=found))


def _page(
    request: HttpRequest, shelf: Shelf, which: Collection | None = None, theme: Theme | None = None
) -> HttpResponse:
    whole = pack(shelf)
    light = pack(shelf, light=True) if shelf.readings else None
    context = {
        "shelf": shelf,
        "page": Paginator(shelf.lines, RECORDS).get_page(request.GET.get("page")),
        "whole": whole,
        "light": light if light and light.size < whole.size else None,
        "largest": LARGEST,
        "which": which,
        "theme": theme,
        "keeps": which is not None and which.is_kept_by(request.user),
        "judges": which is not None and which.keeper_id not in (None, request.user.pk) and judges(request.user),
    }
    return render(request, "library/collection.html", context)


@require_safe
def list_zip(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    which = _asked(request, pk)
    return _zip(request, of_list(which, request.user))


@require_safe
def theme_zip(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = get_object_or_404(FILLED.all(), slug=slug)
    return _zip(request, of_theme(found, request.user))


def _zip(request: HttpRequest, shelf: Shelf) -> HttpResponseBase:
    """One that is too large leads to the page, which says so."""
    made = pack(shelf, light=request.GET.get("form") == "light")
    if not made.files:
        raise Http404
    if not made.fits:
        return redirect(shelf.address)
    if request.method == "GET":
        spend("zip", downloads.asker(request), A_DAY, 24 * 3600)
    return zips.answer(request, made.entries, made.filename, lambda: downloads.count(request, *made.files))


@login_required
def make(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("group", "")
    form = ListForm(request.user, request.POST or None, initial={"whose": f"group-{asked}"} if asked else None)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.make(request.user, **form.values()))  # type: ignore[arg-type]
        except ValidationError as refused:
            form.add_error(None, refused.messages)  # type: ignore[arg-type]
    return render(request, "library/collection_form.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
def edit(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    which = _kept(request, pk)
    now = {"title": which.title, "about": which.about, "shared": which.shared}
    form = ListForm(request.user, request.POST or None, which=which, initial=now)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        try:
            return redirect(actions.change(request.user, which, **values))  # type: ignore[arg-type]
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"form": form, "which": which}
    return render(request, "library/collection_form.html", context, status=422 if form.is_bound else 200)


@login_required
def delete(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    which = _kept(request, pk)
    if request.method == "POST":
        actions.delete(request.user, which)  # type: ignore[arg-type]
        messages.success(request, _("The list is deleted. The records are still in the database."))
        return redirect("collections")
    return render(request, "library/collection_delete.html", {"which": which})


@login_required
def hide(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    which = _asked(request, pk)
    if not judges(request.user):
        raise Http404
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hide(request.user, which, form.cleaned_data["why"], hidden=not which.hidden)  # type: ignore[arg-type]
            return redirect(which)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"form": form, "which": which}
    return render(request, "library/collection_hide.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def records(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """To put them in order, write why they are there and take them out."""
    which = _kept(request, pk)
    return render(request, "library/collection_records.html", {"which": which, "shelf": of_list(which, request.user)})


@login_required
@require_POST
def act(request: HttpRequest, pk: str, slug: str, item: str, act: str) -> HttpResponse:
    which = _kept(request, int(pk))
    row = Item._base_manager.filter(collection=which, pk=int(item)).first()
    who: Any = request.user
    if row is None:  # taken out meanwhile
        pass
    elif act == "note":
        actions.annotate(who, row, request.POST.get("note", ""))
    elif act == "out":
        actions.take_out(who, row)
    else:
        at = request.POST.get("at", "")
        actions.move(who, row, act == "up", int(at) if at.isdecimal() and len(at) < 5 else None)
    back = redirect("collection_records", which.pk, which.slug)
    back["Location"] += "" if act == "out" else f"#r{item}"
    return back


def _asked(request: HttpRequest, pk: int) -> Collection:
    return get_object_or_404(Collection.objects.visible_to(request.user).select_related("keeper", "group"), pk=pk)


def _kept(request: HttpRequest, pk: int) -> Collection:
    which = _asked(request, pk)
    if not which.is_kept_by(request.user):
        raise PermissionDenied(_("This list is kept by others, so you cannot change it."))
    return which
