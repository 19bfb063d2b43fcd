"""Addresses that members give: of the open web, never of a machine at home or inside a network."""

import ipaddress
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from resources.library.outside import PORTS, is_outside

INSIDE = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".corp", ".test", ".invalid", ".onion")
LONGEST = 500


def open_address(given: str) -> str:
    """As it is kept. Raises ValidationError. The name is not looked up: nobody fetches it here."""
    given = given.strip()
    if given and "://" not in given:
        given = f"https://{given}"
    refusal = ValidationError(
        _("This is not an address of the open web. It begins with https:// or http://."), code="url"
    )
    try:
        URLValidator(schemes=["http", "https"])(given)
        parts = urlsplit(given)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except (ValidationError, ValueError):
        raise refusal from None
    if len(given) > LONGEST:
        raise ValidationError(_("This address is too long: at most 500 characters."), code="url")
    if parts.username or parts.password or _is_inside(host) or port not in {None, *PORTS}:
        raise refusal
    return given


def _is_inside(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return "." not in host or host.endswith(INSIDE) or host.replace(".", "").isdecimal()
    return not is_outside(host.strip("[]"))


def alike(url: str) -> str:
    """The same for addresses that lead to the same page: without scheme, `www.`, fragment and last slash."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url
    return urlunsplit(("", host, parts.path.rstrip("/"), parts.query, "")).removeprefix("//")
