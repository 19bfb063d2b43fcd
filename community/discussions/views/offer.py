"""Offering a question to a few, and saying no to an offer."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.discussions.actions import offer as offers
from community.discussions.models import Topic


class OfferForm(forms.Form):
    people = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=True)

    def __init__(self, *args: object, found: list[offers.Candidate], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (str(one.member.pk), f"{one.member.display_name}: {', '.join(one.reasons)}") for one in found
        ]
        self.fields["people"].label = _("Who may know")
        self.fields["people"].error_messages["required"] = _("Choose somebody.")


@login_required
def offer(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """For moderators: people and why. Nothing is said of who asks under a pseudonym."""
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("board__group", "author"), pk=pk)
    if not topic.is_moderated_by(request.user):
        raise PermissionDenied(_("Only a moderator can do this."))
    room = offers.room_for(topic) if topic.is_waiting else 0
    found = offers.candidates(topic) if room else []
    form = OfferForm(request.POST if request.method == "POST" else None, found=found)
    if request.method == "POST" and form.is_valid():
        chosen = [one.member for one in found if str(one.member.pk) in form.cleaned_data["people"]]
        try:
            offers.offer(request.user, topic, chosen)  # type: ignore[arg-type]
            messages.success(request, _("The question was offered."))
            return redirect(topic)
        except ValidationError as error:
            form.add_error("people", error)
    values = {"topic": topic, "form": form, "found": found, "room": room}
    response = render(request, "discussions/offer.html", values, status=422 if form.is_bound else 200)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def decline(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("board__group"), pk=pk)
    offers.decline(request.user, topic, never="never" in request.POST)  # type: ignore[arg-type]
    messages.success(request, _("You are not asked again."))
    return redirect(topic)
