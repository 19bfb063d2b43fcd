"""Taking back one's own post, after one look at what that means."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from community.discussions.actions.withdraw import may_withdraw
from community.discussions.actions.withdraw import withdraw as take_back
from community.discussions.models import Post, State, Topic
from community.discussions.views.write import refused


@login_required
def withdraw(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponseBase:
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("board__group"), pk=pk)
    post = get_object_or_404(Post.objects.visible_to(request.user).filter(topic=topic), number=number)
    post.topic = topic
    own = post.author_id == request.user.pk
    if own and post.state == State.WITHDRAWN:
        return redirect(post)
    refusal = may_withdraw(request.user, post)
    if refusal and not own and not post.is_shown:
        raise Http404
    if refusal:
        return refused(request, refusal)
    if request.method == "POST":
        return redirect(take_back(request.user, post))
    return render(request, "discussions/withdraw.html", {"topic": topic, "post": post})
