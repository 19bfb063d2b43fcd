"""Starting a topic, replying, changing one's own post."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.discussions import actions
from community.discussions.actions.edit import may_edit
from community.discussions.forms import EditForm, ReplyForm, TopicForm
from community.discussions.models import Board, Post, Topic
from foundation import text


def refused(request: HttpRequest, why: str) -> HttpResponse:
    """403 with the reason; what was typed comes back with it."""
    kept = request.POST.get("body", "")[: text.LONGEST]
    return render(request, "403.html", {"exception": why, "kept": kept}, status=403)


def reply(request: HttpRequest, topic: Topic) -> HttpResponseBase:
    from community.discussions.views.topic import page  # the page and its form know each other

    if not request.user.is_authenticated:
        return refused(request, _("Sign in to reply. What you wrote is kept below."))
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return page(request, topic, form, status=422)
    values = form.cleaned_data
    try:
        post = actions.reply(
            request.user,
            topic,
            body=values["body"],
            key=values["key"],
            reply_to=values["reply_to"],
            language=values["language"] or None,
        )
    except PermissionDenied as error:
        return refused(request, str(error))
    return redirect(post)


def start(request: HttpRequest, slug: str) -> HttpResponseBase:
    board = get_object_or_404(Board.objects.visible_to(request.user).select_related("group"), slug=slug)
    if board.group and request.method != "POST":
        return redirect(board.get_start_url())
    return start_on(request, board)


def start_on(request: HttpRequest, board: Board) -> HttpResponseBase:
    if not request.user.is_authenticated:
        if request.method == "POST":
            return refused(request, _("Sign in to write. What you wrote is kept below."))
        return _to_login(request)
    refusal = board.refusal(request.user)
    if refusal:
        return refused(request, refusal)
    form = TopicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.start_topic(request.user, board, **form.cleaned_data))
        except PermissionDenied as error:
            return refused(request, str(error))
    status = 422 if form.is_bound else 200
    return render(request, "discussions/start.html", {"board": board, "form": form}, status=status)


@login_required
def _to_login(request: HttpRequest) -> HttpResponse:
    raise AssertionError("only who is not signed in comes here")


@login_required
def edit(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponseBase:
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("board__group"), pk=pk)
    post = get_object_or_404(Post.objects.visible_to(request.user).filter(topic=topic), number=number)
    post.topic = topic
    refusal = may_edit(request.user, post)
    if refusal and post.hidden and post.author_id != request.user.pk:
        raise Http404
    if refusal:
        return refused(request, refusal)
    form = EditForm(request.POST or None, initial={"body": post.body, "version": post.version})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.edit(request.user, post, **form.cleaned_data))
        except actions.Stale as stale:
            return _both_texts(request, stale.post, form.cleaned_data["body"])
        except PermissionDenied as error:
            return refused(request, str(error))
    status = 422 if form.is_bound else 200
    return render(request, "discussions/edit.html", {"topic": topic, "post": post, "form": form}, status=status)


def _both_texts(request: HttpRequest, post: Post, yours: str) -> HttpResponse:
    values = {
        "theirs": post.body,
        "yours": yours,
        "version": post.version,
        "at": post.edited_at,
        "back": post.get_absolute_url(),
    }
    return render(request, "409.html", values, status=409)
