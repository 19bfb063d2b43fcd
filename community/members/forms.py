"""What people fill in to join, sign in and change their account. Equal work for known and unknown addresses stands here."""

import uuid
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
from allauth.account.internal.flows.signup import complete_signup
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.validators import ProhibitNullCharactersValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from community.members.models import Member

PASSWORD_HINT = _("10 characters or more. Three plain words are good.")
NAME_HINT = _("Your own, or a pseudonym. You can change it later.")
EMAIL_HINT = _("For signing in and letters. Nobody else sees it.")
REQUIRED = {"email": _("Write your e-mail address."), "password1": _("Choose a password.")}


class NameField(forms.CharField):
    """One line that says something: no control characters, no blank of any width."""

    def __init__(self, **options: Any) -> None:
        given: dict[str, Any] = {"label": _("Name others will see"), "max_length": 60, "help_text": NAME_HINT}
        super().__init__(**{**given, **options}, validators=[ProhibitNullCharactersValidator()])
        self.error_messages["required"] = _("Write a name. It need not be your own.")
        self.widget.attrs["autocomplete"] = "nickname"

    def to_python(self, value: Any) -> str:
        text = " ".join("".join(c if c.isprintable() else " " for c in str(value or "")).split())
        return str(super().to_python(text))


class JoinForm(SignupForm):
    """Three fields. Whether the address is known or not, one hash is made and the same rows are written."""

    display_name = NameField()
    field_order = ["display_name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = EMAIL_HINT
        self.fields["password1"].help_text = PASSWORD_HINT
        for name, sentence in REQUIRED.items():
            self.fields[name].error_messages["required"] = sentence

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors:
            self.hashed = make_password(values["password1"])  # before any transaction, for everybody
        return values

    def try_save(self, request: HttpRequest) -> tuple[Member | None, HttpResponse | None]:
        with transaction.atomic():
            if self.account_already_exists:
                self._write_and_undo(request)
            member, response = super().try_save(request)
            if member:
                response = complete_signup(request, user=member, redirect_url=get_next_redirect_url(request))
            return member, response

    def _write_and_undo(self, request: HttpRequest) -> None:
        known = self.cleaned_data["email"]
        self.cleaned_data["email"] = f"{uuid.uuid4().hex}@invalid.invalid"
        self.account_already_exists = False
        try:
            with transaction.atomic():
                self.save(request)
                transaction.set_rollback(True)
        finally:
            self.cleaned_data["email"] = known
            self.account_already_exists = True


class SignInForm(LoginForm):
    shared = forms.BooleanField(
        label=_("I share this phone. Sign me out when I leave, keep nothing on it."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].help_text = ""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response: HttpResponse = super().login(request, redirect_url=redirect_url)
        if self.cleaned_data["shared"]:
            request.session["shared"] = True
            request.session.set_expiry(0)
        return response


class ForgottenForm(ResetPasswordForm):
    """Both letters are made for every address and one is posted, so that time tells nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        address: str = self.cleaned_data["email"]
        get_adapter(request).post_forgotten(address, self.users[0] if self.users else None)
        return address


class NewAddressForm(AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")
        self.fields["email"].help_text = EMAIL_HINT


class ChosenPassword:
    """A new password is written once; what is typed can be shown by the browser."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = PASSWORD_HINT
        if "oldpassword" in self.fields:
            self.fields["oldpassword"].label = _("Password now")
            self.fields["oldpassword"].help_text = ""


class NewPasswordForm(ChosenPassword, ChangePasswordForm):
    password2 = None


class FirstPasswordForm(ChosenPassword, SetPasswordForm):
    password2 = None


class NewPasswordByLetterForm(ChosenPassword, ResetPasswordKeyForm):
    password2 = None


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Its name, for you")
        alone = self.fields["passwordless"]
        alone.label, alone.initial = _("Sign in with it alone, without the password"), True
        alone.help_text = _("It asks for your finger, face or PIN.")


class ProfileForm(forms.ModelForm[Member]):
    display_name = NameField()
    languages = forms.MultipleChoiceField(
        label=_("Languages you work in"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Member
        fields = ["display_name", "country", "cadre", "languages", "language", "offers"]
        labels = {
            "country": _("Country you work in"),
            "cadre": _("Your work"),
            "offers": _("Offer me questions I may be able to answer"),
        }
        help_texts = {"language": _("Letters and notifications come in this language.")}
