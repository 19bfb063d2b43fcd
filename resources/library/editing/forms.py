"""Forms of the editors' rooms beside Wagtail's own."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.vocabulary.models import Country, Pillar, Region, Theme
from resources.library import languages
from resources.library.models import Kind, Level, Licence


class ImportForm(forms.Form):
    file = forms.FileField(label=_("File"), help_text=_("CSV, RIS or BibTeX; at most 20 MB and 20,000 records."))
    pillar = forms.ChoiceField(
        label=_("Pillar of records that name none"),
        choices=[("", _("None: they stay drafts")), *Pillar.choices],
        required=False,
        help_text=_("RIS and BibTeX have no place for it."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4


class BeginForm(forms.Form):
    publish = forms.BooleanField(label=_("Publish what is complete"), required=False)
    good_only = forms.BooleanField(label=_("Leave out the rows that are wrong"), required=False)


class BulkForm(forms.Form):
    """What to change of the chosen records. A field that is left empty changes nothing."""

    add_themes = forms.ModelMultipleChoiceField(Theme.objects, label=_("Add themes"), required=False)
    remove_themes = forms.ModelMultipleChoiceField(Theme.objects, label=_("Take away themes"), required=False)
    add_countries = forms.ModelMultipleChoiceField(Country.objects, label=_("Add countries"), required=False)
    remove_countries = forms.ModelMultipleChoiceField(Country.objects, label=_("Take away countries"), required=False)
    add_regions = forms.ModelMultipleChoiceField(Region.objects, label=_("Add regions"), required=False)
    remove_regions = forms.ModelMultipleChoiceField(Region.objects, label=_("Take away regions"), required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    licence = forms.ChoiceField(label=_("Licence"), required=False)
    language = forms.ChoiceField(label=_("Language of the title"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = sorted(
            ((country.pk, str(country)) for country in Country.objects.order_by()), key=lambda one: one[1]
        )
        for name in ("add_countries", "remove_countries"):
            self.fields[name].choices = countries  # type: ignore[attr-defined]
        choices = {"kind": Kind.choices, "level": Level.choices, "licence": Licence.choices}
        for name, offered in (choices | {"language": languages.choices()}).items():
            self.fields[name].choices = [("", _("As it is")), *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not any(values.values()):
            raise forms.ValidationError(_("Choose what to change."))
        return values
