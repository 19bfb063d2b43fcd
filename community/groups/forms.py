from django import forms
from django.utils.translation import gettext_lazy as _

from community.groups.models import Group


class StartForm(forms.ModelForm):  # type: ignore[type-arg]
    key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Group
        fields = ["name", "purpose", "openness", "language"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 4}), "openness": forms.RadioSelect}
        labels = {"name": _("Name"), "purpose": _("What is it for?"), "openness": _("Who may see it?")}
        help_texts = {"purpose": _("Two or three sentences: who it is for, and what you will do together.")}


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Group
        fields = ["purpose", "language", "openness", "pseudonyms"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 4}), "openness": forms.RadioSelect}
        labels = {
            "purpose": _("What is it for?"),
            "openness": _("Who may see it?"),
            "pseudonyms": _("Members may write under a pseudonym"),
        }
        help_texts = {
            "openness": _("Members are told when you change this."),
            "pseudonyms": _(
                "When you end this, nobody writes under a pseudonym any more; what was written so stays so."
            ),
        }


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address of a member"))
