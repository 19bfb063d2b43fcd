"""Sending a member a file by e-mail: the file where it fits, else its light PDF, else where to take it."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.members.models import Member
from foundation import limits
from foundation.filetypes import PDF
from foundation.letters import actions as letters
from foundation.letters.actions import Attached
from foundation.letters.models import Letter
from resources.library.carriers import light_name
from resources.library.models import Reading, ResourceFile

FITS = 5_000_000  # bytes of a file; many mail servers refuse letters over 10 MB
A_HOUR = 5
WORDS = 4_500  # bytes of the letter itself


@dataclass(frozen=True, slots=True)
class Parcel:
    """What would go with the letter. `kind` is `whole`, `light` or `link`; `bytes` is the file's, `weight` the letter's."""

    kind: str
    bytes: int
    attached: Attached | None = None

    @property
    def weight(self) -> int:
        """A letter carries 57 bytes in a line of 78."""
        return WORDS + (-(-self.bytes // 57) * 78 if self.attached else 0)


def parcel_of(file: ResourceFile) -> Parcel:
    if file.bytes <= FITS:
        return Parcel("whole", file.bytes, Attached(str(file.file.name), file.filename, file.content_type))
    reading = Reading._base_manager.filter(checksum=file.checksum).defer("words").first()  # gate: the file is visible
    if reading and reading.light and reading.light_bytes <= FITS:
        return Parcel("light", reading.light_bytes, Attached(str(reading.light.name), light_name(file), PDF.mime))
    return Parcel("link", file.bytes)


def refusal(who: Member) -> str:
    """Why this member gets no letter; `""` where nothing is in the way."""
    if not who.is_active:
        return _("Your account is suspended, so nothing can be sent to you.")
    if not who.emailaddress_set.filter(email__iexact=who.email, verified=True).exists():
        return _("Confirm your e-mail address first. Nothing is sent to an address that nobody has confirmed.")
    return ""


@transaction.atomic
def send_file(who: Member, file: ResourceFile, *, key: UUID | str) -> Parcel:
    """Once for a key. Raises TooMany above five an hour; a repeated key is not counted."""
    if why := refusal(who):
        raise PermissionDenied(why)
    if not ResourceFile.objects.visible_to(who).filter(pk=file.pk).exists():
        raise PermissionDenied(_("This file is no longer there for you."))
    parcel, name = parcel_of(file), f"file:{who.pk}:{key}"
    if Letter.objects.filter(key=name).exists():
        return parcel
    limits.spend("send-file", who.pk, A_HOUR, 3600)
    with override(who.language):
        about = {"record": file.resource.get_absolute_url(), "href": file.get_absolute_url()}
    facts = {
        "kind": parcel.kind,
        "bytes": parcel.bytes,
        "file": file,
        "title": "" if file.resource.group_id else file.resource.title,  # of what a group keeps a subject tells nothing
        **{place: f"{settings.SITE_URL}{path}" for place, path in about.items()},
    }
    attached = [parcel.attached] if parcel.attached else []
    letters.post(name, who.email, "resource_file", facts, who.language, attached)
    return parcel
