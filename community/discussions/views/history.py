"""The earlier words of a post, for those who moderate its topic."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from community.discussions.history import changes
from community.discussions.models import Post, Topic


@login_required
def history(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponseBase:
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("board__group"), pk=pk)
    post = get_object_or_404(
        Post.objects.visible_to(request.user).filter(topic=topic).select_related("author"), number=number
    )
    if not topic.is_moderated_by(request.user):
        raise PermissionDenied(_("Only a moderator can do this."))
    post.topic = topic
    response = render(request, "discussions/history.html", {"topic": topic, "post": post, "changes": changes(post)})
    response["Cache-Control"] = "private, no-store"
    return response
