"""Starting a topic, replying, changing one's own post."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.discussions import actions
from community.discussions.actions.attachments import FileRefused
from community.discussions.actions.edit import may_edit
from community.discussions.case import TEXTS, CaseForm
from community.discussions.forms import EditForm, ReplyForm, TopicForm
from community.discussions.models import Board, Held, Kind, Post, Topic
from community.discussions.views import preview
from community.discussions.views.welcome import is_newcomer
from foundation import text


def refused(request: HttpRequest, why: str) -> HttpResponse:
    """403 with the reason; what was typed comes back with it."""
    typed = request.POST.get("body") or "\n\n".join(request.POST.get(name, "") for name in TEXTS)
    kept = typed.strip()[: text.LONGEST]
    return render(request, "403.html", {"exception": why, "kept": kept}, status=403)


def reply(request: HttpRequest, topic: Topic) -> HttpResponseBase:
    from community.discussions.views.topic import page  # the page and its form know each other

    if not request.user.is_authenticated:
        return refused(request, _("Sign in to reply. What you wrote is kept below."))
    form = ReplyForm(request.POST, request.FILES)
    if shown := preview.of(request, form, topic.board, topic):
        return refused(request, why) if (why := topic.refusal(request.user)) else page(request, topic, form, 200, shown)
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
            pseudonym=values["pseudonym"],
            files=values["files"],
        )
    except PermissionDenied as error:
        return refused(request, str(error))
    except ValidationError as error:
        form.add_error("files" if isinstance(error, FileRefused) else None, error)
        return page(request, topic, form, status=422)
    return written(request, post)


def written(request: HttpRequest, what: Post | Topic | Held) -> HttpResponse:
    """To what was written; or to where it will stand, with a sentence that it waits."""
    if isinstance(what, Held):
        messages.info(request, _("Your post waits for a moderator. You hear when it is there."))
    return redirect(what)


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
    form = _form_for(request)
    shown = preview.of(request, form, board)
    if request.method == "POST" and not shown and form.is_valid():
        try:
            return written(request, actions.start_topic(request.user, board, **form.cleaned_data))
        except PermissionDenied as error:
            return refused(request, str(error))
        except ValidationError as error:
            form.add_error("files" if isinstance(error, FileRefused) else None, error)
    values = {"board": board, "form": form, "kind": form["kind"].value(), "newcomer": is_newcomer(request.user)}
    status = 422 if form.is_bound and not shown else 200
    return render(request, "discussions/start.html", {**values, "preview": shown}, status=status)


def _form_for(request: HttpRequest) -> TopicForm:
    """The kind is chosen first. A program may send a case as one text."""
    asked = (request.POST or request.GET).get("kind", "")
    kind = asked if asked in Kind.values else Kind.DISCUSSION
    form = CaseForm if kind == Kind.CASE and "body" not in request.POST else TopicForm
    return form(request.POST or None, request.FILES or None, initial={"kind": kind})


@login_required
def _to_login(request: HttpRequest) -> HttpResponse:
    raise AssertionError("only who is not signed in comes here")


@login_required
def edit(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponseBase:
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("board__group"), pk=pk)
    post = get_object_or_404(Post.objects.visible_to(request.user).filter(topic=topic), number=number)
    post.topic = topic
    refusal = may_edit(request.user, post)
    if refusal and not post.is_shown and post.author_id != request.user.pk:
        raise Http404
    if refusal:
        return refused(request, refusal)
    attached = list(post.attachments.all()) if post.attached else []
    words = {"body": post.body, "version": post.version}
    form = EditForm(request.POST or None, initial=words, attached=attached)
    shown = preview.of(request, form, topic.board, topic)
    if request.method == "POST" and not shown and form.is_valid():
        try:
            return redirect(actions.edit(request.user, post, **form.cleaned_data))
        except actions.Stale as stale:
            return _both_texts(request, stale.post, form.cleaned_data["body"])
        except PermissionDenied as error:
            return refused(request, str(error))
        except ValidationError as error:
            form.add_error("body", error)
    status = 422 if form.is_bound and not shown else 200
    values = {"topic": topic, "post": post, "form": form, "preview": shown}
    return render(request, "discussions/edit.html", values, status=status)


def _both_texts(request: HttpRequest, post: Post, yours: str) -> HttpResponse:
    values = {
        "theirs": post.body,
        "yours": yours,
        "version": post.version,
        "at": post.edited_at,
        "back": post.get_absolute_url(),
    }
    return render(request, "409.html", values, status=409)
