"""One post with everything this reader may do with it. Lists stay light: the rare acts stand here."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from community.discussions import fragments
from community.discussions.models import Post, State, Topic
from community.discussions.views.follow import colleague_buttons
from community.discussions.views.moved import led_on
from community.discussions.views.topic import articles, moderates


class Act(NamedTuple):
    url: str
    label: str


def post(request: HttpRequest, pk: int, slug: str, number: int) -> HttpResponseBase:
    topic = get_object_or_404(Topic.objects.open_to(request.user).seen_by(request.user), pk=pk)
    if topic.merged_into_id:
        return led_on(request, topic, number)
    if slug != topic.slug:
        return redirect("post", pk, topic.slug, number, permanent=True)
    found = get_object_or_404(Post.objects.visible_to(request.user).filter(topic=topic), number=number)
    if found.moved_to_id:
        return redirect("post_bare", found.moved_to_id)
    rows = fragments.rows(Post.objects.visible_to(request.user).filter(pk=found.pk))
    values = {
        "topic": topic,
        "post": found,
        "article": mark_safe(articles(request, topic, rows)[0].split("<footer", 1)[0] + "</article>"),  # noqa: S308
        "acts": acts(request, topic, found),
        "judged": [*judging(request, topic, found), *revealing(request, found)],
        "follow": colleague_buttons(request, found),
    }
    return _private(render(request, "discussions/post.html", values))


def acts(request: HttpRequest, topic: Topic, post: Post) -> list[Act]:
    """What anybody, and the author, may do."""
    where = (topic.pk, topic.slug, post.number)
    found = []
    if request.user.pk and post.author_id == request.user.pk and post.is_shown:
        found.append(Act(reverse("edit_post", args=where), _("Change your post")))
        found.append(Act(reverse("withdraw_post", args=where), _("Withdraw your post")))
    return found


def judging(request: HttpRequest, topic: Topic, post: Post) -> list[Act]:
    """What only those who moderate the topic may do."""
    if not moderates(request, topic):
        return []
    where = (topic.pk, topic.slug)
    decide = []
    if post.author_id != request.user.pk:
        decide.append(Act(reverse("moderation_case", args=(post.pk,)), _("Decide about this post")))
    if post.version > 1:
        decide.append(Act(reverse("post_history", args=(*where, post.number)), _("See what was changed")))
    if post.state == State.HIDDEN:
        return [*decide, Act(reverse("post_act", args=(*where, "restore", post.number)), _("Restore this post"))]
    if post.is_shown:
        found = [*decide, Act(reverse("post_act", args=(*where, "hide", post.number)), _("Hide this post"))]
        if post.number > 1:
            split = reverse("split_topic", args=where)
            found.append(Act(f"{split}?posts={post.number}", _("Make this post a discussion of its own")))
        return found
    return decide


def revealing(request: HttpRequest, post: Post) -> list[Act]:
    """For who holds the office of safeguarding; the page itself asks again."""
    if not post.pseudonym or not request.user.has_perm("moderation.reveal"):
        return []
    return [Act(reverse("reveal", args=(post.pk,)), _("Find out who wrote this"))]


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
