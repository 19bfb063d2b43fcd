"""The part of the start form that asks for a poll. Left empty there is none."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.discussions.actions import poll

FIELDS = ("poll_question", "poll_choices", "poll_several", "poll_closes")


class PollPart(forms.Form):
    """Its fields come out as one value, `poll`: what `start_topic` takes, or None."""

    poll_question = forms.CharField(label=_("Question of the poll"), required=False, strip=False)
    poll_choices = forms.CharField(
        label=_("Choices"),
        help_text=_("One a line, at most eight."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    poll_several = forms.BooleanField(label=_("People may choose several"), required=False)
    poll_closes = forms.DateField(
        label=_("Open until the end of"),
        help_text=_("Everybody sees the results after this day. Those who have voted see them at once."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        kept = self.cleaned_data
        asked = {name: kept.pop(name, None) for name in FIELDS}
        kept["poll"] = None
        wanted = any((asked[name] or "").strip() for name in ("poll_question", "poll_choices"))
        if wanted and not self.errors.keys() & set(FIELDS):
            try:
                kept["poll"] = poll.wish(
                    asked["poll_question"] or "",
                    asked["poll_choices"] or "",
                    asked["poll_several"],
                    asked["poll_closes"],
                )
            except ValidationError as error:
                for name, reasons in error.message_dict.items():
                    self.add_error(name, reasons)
        return values

    @property
    def polls(self) -> bool:
        """Whether something of it was filled in, so that it is shown open."""
        return self.is_bound and any(self.data.get(name) for name in FIELDS)
