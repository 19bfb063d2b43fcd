from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.discussions.actions import moderate
from community.discussions.forms import Keyed
from community.discussions.models import Holds
from community.moderation.actions.report import LONGEST
from community.moderation.models import DAYS, Reason, Verdict

CHOICES = [(days, ngettext_lazy("%(days)s day", "%(days)s days", "days") % {"days": days}) for days in DAYS]


def _reason(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=moderate.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why. The reason is passed on.")},
    )


class ReportForm(Keyed):
    reason = forms.ChoiceField(
        label=_("What is wrong with it"), choices=Reason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes nearest.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What should the moderators know"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("No names, places or dates of the people you work with."),
    )  # fmt: skip
    to_site = forms.BooleanField(
        label=_("Show it to the moderators of the whole site too"), required=False,
        help_text=_("They see the words of this post alone, and your report without your name."),
    )  # fmt: skip

    def __init__(self, *args: Any, inside: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not inside:
            del self.fields["to_site"]


class DecideForm(forms.Form):
    """One form with a button for each decision."""

    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    why = _reason(
        _("The reason"), _("The author reads it; when you leave the post as it is, those who reported it do.")
    )
    days = forms.TypedChoiceField(label=_("For how long"), choices=CHOICES, coerce=int, initial=7, required=False)
    body = forms.CharField(
        label=_("The words that will stand there"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip


class RefuseForm(forms.Form):
    why = _reason(_("Why it is not posted"), _("The author reads it."))


class SuspendForm(forms.Form):
    why = _reason(_("The reason"), _("The member gets it by letter."))
    days = forms.TypedChoiceField(
        label=_("For how long"), coerce=lambda value: int(value) or None, initial=7, empty_value=None,
        choices=[*CHOICES, (0, _("Until a moderator lets them in again"))],
    )  # fmt: skip


class ReadmitForm(forms.Form):
    why = forms.CharField(
        label=_("The reason"), required=False, max_length=moderate.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("It is written down for the moderators."),
    )  # fmt: skip


class RevealForm(forms.Form):
    why = forms.CharField(
        label=_("Why"),
        help_text=_("The second officer and the author read it. Name no client."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why. The second officer and the author read it.")},
    )


class HoldsForm(forms.Form):
    holds = forms.ChoiceField(label=_("What waits"), choices=Holds.choices, widget=forms.RadioSelect)
    flagged_words = forms.CharField(
        label=_("Words that make a post wait"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}), help_text=_("One a line. What may tell who a client is waits with them."),
    )  # fmt: skip
