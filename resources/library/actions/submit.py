"""Sending a file or a link to the editors."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from community.members.models import Member, MemberQuerySet
from community.notifications.actions import notify_many
from foundation import limits
from foundation.text import clean
from foundation.vocabulary.models import Concept, Country
from resources.library.actions import read
from resources.library.identifiers import normal_doi
from resources.library.models import Submission
from resources.library.sent_files import Checked, checked, named, told
from resources.library.web_addresses import open_address

A_DAY = 10  # of one member
QUEUE = "/admin/submission/"


def submit(
    who: Member,
    *,
    title: str,
    about: str,
    language: str,
    key: UUID | str,
    file: Any = None,
    url: str = "",
    doi: str = "",
    study: str = "",
    concepts: Iterable[Concept] = (),
    country: Country | None = None,
) -> Submission:
    """A file, a link or both wait for an editor. The same key of the same member gives the same submission."""
    if not who.is_active:
        raise PermissionDenied(_("Your account is closed, so you cannot send anything."))
    known = Submission.objects.filter(member=who, key=key).first()
    if known:
        return known
    if not file and not url.strip():
        raise ValidationError({"file": _("Choose a file, or give a link.")}, code="nothing")
    made = Submission(
        member=who, key=key, title=clean(title), about=told(about), language=language, study=study, country=country
    )
    made.url = named("url", open_address, url) if url.strip() else ""
    made.doi = named("doi", normal_doi, doi)
    limits.spend("submit", who.pk, A_DAY, 24 * 3600)
    kept = named("file", checked, file) if file else None
    return _keep(made, kept, list(concepts))


def _keep(made: Submission, kept: Checked | None, concepts: list[Concept]) -> Submission:
    if kept:
        made.filename, made.content_type = kept.name, kept.type.mime
        made.bytes, made.checksum = kept.bytes, kept.checksum
        stored = kept.as_file()
        made.file.save(str(stored.name), stored, save=False)
    try:
        with transaction.atomic():
            made.full_clean(exclude=["file", "resource", "decided_by", "decided_at"], validate_constraints=False)
            made.save(force_insert=True)
            made.concepts.set(concepts)
            notify_many(
                deciders().values_list("pk", flat=True), "submission_sent", {}, QUEUE, key=f"submission.{made.pk}"
            )
            if kept:
                read.ask(kept.checksum, made.language)
    except BaseException as error:
        if kept:
            made.file.storage.delete(str(made.file.name))
        if not isinstance(error, IntegrityError):
            raise
        known = Submission.objects.filter(member=made.member, key=made.key).first()  # sent twice at the same moment
        if known is None:
            raise
        return known
    return made


def deciders() -> MemberQuerySet:
    """Those who may publish resources."""
    right = Permission.objects.filter(codename="publish_resource", content_type__app_label="library")
    own, of_office = Q(user_permissions__in=right), Q(groups__permissions__in=right)
    return Member.objects.active().filter(own | of_office | Q(is_superuser=True)).distinct()
