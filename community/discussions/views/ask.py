"""Asking, for who has no board in mind: the board is chosen in the form."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.discussions import actions
from community.discussions.actions.start import LONGEST_TITLE
from community.discussions.forms import TopicForm
from community.discussions.models import Board, BoardQuerySet, Kind
from community.discussions.views.welcome import is_newcomer
from community.discussions.views.write import refused, written
from community.members.models import Member
from foundation.text import clean

LONGEST_BEGUN = 2000  # characters of a text that a link brings along


class BoardField(forms.ModelChoiceField):
    """Names who reads what is asked there."""

    def label_from_instance(self, board: Board) -> str:
        if not board.is_private:
            return board.title
        name = {"board": board.title}
        return _("%(board)s (only its members read it)") % name if board.group else _("%(board)s (for members)") % name


class AskForm(TopicForm):
    kind = forms.ChoiceField(
        choices=[(Kind.QUESTION, Kind.QUESTION.label)],
        widget=forms.HiddenInput,
        initial=Kind.QUESTION,
        required=False,
    )
    board = BoardField(
        queryset=Board.objects.none(),
        label=gettext_lazy("Where"),
        empty_label=gettext_lazy("Choose a board"),
        error_messages={"required": gettext_lazy("Choose a board.")},
    )

    def __init__(self, *args: Any, boards: BoardQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = boards  # type: ignore[attr-defined]

    def clean_kind(self) -> str:
        return Kind.QUESTION

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        board = self.cleaned_data.get("board")
        if board and self.cleaned_data.get("pseudonym") and not board.allows_pseudonyms:
            self.add_error("pseudonym", _("On this board everybody writes under their own name."))
        return values


def ask(request: HttpRequest) -> HttpResponseBase:
    if request.user.is_authenticated:
        return _ask(request, request.user)  # type: ignore[arg-type]
    if request.method == "POST":
        return refused(request, _("Sign in to write. What you wrote is kept below."))
    return _to_login(request)


@login_required
def _to_login(request: HttpRequest) -> HttpResponse:
    raise AssertionError("only who is not signed in comes here")


def _begun(request: HttpRequest) -> dict[str, str]:
    """What a link has written already, such as that of a search without hits; it is posted only by the reader."""
    longest = {"title": LONGEST_TITLE, "body": LONGEST_BEGUN}
    words = {name: clean(request.GET.get(name, "")[: 4 * most])[:most] for name, most in longest.items()}
    words["title"] = " ".join(words["title"].split())
    return {name: text for name, text in words.items() if text}


def _ask(request: HttpRequest, who: Member) -> HttpResponse:
    boards = Board.objects.writable_by(who).select_related("group")
    form = AskForm(request.POST or None, boards=boards, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            return written(request, actions.start_topic(who, values.pop("board"), **values))
        except PermissionDenied as error:
            return refused(request, str(error))
        except ValidationError as error:
            form.add_error(None, error)
    masks = any(board.allows_pseudonyms for board in boards)
    values = {"form": form, "newcomer": is_newcomer(who), "masks": masks}
    return render(request, "discussions/ask.html", values, status=422 if form.is_bound else 200)
