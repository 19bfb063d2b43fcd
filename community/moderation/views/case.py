"""One case, and the decision about it: the same for the site and for the editors' rooms."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.members.models import Member
from community.moderation import actions, counts
from community.moderation.cases import Case, case_of
from community.moderation.forms import DecideForm


@dataclass
class Judged:
    """What came of showing or sending the form. `late`: somebody decided first."""

    case: Case
    form: DecideForm
    done: bool = False
    late: bool = False

    @property
    def status(self) -> int:
        return 409 if self.late else 422 if self.form.is_bound else 200


def find(reader: Member, pk: int) -> Case:
    case = case_of(reader, pk)
    if case is None:
        raise Http404
    return case


def judge(request: HttpRequest, pk: int) -> Judged:
    who: Member = request.user  # type: ignore[assignment]
    case = find(who, pk)
    form = DecideForm(request.POST or None, initial={"seen": case.seen, "body": case.post.body})
    judged = Judged(case, form)
    if request.method != "POST" or not form.is_valid():
        return judged
    try:
        actions.decide(who, case.post, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
    except actions.Decided:
        judged.case, judged.late = find(who, pk), True
        judged.form = DecideForm(initial={**form.cleaned_data, "seen": judged.case.seen})
    else:
        judged.done = True
        counts.forget(who)
        messages.success(request, _("Done. Those it concerns have been told."))
    return judged


def values_of(request: HttpRequest, judged: Judged) -> dict[str, object]:
    return {
        "case": judged.case,
        "post": judged.case.post,
        "form": judged.form,
        "late": judged.late,
        "may_suspend": request.user.is_moderator,  # type: ignore[union-attr]
    }


@login_required
def case(request: HttpRequest, pk: int) -> HttpResponse:
    judged = judge(request, pk)
    if judged.done:
        return redirect("moderation")
    return render(request, "moderation/case.html", values_of(request, judged), status=judged.status)
