"""What can tell who somebody is, and the sentence that says so."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    EMAIL = "email", _("an e-mail address")
    PHONE = "phone", _("a telephone number")
    BIRTH = "birth", _("a date of birth")
    DATE = "date", _("an exact date")
    COORDINATES = "coordinates", _("a place on the map")
    NUMBER = "number", _("an identity or case number")
    ADDRESS = "address", _("a house address")
    PROFILE = "profile", _("somebody’s page on a social network")
    NAME = "name", _("somebody’s name")


# In a case these are refused. A link to a page may lead to an organisation and a name is only guessed.
HARD = {Kind.EMAIL, Kind.PHONE, Kind.BIRTH, Kind.DATE, Kind.COORDINATES, Kind.NUMBER, Kind.ADDRESS}
# Elsewhere one is asked once. A plain date is most often that of a meeting: asking each time would teach to look away.
ASKED = set(Kind) - {Kind.DATE}
LONGEST = 60  # characters of what was found, when it is named


@dataclass(frozen=True, slots=True)
class Finding:
    """`text[start:end]` is `words`."""

    kind: Kind
    start: int
    end: int
    words: str


def sentences(findings: Iterable[Finding]) -> list[str]:
    """One for each thing found, each thing once."""
    said = {
        Kind.EMAIL: gettext("This looks like an e-mail address: %(words)s."),
        Kind.PHONE: gettext("This looks like a telephone number: %(words)s."),
        Kind.BIRTH: gettext("This looks like a date of birth: %(words)s."),
        Kind.DATE: gettext("This looks like an exact date: %(words)s."),
        Kind.COORDINATES: gettext("This looks like a place on the map: %(words)s."),
        Kind.NUMBER: gettext("This looks like an identity or case number: %(words)s."),
        Kind.ADDRESS: gettext("This looks like a house address: %(words)s."),
        Kind.PROFILE: gettext("This looks like somebody’s page on a social network: %(words)s."),
        Kind.NAME: gettext("This looks like somebody’s name: %(words)s."),
    }
    found = {said[one.kind] % {"words": " ".join(one.words.split())[:LONGEST]} for one in findings}
    return sorted(found)
