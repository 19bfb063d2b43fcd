from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.groups import actions
from community.groups.forms import InviteForm, SettingsForm, StartForm
from community.groups.models import Activity, Group, Membership, State
from community.groups.settings import change
from community.members.models import Member
from foundation.limits import spend

PAGE = 20
PEOPLE = 50
DONE = {"approve": actions.approve, "refuse": actions.refuse, "remove": actions.remove, "appoint": actions.appoint}


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    seen = Group.objects.visible_to(request.user).counted().marked_for(request.user)
    page = Paginator(seen, PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/groups.html", {"page": page})


@login_required
def start(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST or None, initial={"key": uuid4(), "language": get_language()})
    if request.method == "POST" and form.is_valid():
        spend("start-group", request.user.pk, 5, 3600)
        return redirect(actions.start(request.user, **form.cleaned_data))
    status = 422 if form.is_bound else 200
    return render(request, "groups/start.html", {"form": form}, status=status)


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    shown = _visible(request, slug)
    log = Activity.objects.visible_to(request.user).filter(group=shown).select_related("who")
    context = {**frame_of(request, shown), "log": log[:PAGE], "place": "about"}
    return render(request, "groups/group.html", context)


@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Group.objects.readable_by(request.user).counted(), slug=slug)
    seen = (
        Membership.objects.visible_to(request.user)
        .filter(group=shown)
        .select_related("member__country", "member__cadre")
    )
    context = frame_of(request, shown)
    if context["leads"]:
        context["waiting"] = seen.exclude(state=State.IN).order_by("since")
        context["invite"] = InviteForm()
    people = seen.inside().order_by("-coordinates", "member__display_name", "pk")
    context["page"] = Paginator(people, PEOPLE).get_page(request.GET.get("page"))
    return render(request, "groups/members.html", {**context, "place": "members"})


@login_required
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    shown = _visible(request, slug)
    if not shown.is_led_by(request.user):
        raise PermissionDenied(_("Only a coordinator of this group can do this."))
    form = SettingsForm(request.POST or None, instance=_visible(request, slug))
    if request.method == "POST" and form.is_valid():
        try:
            change(request.user, shown, form.cleaned_data)
            messages.success(request, _("The settings of the group are changed."))
            return redirect("group_settings", slug)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {**frame_of(request, shown), "form": form, "place": "settings"}
    return render(request, "groups/settings.html", context, status=422 if form.is_bound else 200)


@login_required
def enter(request: HttpRequest, slug: str, act: Callable[[Member, Group], object]) -> HttpResponse:
    """Join, ask or leave; somebody sent here by the sign-in page finds the group again."""
    if request.method != "POST":
        return redirect("group", slug)
    shown = get_object_or_404(Group.objects.visible_to(request.user), slug=slug)
    act(request.user, shown)
    still = Group.objects.visible_to(request.user).filter(pk=shown.pk).exists()
    return redirect("group", slug) if still else redirect("groups")


@login_required
@require_POST
def decide(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    shown = get_object_or_404(Group.objects.readable_by(request.user), slug=slug)
    membership = Membership.objects.visible_to(request.user).filter(group=shown, pk=pk).first()
    if membership:  # else it was decided already
        DONE[act](request.user, membership)
    return redirect("group_members", slug)


@login_required
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Answers alike whether or not somebody has the address."""
    shown = get_object_or_404(Group.objects.readable_by(request.user).counted(), slug=slug)
    form = InviteForm(request.POST)
    if not form.is_valid():
        context = {**frame_of(request, shown), "invite": form, "place": "members"}
        return render(request, "groups/members.html", context, status=422)
    spend("invite", request.user.pk, 30, 3600)
    person = Member.objects.active().filter(email__iexact=form.cleaned_data["email"]).first()
    actions.invite(request.user, shown, person)
    messages.success(request, _("If a member has this address, the invitation is now with them."))
    return redirect("group_members", slug)


def _visible(request: HttpRequest, slug: str) -> Group:
    return get_object_or_404(Group.objects.visible_to(request.user).counted(), slug=slug)


def frame_of(request: HttpRequest, shown: Group) -> dict[str, object]:
    """What the head of each of a group's pages shows; other rooms' tabs include `groups/_head.html` with it."""
    standing = shown.standing(request.user)
    inside = standing is not None and standing.state == State.IN
    return {
        "group": shown,
        "standing": standing,
        "inside": inside,
        "leads": inside and standing.coordinates,
        "readable": inside or shown.is_open,
    }
