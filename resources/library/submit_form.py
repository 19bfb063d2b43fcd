"""What a member tells about a file or link. The values are judged by the action, so every way in has the same limits."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.discussions.forms import Typed
from foundation.vocabulary.models import Concept, Country
from resources.library import languages
from resources.library.models.resource import Kind, Study

ACCEPT = ".pdf,.docx,.xlsx,.pptx,.odt,.epub,.png,.jpg,.jpeg,.txt"


class SentForm(forms.Form):
    """A file or a link, with what everybody is asked about it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word, Excel, PowerPoint, ODT, EPUB, PNG, JPEG or text, up to 50 MB."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    url = Typed(
        label=_("Or its address on the web"),
        required=False,
        max_length=500,
        widget=forms.URLInput(attrs={"inputmode": "url", "dir": "ltr", "autocomplete": "off"}),
    )
    title = Typed(label=_("Title"), max_length=300, error_messages={"required": _("Give it a title.")})
    about = Typed(
        label=_("What is it for?"),
        help_text=_("One or two sentences: who can use it, and for what."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what it is for.")},
    )
    language = forms.ChoiceField(label=_("Its language"), choices=languages.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language

    @property
    def lost_file(self) -> bool:
        """A browser sends a file once: with a form that comes back it must be chosen again."""
        return bool(self.files)


class ShelfForm(SentForm):
    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind.choices, initial=Kind.FORM)


class SubmitForm(SentForm):
    doi = Typed(label=_("DOI"), help_text=_("If it has one. Such as: 10.1000/182"), required=False, max_length=200)


class EvidenceForm(SubmitForm):
    study = forms.ChoiceField(
        label=_("Kind of study"), choices=[("", _("Choose one")), *Study.choices],
        error_messages={"required": _("Choose the kind of study.")},
    )  # fmt: skip
    concepts = forms.ModelMultipleChoiceField(
        label=_("Key concepts"), queryset=Concept._default_manager.all(), required=False, to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    country = forms.ModelChoiceField(
        label=_("Country"), queryset=Country._default_manager.all(), required=False, empty_label=_("None, or several")
    )
