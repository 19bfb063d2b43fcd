"""A case is told so that nobody can be known: what could tell who it is about is refused, by whatever way it comes."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.confidentiality.findings import find
from community.confidentiality.kinds import HARD, sentences
from community.discussions.models import Kind


def revealing(text: str) -> list[str]:
    """A sentence for each thing in `text` that a case must not have."""
    return sentences(one for one in find(text) if one.kind in HARD)


def check(kind: str, *texts: str) -> None:
    """Raises ValidationError naming what was found, where `kind` is a case."""
    if kind != Kind.CASE:
        return
    found = [sentence for text in texts for sentence in revealing(text)]
    if found:
        raise ValidationError([*found, _("A case is told so that nobody can be known. Take it out.")], code="revealing")
