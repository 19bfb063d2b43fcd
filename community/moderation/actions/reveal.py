"""Asking who wrote under a pseudonym, agreeing, looking. Each is written down without the author's name."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.discussions.models import Post, Topic
from community.members.models import Member
from community.moderation.models import Report
from community.moderation.revealing import Reveal, is_officer, officers
from community.notifications.actions import notify
from foundation import limits
from foundation.audit.models import record as audit
from foundation.text import clean

LONGEST = 1000


def post_for(who: Member, pk: int) -> Post | None:
    """A post this officer may read: where they may read anyway, or one that was shown to the site on purpose."""
    posts = Post.objects.select_related("topic__board__group", "author")
    seen = posts.visible_to(who).filter(pk=pk).first()
    if seen or not is_officer(who):
        return seen
    return posts.filter(pk__in=Report.objects.filter(post=pk, escalated=True).values("post")).first()


def refusal(who: Member, post: Post) -> str:
    """Why this person may not ask about this post; empty when they may."""
    if not is_officer(who):
        return _("Only safeguarding leads can find out who stands behind a pseudonym.")
    if not post.pseudonym:
        return _("This post is signed with a name. There is nothing to find out.")
    if post.author_id is None:
        return _("Who wrote this has left, and nothing about them was kept.")
    if post.author_id == who.pk:
        return _("You cannot do this for this post.")
    return ""


def _checked(who: Member, post: Post) -> Post:
    found = post_for(who, post.pk)
    why_not = refusal(who, found) if found else _("You cannot do this for this post.")
    if why_not or found is None:
        raise PermissionDenied(why_not)
    return found


@transaction.atomic
def ask(who: Member, post: Post, why: str) -> Reveal:
    """The first officer. Nothing is shown yet; while a request waits or is shown there is no second one."""
    post = _checked(who, post)
    why = clean(why)[:LONGEST]
    if not why:
        raise ValidationError(_("Say why. The second officer and the author read it."), code="empty")
    Topic.objects.locked(post.topic_id)  # two officers may ask at the same moment
    there = Reveal.objects.filter(post=post)
    known = there.waiting().first() or there.running().first()
    if known:
        return known
    limits.spend("reveal", who.pk, 10, 24 * 3600)
    asked = Reveal.objects.create(post=post, asked_by=who, why=why)
    audit(who, "ask who wrote", post, why)
    # The author may hold the office, too, and hears of it only when it is done.
    for officer in officers().exclude(pk__in=[who.pk, post.author_id or 0]):
        if post_for(officer, post.pk):
            params = {"member": who.display_name, "why": why}
            notify(officer, "reveal_asked", params, _address(post), key=f"reveal_asked.{asked.pk}")
    return asked


@transaction.atomic
def second(who: Member, reveal: Reveal) -> Reveal:
    """Another officer agrees; from now on both see the name for a day, and the author is told at once."""
    reveal = Reveal.objects.select_for_update(of=("self",)).select_related("post").filter(pk=reveal.pk)[0]
    post = _checked(who, reveal.post)
    if reveal.seconded_at:
        return reveal
    if reveal.asked_by_id in {None, who.pk}:
        raise PermissionDenied(_("A second officer, who is not the first, has to agree."))
    if not Reveal.objects.waiting().filter(pk=reveal.pk).exists():
        raise PermissionDenied(_("The request is older than seven days. Ask again."))
    reveal.seconded_by, reveal.seconded_at = who, timezone.now()
    reveal.save(update_fields=["seconded_by", "seconded_at"])
    audit(who, "agree to see who wrote", post, reveal.why)
    _tell_author(post, reveal)
    return reveal


@transaction.atomic
def look(who: Member, reveal: Reveal) -> str:
    """The name, to one of the two within the day; each look is written down. Else nothing."""
    if not reveal.is_shown_to(who) or not is_officer(who):
        return ""
    post = Post.objects.select_related("author").get(pk=reveal.post_id)
    audit(who, "see who wrote", post)
    return post.author.display_name if post.author else ""


def _tell_author(post: Post, reveal: Reveal) -> None:
    """Told wherever they are now; of a place they can no longer read, without its name."""
    author = post.author
    if author is None:
        return
    key = f"revealed.{reveal.pk}"
    if Topic.objects.visible_to(author).filter(pk=post.topic_id).exists():
        params = {"number": post.number, "topic": post.topic.title, "why": reveal.why}
        with override("en"):
            notify(author, "revealed", params, post.get_absolute_url(), space=post.topic.space, key=key)
    else:
        notify(author, "revealed_elsewhere", {"why": reveal.why}, "/notifications/", key=key)


def _address(post: Post) -> str:
    return f"/moderation/reveal/{post.pk}/"
