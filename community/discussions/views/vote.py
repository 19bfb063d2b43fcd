"""Voting in the poll of a topic."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from community.discussions.actions import poll as polls
from community.discussions.models import Poll, Topic
from community.discussions.views.react import changed, to_login
from community.discussions.views.topic import found
from community.discussions.views.write import refused


def vote(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """`choice`, once or several times, is the position of what was chosen. `number` is that of the first post."""
    topic = found(request, pk)
    poll = get_object_or_404(Poll.objects.filter(topic__in=Topic.objects.visible_to(request.user)), topic=topic)
    if not request.user.is_authenticated:
        return to_login(request)
    if request.method != "POST":
        return redirect(topic.address_of(1))
    chosen = [int(value) for value in request.POST.getlist("choice") if value.isdecimal() and len(value) < 3]
    try:
        polls.vote(request.user, poll, chosen)
    except PermissionDenied as error:
        return refused(request, str(error))
    except ValidationError as error:
        values = {"topic": topic, "poll": poll, "choices": poll.choices.all(), "why": error.messages[0]}
        return render(request, "discussions/vote.html", values, status=422)
    return changed(request, topic, 1)
