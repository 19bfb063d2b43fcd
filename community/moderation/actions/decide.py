"""Deciding about a post. Whoever comes second is told that it has been decided."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.discussions import actions as discussions
from community.discussions.actions.moderate import reason_of, tell_why
from community.discussions.models import Post, Topic
from community.members import actions as members
from community.members.models import Member
from community.moderation.cases import post_of
from community.moderation.models import DAYS, Decision, Report, Verdict
from community.notifications.actions import notify
from foundation.audit.models import record as audit


class Decided(Exception):
    """Somebody decided after the page was read; `decision` is theirs."""

    def __init__(self, decision: Decision) -> None:
        super().__init__("decided meanwhile")
        self.decision = decision


@transaction.atomic
def decide(
    who: Member, post: Post, verdict: str, why: str, *, seen: int, body: str = "", days: int | None = None
) -> Decision:
    """`seen` is the last decision about the post that the decider has read, 0 for none."""
    Topic.objects.locked(post.topic_id)  # two deciders come one after the other
    found = post_of(who, post.pk)
    if found is None:
        raise PermissionDenied(_("Only a moderator can do this."))
    post, whole = found
    if post.author_id == who.pk:
        raise PermissionDenied(_("Somebody else decides about your own post."))
    last = Decision.objects.filter(post=post).first()
    if last and last.pk != seen:
        raise Decided(last)
    chosen, why = Verdict(verdict), reason_of(why)
    if chosen == Verdict.SUSPEND and days not in DAYS:
        raise ValidationError(_("Choose for how many days."))
    _do(who, post, chosen, why, body, days, whole)
    decision = Decision.objects.create(
        post=post, verdict=chosen, why=why, by=who, days=days if chosen == Verdict.SUSPEND else None
    )
    if chosen == Verdict.WARN:
        tell_why(who, post.topic, post.author, "warned", why, f"warned.{decision.pk}")
    _close(who, decision)
    return decision


def _do(who: Member, post: Post, chosen: Verdict, why: str, body: str, days: int | None, whole: bool) -> None:
    """Each act writes its own line of the audit."""
    if chosen == Verdict.HIDE:
        discussions.hide(who, post, why, asked=True)
    elif chosen == Verdict.EDIT_OUT:
        if not post.is_shown:
            raise ValidationError(_("This post is no longer shown."))
        if discussions.edit_out(who, post, body, why, asked=True).version == post.version:
            raise ValidationError(_("Change the words first; nothing was changed."))
    elif chosen == Verdict.SUSPEND:
        if not who.is_moderator:
            raise PermissionDenied(_("Only a moderator of the site can suspend somebody."))
        if post.author is None:
            raise ValidationError(_("The author has left."))
        # whoever may not know the author reads nothing of the account afterwards, either
        members.suspend(who, post.author, why, days, about=post if post.pseudonym or not whole else None)
    else:
        audit(who, "warn author" if chosen == Verdict.WARN else "dismiss reports", post, why)


def _close(who: Member, decision: Decision) -> None:
    """All open reports of the post, and each reporter hears of it. What was shown to the site on purpose stays open
    when a coordinator leaves the post as it is."""
    reports = Report.objects.filter(post=decision.post).open()
    if decision.verdict == Verdict.DISMISS and not who.is_moderator:
        reports = reports.filter(escalated=False)
    rows = list(reports.select_related("reporter"))
    Report.objects.filter(pk__in=[row.pk for row in rows]).update(state="decided", decision=decision)
    topic = decision.post.topic
    for row in rows:
        if row.reporter is None or row.reporter_id == who.pk:
            continue
        sees = Topic.objects.visible_to(row.reporter).filter(pk=topic.pk).exists()
        if topic.space and not sees:
            continue
        with override("en"):
            url = decision.post.get_absolute_url() if sees else topic.board.get_absolute_url()
        left = decision.verdict == Verdict.DISMISS
        kind, params = ("report_dismissed", {"why": decision.why}) if left else ("report_acted", {})
        notify(row.reporter, kind, params, url, space=topic.space, key=f"report.{row.pk}")
