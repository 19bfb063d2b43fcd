"""What a topic is about, for those who look for it: a theme and a country, both as you like."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from foundation.text import fold
from foundation.vocabulary.models import Country, Theme


class ByName(ModelChoiceIterator):
    """In the order of the reader's language."""

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        yield from sorted((self.choice(term) for term in self.queryset), key=lambda choice: fold(str(choice[1])))


class TermField(forms.ModelChoiceField):
    iterator = ByName


class AboutPart(forms.Form):
    """The country is never taken from the author, who may write under a pseudonym."""

    theme = TermField(
        label=_("Theme"),
        queryset=Theme.objects.order_by("position", "slug"),
        to_field_name="slug",
        empty_label=_("No theme"),
        required=False,
    )
    country = TermField(
        label=_("Which country is it about?"),
        queryset=Country.objects.order_by("code"),
        empty_label=_("No country"),
        required=False,
    )
