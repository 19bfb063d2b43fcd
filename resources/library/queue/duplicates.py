"""What is in the database already and may be the same as what was sent."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from community.members.models import Member
from foundation.text import fold
from resources.library.editing.gate import handled_by
from resources.library.models import Resource, ResourceFile, ResourceLink, Submission
from resources.library.models.submissions import Decision
from resources.library.web_addresses import alike

MOST = 8
SAME = 0.6  # of the words of two titles that are shared, of all their words
SHORT = 3  # letters of a word that tells nothing


@dataclass(frozen=True, slots=True)
class Likely:
    """A record, or an earlier submission, and why it is named."""

    resource: Resource | None
    submission: Submission | None
    why: str


def likely(who: Member, sent: Submission) -> list[Likely]:
    """The surest first: the same file, DOI, address, then titles alike. Drafts too; nothing of a group `who` is not in."""
    seen = handled_by(who)
    reasons: dict[int, str] = {}

    def note(pks: "list[int]", why: str) -> None:
        for pk in pks:
            reasons.setdefault(pk, why)

    if sent.checksum:
        same = ResourceFile.objects.filter(checksum=sent.checksum, resource__in=seen)
        note(list(same.values_list("resource", flat=True)), _("the same file"))
    if sent.doi:
        note(list(seen.filter(doi__iexact=sent.doi).values_list("pk", flat=True)), _("the same DOI"))
    if sent.url:
        note(_of_address(sent.url), _("the same address"))
    note(_alike(sent.title, seen.values_list("pk", "title", "english_title")), _("a title like it"))
    found = seen.exclude(pk=sent.resource_id or 0).in_bulk(list(reasons)[: MOST + 1])
    records = [Likely(found[pk], None, why) for pk, why in reasons.items() if pk in found]
    return [*records[:MOST], *_sent_before(sent)]


def _of_address(url: str) -> list[int]:
    tail = alike(url)
    near = ResourceLink._base_manager.filter(url__icontains=tail).values_list("resource", "url")[:50]
    return [pk for pk, other in near if alike(other) == tail]


def _alike(title: str, rows: "object") -> list[int]:
    words = _words(title)
    found = []
    for pk, *titles in rows:  # type: ignore[attr-defined]
        share = max((_share(words, _words(other)) for other in titles if other), default=0.0)
        if share >= SAME:
            found.append((share, pk))
    return [pk for _share_of, pk in sorted(found, reverse=True)[:MOST]]


def _words(title: str) -> set[str]:
    words = fold(title).split()
    return {word for word in words if len(word) > SHORT} or set(words)


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _sent_before(sent: Submission) -> list[Likely]:
    same = Q(checksum=sent.checksum) if sent.checksum else Q()
    same |= Q(url=sent.url) if sent.url else Q()
    same |= Q(doi=sent.doi) if sent.doi else Q()
    if not same:
        return []
    others = Submission.objects.filter(same).exclude(pk=sent.pk)[:MOST]
    said = {
        Decision.WAITING: _("sent as well, and waiting"),
        Decision.TAKEN: _("sent before, and taken"),
        Decision.DECLINED: _("sent before, and not taken"),
    }
    return [Likely(None, other, str(said[Decision(other.decision)])) for other in others]
