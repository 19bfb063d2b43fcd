"""What is written on the board. The words are judged by the actions, so every way in has the same limits."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.discussions.about_form import AboutPart
from community.discussions.actions import moderate, start, writing
from community.discussions.attached import FilesForm
from community.discussions.careful import CarefulForm
from community.discussions.models import Attachment, Kind
from community.discussions.poll_form import PollPart

KINDS = [
    (Kind.DISCUSSION, _("Something to talk about")),
    (Kind.QUESTION, _("A question that wants an answer")),
    (Kind.CASE, _("A case, told so that nobody can be known")),
]


class Keyed(forms.Form):
    """With a key that makes a second sending answer as the first did."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class MaskForm(forms.Form):
    """Shown where the board allows it; sent where it does not, the action refuses it."""

    pseudonym = forms.BooleanField(
        label=_("Write under a pseudonym"),
        help_text=_("Nobody here sees who you are. Two officers together can find out, and you would be told."),
        required=False,
    )


class Typed(forms.CharField):
    """A NUL, which nobody types, is dropped like the other characters that cannot be seen."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\x00", "") if isinstance(value, str) else value)


class BodyForm(forms.Form):
    body = Typed(
        label=_("Your text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something first.")},
    )

    def clean_body(self) -> str:
        return writing.words_of(self.cleaned_data["body"])


def _language_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("You write in"), choices=settings.LANGUAGES, required=False)


class ReplyForm(Keyed, MaskForm, BodyForm, FilesForm, CarefulForm):
    reply_to = forms.IntegerField(min_value=1, max_value=10**9, required=False, widget=forms.HiddenInput)
    language = _language_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language


class TopicForm(AboutPart, PollPart, Keyed, MaskForm, BodyForm, FilesForm, CarefulForm):
    title = Typed(
        label=_("Title"), help_text=_("One sentence that says what it is about."), strip=False,
        error_messages={"required": _("Give it a title.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What is it"), choices=KINDS, required=False, initial=Kind.DISCUSSION)
    language = _language_field()

    field_order = ["kind", "title", "body", "language", "key"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language

    def clean_title(self) -> str:
        return start.title_of(self.cleaned_data["title"])

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Kind.DISCUSSION

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or get_language() or "en"


class EditForm(BodyForm, CarefulForm):
    version = forms.IntegerField(min_value=1, max_value=10**9, widget=forms.HiddenInput)
    drop = forms.TypedMultipleChoiceField(
        label=_("Files to take away"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, attached: Sequence[Attachment] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drop"].choices = [(one.pk, one.name) for one in attached]
        if not attached:
            del self.fields["drop"]


class WhyForm(forms.Form):
    why = forms.CharField(
        label=_("Why"),
        max_length=moderate.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why. The author is told the reason.")},
    )

    def __init__(self, *args: Any, needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = needed
