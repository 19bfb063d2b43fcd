"""What is written on the board. The words are judged by the actions, so every way in has the same limits."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.discussions.actions import moderate, start, writing
from community.discussions.models import Kind

KINDS = [
    (Kind.DISCUSSION, _("Something to talk about")),
    (Kind.QUESTION, _("A question that wants an answer")),
    (Kind.CASE, _("A case, told so that nobody can be known")),
]


class Keyed(forms.Form):
    """With a key that makes a second sending answer as the first did."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class BodyForm(forms.Form):
    body = forms.CharField(
        label=_("Your text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something first.")},
    )

    def clean_body(self) -> str:
        return writing.words_of(self.cleaned_data["body"])


def _language_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("You write in"), choices=settings.LANGUAGES, required=False)


class ReplyForm(Keyed, BodyForm):
    reply_to = forms.IntegerField(min_value=1, max_value=10**9, required=False, widget=forms.HiddenInput)
    language = _language_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language


class TopicForm(Keyed, BodyForm):
    title = forms.CharField(
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


class EditForm(BodyForm):
    version = forms.IntegerField(min_value=1, max_value=10**9, widget=forms.HiddenInput)


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
