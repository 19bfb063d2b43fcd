"""Marking the answer of a question, from a button at the post."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from community.discussions import actions
from community.discussions.models import Post
from community.discussions.views.react import changed, to_login
from community.discussions.views.topic import found
from community.discussions.views.write import refused


def mark_answer(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """`marked=on` marks the post, anything else takes the mark away."""
    topic = found(request, pk)
    post = get_object_or_404(Post.objects.visible_to(request.user).filter(topic=topic), number=number)
    if not request.user.is_authenticated:
        return to_login(request)
    if request.method != "POST":
        return redirect(topic.address_of(number))
    before = topic.answer
    wished = post if request.POST.get("marked") == "on" else None
    if wished is None and before != number:
        return changed(request, topic, number)
    try:
        actions.mark_answer(request.user, topic, wished)
    except PermissionDenied as error:
        return refused(request, str(error))
    return changed(request, found(request, pk), *dict.fromkeys([number, before or number]))
