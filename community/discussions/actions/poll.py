"""A poll with the first post of a topic: wished for, opened, voted in, and ended by its date."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from community.discussions.actions import writing
from community.discussions.models import Choice, Poll, Topic, Vote
from community.members.models import Member
from foundation import limits
from foundation.text import clean

FEWEST, MOST = 2, 8
LONGEST_QUESTION, LONGEST_CHOICE = 200, 120
A_MINUTE = 10
Wish = dict[str, Any]  # as JSON can hold it, since a held topic keeps it: question, choices, several, closes_at


def wish(question: str, choices: str | Iterable[str], several: bool = False, closes_on: date | None = None) -> Wish:
    """What a new topic's poll shall be; `choices` may be lines. Raises ValidationError with a sentence for each field."""
    asked = " ".join(clean(question).split())
    lines = choices.splitlines() if isinstance(choices, str) else choices
    words = [" ".join(clean(line).split()) for line in lines]
    words = [line for line in words if line]
    errors = {"poll_question": _why_not_asked(asked), "poll_choices": _why_not_chosen(words)}
    if closes_on and closes_on < timezone.now().date():
        errors["poll_closes"] = _("Choose a day that is still to come.")
    if any(errors.values()):
        raise ValidationError({field: why for field, why in errors.items() if why})
    ends = datetime.combine(closes_on, time(23, 59, 59), UTC).isoformat() if closes_on else None
    return {"question": asked, "choices": words, "several": bool(several), "closes_at": ends}


def _why_not_asked(question: str) -> str:
    if not question:
        return _("Say what you ask in the poll.")
    if len(question) > LONGEST_QUESTION:
        return _("Make the question shorter: at most %(most)s characters.") % {"most": LONGEST_QUESTION}
    return ""


def _why_not_chosen(words: list[str]) -> str:
    if not FEWEST <= len(words) <= MOST:
        return _("Give %(fewest)s to %(most)s choices, one a line.") % {"fewest": FEWEST, "most": MOST}
    if len({line.casefold() for line in words}) < len(words):
        return _("Two choices are the same.")
    if max(map(len, words)) > LONGEST_CHOICE:
        return _("Make each choice shorter: at most %(most)s characters.") % {"most": LONGEST_CHOICE}
    return ""


def open_poll(topic: Topic, wished: Mapping[str, Any]) -> Poll:
    """With the first post of a topic that begins, in the caller's transaction."""
    ends = wished.get("closes_at")
    poll = Poll.objects.create(
        topic=topic,
        question=wished["question"],
        several=wished["several"],
        closes_at=datetime.fromisoformat(ends) if ends else None,
    )
    Choice.objects.bulk_create(
        Choice(poll=poll, position=position, words=words) for position, words in enumerate(wished["choices"], 1)
    )
    topic.polled = True
    topic.save(update_fields=["polled"])
    return poll


@transaction.atomic
def vote(who: Member, poll: Poll, choices: Iterable[int]) -> Poll:
    """The positions chosen, in place of what this person chose before. The same again changes nothing."""
    topic = Topic.objects.locked(poll.topic_id)
    poll = Poll.objects.filter(topic=topic).get(pk=poll.pk)
    refusal = may_vote(who, topic, poll)
    if refusal:
        raise PermissionDenied(refusal)
    offered = {choice.position: choice for choice in poll.choices.all()}
    wanted = set(choices)
    if not wanted or wanted - offered.keys():
        raise ValidationError(_("Choose an answer first, then vote."), code="empty")
    if len(wanted) > 1 and not poll.several:
        raise ValidationError(_("Choose only one answer."), code="several")
    own = Vote.objects.filter(choice__poll=poll, member=who)
    if set(own.values_list("choice__position", flat=True)) == wanted:
        return poll
    limits.spend("vote", who.pk, A_MINUTE)
    own.delete()
    Vote.objects.bulk_create(Vote(choice=offered[position], member=who) for position in sorted(wanted))
    recount(poll)
    _touch(topic)
    return poll


def may_vote(who: Member, topic: Topic, poll: Poll) -> str:
    """Why `who` may not vote; empty when they may."""
    if not Topic.objects.visible_to(who).filter(pk=topic.pk).exists():
        return _("You cannot vote in this discussion.")
    if poll.is_over:
        return _("This poll is closed. Its results can be read.")
    if not topic.posts.shown().filter(number=1).exists():
        return _("This post is no longer here, so nobody can vote in it.")
    return topic.refusal(who)


def recount(poll: Poll) -> None:
    """How many chose each, by one query; how many people, by another."""
    votes = Vote.objects.filter(choice__poll=poll)
    times = dict(votes.values_list("choice").annotate(times=Count("pk")).order_by("choice"))
    choices = list(poll.choices.all())
    for choice in choices:
        choice.votes = times.get(choice.pk, 0)
    Choice.objects.bulk_update(choices, ["votes"])
    poll.voters = votes.aggregate(people=Count("member", distinct=True))["people"]
    poll.save(update_fields=["voters"])


def end_polls() -> int:
    """Those whose time is over: the results stand in the post for everybody from now on, and open pages hear it."""
    due = Poll.objects.filter(closes_at__lte=timezone.now(), told=False).values_list("pk", "topic_id")
    for pk, topic_id in list(due):
        with transaction.atomic():
            topic = Topic.objects.locked(topic_id)
            if Poll.objects.filter(pk=pk, told=False).update(told=True):
                _touch(topic)
    return len(due)


def _touch(topic: Topic) -> None:
    post = topic.posts.get(number=1)
    post.topic = topic
    post.seq = topic.raise_seq()
    post.save(update_fields=["seq"])
    topic.save(update_fields=["seq", "changes"])
    writing.tell(post)
