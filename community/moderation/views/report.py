"""Reporting a post, on a page of its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.discussions.models import Post
from community.moderation import actions
from community.moderation.forms import ReportForm


@login_required
def report(request: HttpRequest, topic: int, number: int) -> HttpResponse:
    posts = Post.objects.visible_to(request.user).shown().select_related("topic__board__group", "author")
    post = get_object_or_404(posts, topic=topic, number=number)
    form = ReportForm(request.POST or None, inside=bool(post.topic.board.group_id))
    if request.method == "POST" and form.is_valid():
        actions.report(request.user, post, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(
            request, _("Thank you. A moderator will read it, and you hear what comes of it. Nobody is told it was you.")
        )
        return redirect(post)
    values = {"post": post, "topic": post.topic, "form": form}
    return render(request, "moderation/report.html", values, status=422 if form.is_bound else 200)
