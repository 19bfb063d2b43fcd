"""What an editor decides about what was sent: it becomes a draft of a record, or it is declined with a reason."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.members.models import Member
from community.notifications.actions import notify
from foundation.audit.models import record
from foundation.letters.actions import post
from foundation.templatetags.commons import in_language
from foundation.text import clean
from foundation.vocabulary.models import Country, Pillar, Theme
from resources.library.models import Resource, ResourceFile, ResourceLink, Submission
from resources.library.models.resource import Kind
from resources.library.models.submissions import Decision, is_decider

LONGEST_REASON = 1000


class Decided(Exception):
    """Another editor was first."""


def take(
    who: Member, submission: Submission, *, themes: Iterable[Theme] = (), countries: Iterable[Country] = ()
) -> Resource:
    """A draft with the file and the link that were sent; it is published by the usual workflow."""
    with transaction.atomic():
        held = _waiting(who, submission)
        made = _drafted(who, held, list(themes), list(countries))
        held.resource = made
        _settle(who, held, Decision.TAKEN, "")
        _tell(held, "taken")
        record(who, "submission taken", held, f"resource:{made.pk}")
        _drop_file(held)
    return made


def decline(who: Member, submission: Submission, why: str) -> Submission:
    """The sender reads the reason."""
    why = clean(why)
    if not why:
        raise ValidationError({"why": _("Say why. The sender is told the reason.")})
    if len(why) > LONGEST_REASON:
        raise ValidationError({"why": _("Make the reason shorter: at most 1,000 characters.")})
    with transaction.atomic():
        held = _waiting(who, submission)
        _settle(who, held, Decision.DECLINED, why)
        _tell(held, "declined")
        record(who, "submission declined", held, why)
        _drop_file(held)
    return held


def tell_published(resource: Resource) -> None:
    """Who sent it hears once that everybody can find it now."""
    if not resource.live or resource.group_id:
        return
    sent = Submission.objects.filter(resource=resource.pk, decision=Decision.TAKEN).select_related("member")
    for submission in sent:
        with transaction.atomic():
            _tell(submission, "live", resource)


def on_published(sender: type[Resource], instance: Resource, **_kwargs: Any) -> None:
    tell_published(instance)


def _waiting(who: Member, submission: Submission) -> Submission:
    """The locked row, where nobody has decided yet."""
    if not is_decider(who):
        raise PermissionDenied(_("Only editors may decide about what was sent."))
    held = Submission.objects.select_for_update(of=("self",)).select_related("member", "country").get(pk=submission.pk)
    if held.decision != Decision.WAITING:
        raise Decided
    return held


def _drafted(who: Member, held: Submission, themes: list[Theme], countries: list[Country]) -> Resource:
    """Not live and never checked for what is missing: the editor's form asks for that before it is published."""
    concepts = list(held.concepts.all())
    pillars = {term.pillar for term in [*themes, *concepts]}
    kind = Kind.ARTICLE if held.study else Kind.REPORT
    made = Resource(
        title=held.title,
        language=held.language,
        summary=held.about,
        doi=held.doi,
        study=held.study,
        kind=kind,
        live=False,
    )
    for pillar in Pillar.values:
        setattr(made, pillar, pillar in pillars)
    made.save()
    made.themes, made.concepts = themes, concepts
    made.countries = list(dict.fromkeys([*countries, *([held.country] if held.country else [])]))
    if held.url:
        made.links = [ResourceLink(url=held.url, language=held.language)]
    made.save()
    if held.file:
        with held.file.storage.open(str(held.file.name)) as stored:
            named = held.filename.rsplit(".", 1)[0].replace("-", " ")[:120] or held.title[:120]
            added = ResourceFile(
                resource=made, language=held.language, name=named, file=File(stored, name=held.filename)
            )
            added.full_clean(exclude=["resource", "content_type", "checksum"])
            added.save()
    fresh = Resource.objects.get(pk=made.pk)  # gate: checked above
    fresh.save_revision(user=who, log_action=True, clean=False)  # a pillar may be missing still
    return fresh


def _settle(who: Member, held: Submission, decision: Decision, why: str) -> None:
    held.decision, held.reason, held.decided_by, held.decided_at = decision, why, who, timezone.now()
    held.save(update_fields=["decision", "reason", "decided_by", "decided_at", "resource"])


def _drop_file(held: Submission) -> None:
    """A file is kept in one place: in the record, or nowhere. Its sum stays, so that it is known when it comes again."""
    if not held.file:
        return
    name, storage = str(held.file.name), held.file.storage
    Submission.objects.filter(pk=held.pk).update(file="")
    transaction.on_commit(lambda: storage.delete(name))


def _tell(held: Submission, what: str, resource: Resource | None = None) -> None:
    """By a notice and a letter, each once, in the sender's language. Who has left is told nothing."""
    member = held.member
    if member is None or not member.is_active:
        return
    with override(settings.LANGUAGE_CODE):
        path = resource.get_absolute_url() if resource else reverse("resource_sent")
    facts = {"title": resource.title if resource else held.title}
    notify(
        member, f"submission_{what}", facts | ({"why": held.reason} if what == "declined" else {}), path,
        key=f"submission_{what}.{held.pk}",
    )  # fmt: skip
    address = settings.SITE_URL + in_language(path, member.language)
    context = {"what": what, "title": facts["title"], "why": held.reason, "url": address}
    post(f"submission:{held.pk}:{what}", member.email, "submission", context, member.language)
