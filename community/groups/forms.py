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


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address of a member"))
