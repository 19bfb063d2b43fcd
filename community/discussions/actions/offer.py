"""Showing a question to the few who may know.

Who asks under a pseudonym stays a candidate like anybody else: their absence, or an offer that skips them, would tell.
"""

from datetime import timedelta
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.discussions.models import Offer, Post, Topic
from community.members.models import Member, MemberQuerySet
from community.notifications.actions import notify_many
from community.notifications.models import On, Watch
from foundation.audit.models import record as audit

AT_A_TIME = 3  # members asked for one question
A_WEEK = timedelta(days=7)
EACH_WEEK = 2  # questions for one member
SUGGESTED = 12
WAITED = timedelta(hours=24)
TOO_OLD = timedelta(days=14)
WEIGHTS = {"country": 3, "cadre": 2, "theme": 2}


class Candidate(NamedTuple):
    member: Member
    reasons: list[str]


def candidates(topic: Topic, most: int = SUGGESTED) -> list[Candidate]:
    """Who may know, those with the best reasons first. All read the language of the question. One query."""
    told = _reasons(topic)
    found = _able(topic).annotate(**{f"by_{name}": _flag(q) for name, q in told.items()})
    score: Any = Value(0)
    for name in told:
        score = score + F(f"by_{name}") * WEIGHTS[name]
    ordered = found.annotate(score=score, asked=_asked_lately()).order_by(
        "-score", "asked", F("last_login").desc(nulls_last=True), "pk"
    )
    words = {"country": _works_there(topic), "cadre": _("does the same work"), "theme": _("follows the theme")}
    language = _("reads the language")
    return [
        Candidate(member, [words[name] for name in told if getattr(member, f"by_{name}")] + [language])
        for member in ordered[:most]
    ]


def _able(topic: Topic) -> MemberQuerySet:
    """Active readers of the board who take questions, were not asked this one, and not twice this week."""
    reads = Q(language=topic.language) | Q(reads__contains=f'"{topic.language}"')
    able = topic.board.readers().filter(offers=True).annotate(reads=Cast("languages", TextField())).filter(reads)
    signed = Post.objects.filter(topic=topic).signed()
    able = able.exclude(Exists(signed.filter(author=OuterRef("pk"))))
    able = able.exclude(Exists(Offer.objects.filter(topic=topic, member=OuterRef("pk"))))
    return able.annotate(often=_asked_lately()).filter(often__lt=EACH_WEEK)


def _asked_lately() -> Any:
    lately = Offer.objects.filter(member=OuterRef("pk"), at__gt=timezone.now() - A_WEEK).order_by()
    number = lately.values("member").annotate(number=Count("pk")).values("number")
    return models.functions.Coalesce(models.Subquery(number, output_field=IntegerField()), 0)


def _reasons(topic: Topic) -> dict[str, Q]:
    """What speaks for somebody. Of a pseudonym's account nothing is asked: `place` has none, and no cadre is read."""
    found: dict[str, Q] = {}
    place = topic.place
    if place:
        found["country"] = Q(country=place)
    cadre = None if topic.pseudonym or not topic.author else topic.author.cadre_id
    if cadre:
        found["cadre"] = Q(cadre=cadre)
    if topic.theme_id:
        watch = Watch.objects.filter(on=On.THEME, object_id=topic.theme_id, muted=False, member=OuterRef("pk"))
        found["theme"] = Q(Exists(watch))
    return found


def _flag(true: Q) -> Case:
    return Case(When(true, then=1), default=0, output_field=IntegerField())


def _works_there(topic: Topic) -> str:
    return _("works in %(country)s") % {"country": topic.place} if topic.place else ""


def room_for(topic: Topic) -> int:
    """How many more may be asked now: open offers of this week count."""
    still = Offer.objects.filter(topic=topic, declined=False, at__gt=timezone.now() - A_WEEK).count()
    return max(0, AT_A_TIME - still)


@transaction.atomic
def offer(who: Member | None, topic: Topic, members: list[Member]) -> list[Member]:
    """Asks these members, at most three at a time; `who` is None for the site itself. Tells who was asked."""
    topic = Topic.objects.locked(topic.pk)
    if who is not None and not topic.is_moderated_by(who):
        raise PermissionDenied(_("Only a moderator can do this."))
    if not topic.is_waiting or topic.hidden:
        raise ValidationError(_("This question has an answer already, or nobody can answer it now."))
    able = list(_able(topic).filter(pk__in=[member.pk for member in members]))
    if len(able) > room_for(topic):
        raise ValidationError(_("At most three people are asked for one question at a time."))
    now = timezone.now()
    Offer.objects.bulk_create([Offer(topic=topic, member=member, at=now) for member in able])
    with override("en"):
        url = topic.get_absolute_url()
    inside = topic.space.startswith("group.")
    told = [member.pk for member in able if member.pk != topic.author_id]
    params = {} if inside else {"topic": topic.title}
    kind = "offer_private" if inside else "offer"
    notify_many(told, kind, params, url, space=topic.space, key=f"offer.{topic.pk}")
    if who is not None and able:
        audit(who, "offer question", topic)
    return able


def decline(member: Member, topic: Topic, *, never: bool = False) -> None:
    """Not this one; or no question ever again. Nobody is told."""
    Offer.objects.filter(topic=topic, member=member).update(declined=True)
    if never:
        Member.objects.active().filter(pk=member.pk).update(offers=False)


def offer_waiting(most: int = 50) -> int:
    """Questions that wait for a day are shown to those with a better reason than the language, once."""
    now = timezone.now()
    old = Topic.objects.filter(created_at__lt=now - WAITED, created_at__gt=now - TOO_OLD, merged_into=None)
    waiting = old.unanswered().exclude(Exists(Offer.objects.filter(topic=OuterRef("pk"))))
    asked = 0
    for topic in waiting.select_related("board__group", "author", "country").order_by("created_at")[:most]:
        fitting = [found.member for found in candidates(topic, AT_A_TIME) if len(found.reasons) > 1]
        if fitting:
            asked += len(offer(None, topic, fitting))
    return asked
