from django import forms
from django.utils.translation import gettext_lazy as _


class JoinForm(forms.Form):
    display_name = forms.CharField(label=_("Name others will see"), max_length=60)

    def signup(self, request, user):  # noqa: ANN001, ANN201
        user.display_name = self.cleaned_data["display_name"]
        user.save()
