"""The posts of a topic for programs: what the caller's session may see, in the order of their numbers."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from community.discussions.models import Post, Topic
from community.discussions.views.lists import number_asked

AT_ONCE = 100


@require_safe
def posts(request: HttpRequest, pk: int) -> JsonResponse:
    """`{"items": [...], "more": bool}`: posts after a number, at most 100; a hidden one has neither words nor author."""
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=pk)
    after = Post.objects.filter(topic=topic, number__gt=number_asked(request, "after")).order_by("number")
    rows = list(after.select_related("author", "topic")[: AT_ONCE + 1])
    items = [item(post) for post in rows[:AT_ONCE]]
    response = JsonResponse({"items": items, "more": len(rows) > AT_ONCE})
    if request.user.is_authenticated:
        response["Cache-Control"] = "private, no-store"
    return response


def item(post: Post) -> dict[str, Any]:
    hidden = not post.is_shown
    return {
        "number": post.number,
        "seq": post.seq,
        "author": "" if hidden else post.voice,
        "html": "" if hidden else post.html,
        "body": "" if hidden else post.body,
        "language": post.language,
        "reply_to": post.reply_to,
        "hidden": hidden,
        "reactions": {} if hidden else post.reactions,
        "answers": not hidden and post.number == post.topic.answer,
        "created_at": post.created_at.isoformat(),
        "edited_at": post.edited_at.isoformat() if post.edited_at and not hidden else None,
    }
