"""Where allauth meets the house: letters go through the outbox, links name the site itself, refusals answer 429."""

import base64
import hashlib
import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.members.models import Member
from foundation.letters import actions as letters
from foundation.limits import TooMany

# What the letter says when something about the safety of an account was changed.
CHANGES = {
    "password_changed": _("The password of your account was changed."),
    "password_reset": _("The password of your account was changed with a link from a letter."),
    "password_set": _("A password was set for your account."),
    "email_changed": _("The e-mail address of your account was changed."),
    "email_confirm": _("The e-mail address of your account was confirmed."),
    "email_deleted": _("An e-mail address was removed from your account."),
    "totp_activated": _("An authenticator app was turned on for your account."),
    "totp_deactivated": _("The authenticator app of your account was turned off."),
    "recovery_codes_generated": _("New recovery codes were made for your account."),
    "webauthn_added": _("A passkey was added to your account."),
    "webauthn_removed": _("A passkey was removed from your account."),
}


def address_of(name: str, *args: Any) -> str:
    """A whole address on the site's own domain, whatever Host header the request carried."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


def post(to: str, template: str, **context: Any) -> None:
    letters.post(f"account:{uuid.uuid4()}", to, template, context, get_language() or settings.LANGUAGE_CODE)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-mail address and password do not belong together. Check both."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
        "duplicate_email": _("This is your address already."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        name = template_prefix.rsplit("/", 1)[-1]
        if name in {"email_confirmation", "email_confirmation_signup"}:
            post(email, "confirm_address", url=address_of("account_confirm_email", context["key"]))
        elif name == "account_already_exists":
            post(email, "already_member", url=address_of("account_reset_password"))
        elif name in CHANGES:
            post(email, "account_changed", change=CHANGES[name], url=address_of("me"))
        else:
            raise LookupError(f"There is no letter for {name}.")

    def post_forgotten(self, address: str, member: Member | None) -> None:
        """The link to a new password, or word that there is no account. The same work is done for both."""
        someone = member or Member(pk=0, email=address)
        key = f"{user_pk_to_url_str(someone)}-{default_token_generator.make_token(someone)}"
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        url = settings.SITE_URL + path.replace("UID-KEY", key)
        template, target = ("reset_password", url) if member else ("no_account", address_of("account_signup"))
        post(address, template, url=target)

    def save_user(self, request: HttpRequest, user: Member, form: Any, commit: bool = True) -> Member:
        user.email = form.cleaned_data["email"]
        user.display_name = form.cleaned_data["display_name"]
        user.language = get_language() or settings.LANGUAGE_CODE
        user.password = form.hashed
        if commit:
            user.save()
        return user

    def respond_user_inactive(self, request: HttpRequest, user: Member) -> HttpResponse:
        """Asked once the password was right: until when, why, and whom to ask."""
        running = list(user.suspensions.running())
        values = {"suspensions": running, "until": user.suspended_until}
        return render(request, "account/account_inactive.html", values, status=403)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise TooMany(300) from None


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed with the site's key: a copied database opens nothing."""

    def _seal(self) -> MultiFernet:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return MultiFernet(
            [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor {key}".encode()).digest())) for key in keys]
        )

    def encrypt(self, text: str) -> str:
        return self._seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._seal().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Member, type: str) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"{settings.SITE_NAME} {number}"
