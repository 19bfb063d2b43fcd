"""Languages a document may be in: more than the interface has."""

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

OWN = {code: info["name_local"] for code, info in LANG_INFO.items() if "name_local" in info and "-" not in code}
FIRST = [code for code, _name in settings.LANGUAGES]


def choices() -> list[tuple[str, str]]:
    """The interface's languages first, then the others by their own names."""
    others = sorted((name[:1].upper() + name[1:], code) for code, name in OWN.items() if code not in FIRST)
    return [*settings.LANGUAGES, *((code, name) for name, code in others)]


def own_name(code: str) -> str:
    name = dict(settings.LANGUAGES).get(code) or OWN.get(code, code)
    return name[:1].upper() + name[1:]


def name(code: str) -> str:
    """In the reader's language, as Django's own catalogues have it."""
    if code not in OWN:
        return code
    named = str(get_language_info(code)["name_translated"])
    return _("Swahili") if code == "sw" else named[:1].upper() + named[1:]


def direction(code: str) -> str:
    return "rtl" if code in OWN and get_language_info(code)["bidi"] else "ltr"
