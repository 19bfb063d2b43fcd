"""The form of a case. It asks for no name, date or place, and makes one text of the answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from community.discussions.actions import cases, writing
from community.discussions.forms import TopicForm, Typed
from community.discussions.models import Kind

AGES = [
    ("0-4", _("0 to 4 years")),
    ("5-9", _("5 to 9 years")),
    ("10-14", _("10 to 14 years")),
    ("15-17", _("15 to 17 years")),
    ("adult", _("An adult")),
    ("several", _("A family, or several ages")),
]
PLACES = [
    ("village", _("A village")),
    ("town", _("A town")),
    ("city", _("A city")),
    ("camp", _("A camp or settlement")),
    ("institution", _("An institution")),
    ("other", _("Online, or another place")),
]
TEXTS = ("situation", "tried", "question")


def _text(label: Any, hint: Any, rows: int, missing: Any) -> Typed:
    area = forms.Textarea(attrs={"rows": rows})
    return Typed(label=label, help_text=hint, widget=area, strip=False, error_messages={"required": missing})


def _one_of(label: Any, choices: list[tuple[str, Any]], missing: Any) -> forms.ChoiceField:
    messages = {"required": missing}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=messages)


class CaseForm(TopicForm):
    body = None  # type: ignore[assignment]  # made of the answers
    files = None  # type: ignore[assignment]  # a picture could show who it is
    kind = forms.ChoiceField(choices=[(Kind.CASE, Kind.CASE.label)], widget=forms.HiddenInput, initial=Kind.CASE)
    situation = _text(_("The situation"), _("What happened, in general words."), 6, _("Tell what the situation is."))
    age = _one_of(_("How old"), AGES, _("Choose an age."))
    place = _one_of(_("What kind of place"), PLACES, _("Choose a kind of place."))
    tried = _text(_("What was tried"), _("What you and others did, and what came of it."), 4, _("Tell what was tried."))
    question = _text(_("Your question"), _("What you would like to hear from colleagues."), 3, _("Ask your question."))
    declared = forms.BooleanField(
        label=_("Nobody can be recognised from this: not the person, the family, or the place."),
        error_messages={"required": _("Read it once more, then confirm that nobody can be recognised.")},
    )

    def clean(self) -> dict[str, Any] | None:
        for name in ("title", *TEXTS):
            for sentence in cases.revealing(self.cleaned_data.get(name, "")):
                self.add_error(name, sentence)
        if not self.errors:
            self._compose()
        return super().clean()

    def _compose(self) -> None:
        values = self.cleaned_data
        try:
            values["body"] = writing.words_of(body_of(values, values["language"]))
        except forms.ValidationError as error:
            self.add_error("situation", error)
        for name in (*TEXTS, "age", "place", "declared"):
            values.pop(name, None)


def body_of(answers: dict[str, str], language: str) -> str:
    """The answers under headings in the language they are written in."""
    with override(language):
        parts = [
            f"**{gettext('How old')}:** {dict(AGES)[answers['age']]}  ",
            f"**{gettext('What kind of place')}:** {dict(PLACES)[answers['place']]}",
        ]
        for name, heading in zip(TEXTS, _headings(), strict=True):
            parts += ["", f"# {heading}", "", answers[name].strip()]
    return "\n".join(parts)


def _headings() -> tuple[str, str, str]:
    return gettext("The situation"), gettext("What was tried"), gettext("The question")
