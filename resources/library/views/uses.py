"""Saying how a resource was used and whether it was useful; the stories; what may be done about one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from resources.library.actions import uses as actions
from resources.library.models import Resource, Use
from resources.library.use_forms import AnswerForm, HideForm, StoryForm

PAGE = 20


def _seen(request: HttpRequest, slug: str) -> Resource:
    return get_object_or_404(Resource.objects.visible_to(request.user).select_related("group"), slug=slug)


@login_required
def resource_used(request: HttpRequest, slug: str) -> HttpResponse:
    found = _seen(request, slug)
    form = StoryForm(request.POST or None, who=request.user)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell_use(request.user, found, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("Thank you. Your story stands on the page of the resource, without your name."))
            return redirect(f"{found.get_absolute_url()}#uses")
        except ValidationError as error:
            form.add_error(None, error)
    return _page(request, found, form, AnswerForm(who=request.user, resource=found))  # type: ignore[arg-type]


@login_required
def resource_useful(request: HttpRequest, slug: str) -> HttpResponse:
    found = _seen(request, slug)
    if request.method != "POST":
        return redirect("resource_used", slug)
    form = AnswerForm(request.POST, who=request.user, resource=found)  # type: ignore[arg-type]
    if form.is_valid():
        actions.answer(request.user, found, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Thank you. Only sums are shown. You can change your answer at any time."))
        return redirect(f"{found.get_absolute_url()}#uses")
    return _page(request, found, StoryForm(who=request.user), form)  # type: ignore[arg-type]


def _page(request: HttpRequest, found: Resource, story: StoryForm, asked: AnswerForm) -> HttpResponse:
    bound = story.is_bound or asked.is_bound
    values = {"resource": found, "story": story, "asked": asked, "form": asked if asked.is_bound else story}
    return render(request, "library/used.html", values, status=422 if bound else 200)


@require_safe
def resource_uses(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = _seen(request, slug)
    stories = Use.objects.visible_to(request.user).filter(resource=found).select_related("country", "cadre")
    page = Paginator(stories, PAGE).get_page(request.GET.get("page"))
    judges = request.user.is_authenticated and actions.may_hide(request.user, Use(resource=found))
    return render(request, "library/uses.html", {"resource": found, "page": page, "judges": judges})


@login_required
def use_act(request: HttpRequest, slug: str, number: int, act: str) -> HttpResponse:
    """Withdraw, hide or report, after one look at the story."""
    found = _seen(request, slug)
    use = get_object_or_404(Use.objects.visible_to(request.user).filter(resource=found), pk=number)
    use.resource = found
    if not _may(request, use, act):
        raise Http404
    form: Any = HideForm(request.POST or None) if act == "hide" else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _done(request, use, act, form)
    values = {"resource": found, "use": use, "act": act, "form": form}
    return render(request, "library/use_act.html", values, status=422 if request.method == "POST" else 200)


def _may(request: HttpRequest, use: Use, act: str) -> bool:
    own = use.member_id == request.user.pk
    return {"withdraw": own, "report": not own}.get(act) or (act == "hide" and actions.may_hide(request.user, use))  # type: ignore[arg-type]


def _done(request: HttpRequest, use: Use, act: str, form: Any) -> HttpResponse:
    who: Any = request.user
    try:
        if act == "withdraw":
            actions.withdraw_use(who, use)
            messages.success(request, _("Your story is withdrawn."))
        elif act == "hide":
            actions.hide_use(who, use, form.cleaned_data["why"])
            messages.success(request, _("Hidden. The author has been told why."))
        else:
            actions.report_use(who, use)
            messages.success(request, _("Thank you. A moderator will read it. Nobody is told it was you."))
    except ValidationError as error:
        raise PermissionDenied(error.messages[0]) from error
    return redirect("resource_uses", use.resource.slug)
