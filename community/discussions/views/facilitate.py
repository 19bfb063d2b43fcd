"""What who moderates a topic does beside judging: each act on a small page that says what will happen."""

from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.discussions import actions
from community.discussions.actions.move import boards_for, may_move
from community.discussions.facilitation import MergeForm, MoveForm, RenameForm, SplitForm
from community.discussions.forms import WhyForm
from community.discussions.models import Topic


class Said(NamedTuple):
    """The words of one page."""

    title: str | Promise
    text: str | Promise
    button: str | Promise


FLAGS = {
    "pin": Said(_("Pin this discussion"), _("It stands first on its board until somebody unpins it."), _("Pin discussion")),
    "unpin": Said(
        _("Unpin this discussion"),
        _("It takes its place among the others again. If it is an announcement, that ends too."),
        _("Unpin discussion"),
    ),
    "announce": Said(
        _("Make this an announcement"),
        _("It stands first on its board. If everybody can read it, its title also stands above all discussions."),
        _("Make announcement"),
    ),
    "retract": Said(
        _("End this announcement"), _("It stays pinned on its board until somebody unpins it."), _("End announcement")
    ),
}  # fmt: skip
RENAME = Said(_("Change the title"), _("The old address leads to the new one."), _("Change title"))
MOVE = Said(
    _("Move to another board"),
    _(
        "You can move it only where no more people can read it than now. Who can no longer read it is told nothing more."
    ),
    _("Move discussion"),
)
MERGE = Said(
    _("Merge into another discussion"),
    _(
        "All posts of this discussion go to the end of the other one, in their order, with new numbers. "
        "Old links lead there. This cannot be taken back."
    ),
    _("Merge discussions"),
)
SPLIT = Said(
    _("Split off posts"),
    _(
        "The posts you name become a discussion of their own on the same board. A line stays in their place and leads "
        "there. This cannot be taken back."
    ),
    _("Split off posts"),
)


def _steered(request: HttpRequest, pk: int | str) -> Topic:
    topic = get_object_or_404(Topic.objects.visible_to(request.user).select_related("board__group"), pk=pk)
    if not topic.is_moderated_by(request.user):
        raise PermissionDenied(gettext("Only a moderator can do this."))
    return topic


def _done(request: HttpRequest, topic: Topic, said: Said, form: Form, act: Any) -> HttpResponse:
    """Does it when the form is right; a refusal of the action stands above the form, all values kept."""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(act(**form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, error)
    values = {"topic": topic, "said": said, "form": form}
    return render(request, "discussions/facilitate.html", values, status=422 if form.is_bound else 200)


@login_required
def flag(request: HttpRequest, pk: str, slug: str, act: str) -> HttpResponseBase:
    topic = _steered(request, pk)
    acts = {"pin": actions.pin, "unpin": actions.unpin, "announce": actions.announce, "retract": actions.retract}
    form = WhyForm(request.POST if request.method == "POST" else None, needed=False)
    return _done(request, topic, FLAGS[act], form, lambda why: acts[act](request.user, topic, why))  # type: ignore[arg-type]


@login_required
def rename(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    topic = _steered(request, pk)
    form = RenameForm(request.POST or None, initial={"title": topic.title})
    return _done(request, topic, RENAME, form, lambda **values: actions.rename(request.user, topic, **values))  # type: ignore[arg-type]


@login_required
def move(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    topic = _steered(request, pk)
    boards = [] if may_move(topic) else boards_for(request.user, topic)  # type: ignore[arg-type]
    if not boards:
        text = may_move(topic) or gettext(
            "There is no other board with the same readers, or fewer, on which you may write."
        )
        return _done(request, topic, MOVE._replace(text=text, button=""), Form(), None)
    form = MoveForm(request.POST or None, boards=boards)
    return _done(request, topic, MOVE, form, lambda **values: actions.move(request.user, topic, **values))  # type: ignore[arg-type]


@login_required
def merge(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    topic = _steered(request, pk)
    form = MergeForm(request.POST or None, who=request.user)  # type: ignore[arg-type]

    def act(*, into: Topic, why: str, sure: bool) -> Topic:
        return actions.merge(request.user, topic, into, why)  # type: ignore[arg-type]

    return _done(request, topic, MERGE, form, act)


@login_required
def split(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    topic = _steered(request, pk)
    form = SplitForm(
        request.POST or None, last=topic.last_number, initial={"posts": request.GET.get("posts", "")[:400]}
    )

    def act(*, posts: list[int], sure: bool, **values: str) -> Topic:
        return actions.split(request.user, topic, numbers=posts, **values)  # type: ignore[arg-type]

    return _done(request, topic, SPLIT, form, act)
