"""What a member tells of a resource. The words are judged by the actions."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.discussions.forms import Typed
from community.members.models import Member
from foundation.vocabulary.models import Cadre, Country
from resources.library import languages
from resources.library.actions.uses import LONGEST, LONGEST_REASON
from resources.library.models import Answer, Resource
from resources.library.models.uses import Purpose, Useful


class StoryForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = Typed(
        label=_("How did you use it?"),
        help_text=_("What you did with it, what you changed, what came of it. At most 600 characters."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say how you used it.")},
    )
    cadre = forms.ModelChoiceField(
        label=_("Your work"), queryset=Cadre._default_manager.all(), required=False, empty_label=_("Do not show it")
    )
    country = forms.ModelChoiceField(
        label=_("Your country"),
        queryset=Country._default_manager.all(),
        required=False,
        empty_label=_("Do not show it"),
    )
    language = forms.ChoiceField(label=_("You write in"), choices=languages.choices)

    def __init__(self, *args: Any, who: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"cadre": who.cadre_id, "country": who.country_id, "language": get_language()} | self.initial


class AnswerForm(forms.Form):
    useful = forms.ChoiceField(
        label=_("Was it useful?"), choices=Useful.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes, partly or no.")},
    )  # fmt: skip
    purpose = forms.ChoiceField(
        label=_("For what?"), choices=[("", _("Something else, or nothing")), *Purpose.choices], required=False
    )

    def __init__(self, *args: Any, who: Member, resource: Resource, **kwargs: Any) -> None:
        before = Answer.objects.filter(resource=resource, member=who).first()
        known = {"useful": before.useful, "purpose": before.purpose} if before else {}
        super().__init__(*args, **{"initial": known} | kwargs)
        self.given = before is not None


class HideForm(forms.Form):
    why = Typed(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why. The author is told the reason.")},
    )
