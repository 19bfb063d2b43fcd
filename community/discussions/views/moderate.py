"""What a moderator does, each on a small page that asks for the reason."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.discussions import actions
from community.discussions.forms import WhyForm
from community.discussions.models import Post, Topic

ACTS = {"close": actions.close, "reopen": actions.reopen, "hide": actions.hide, "restore": actions.restore}


@login_required
def act_on_topic(request: HttpRequest, pk: str, slug: str, act: str) -> HttpResponseBase:
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("board__group"), pk=pk)
    return _act(request, act, topic, topic)


@login_required
def act_on_post(request: HttpRequest, pk: str, slug: str, act: str, number: str) -> HttpResponseBase:
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("board__group"), pk=pk)
    post = get_object_or_404(Post.objects.visible_to(request.user).filter(topic=topic), number=number)
    post.topic = topic
    return _act(request, act, post, topic)


def _act(request: HttpRequest, act: str, what: Topic | Post, topic: Topic) -> HttpResponse:
    if not topic.is_moderated_by(request.user):
        raise PermissionDenied(_("Only a moderator can do this."))
    form = WhyForm(request.POST or None, needed=act in {"close", "hide"})
    if request.method == "POST" and form.is_valid():
        ACTS[act](request.user, what, form.cleaned_data["why"])  # type: ignore[arg-type]
        return redirect(what)
    post = what if isinstance(what, Post) else None
    values = {"topic": topic, "post": post, "act": act, "form": form}
    return render(request, "discussions/act.html", values, status=422 if form.is_bound else 200)
