"""What facilitators put on pages: announcements for all, ready answers for themselves."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template import Context

from community.discussions.models import ReadyAnswer, Topic

register = template.Library()
MOST = 3


@register.inclusion_tag("discussions/_announcements.html")
def announcements() -> dict[str, Any]:
    """The newest, of boards that everybody reads: the same for every reader, so the page may be kept for all."""
    seen = Topic.objects.visible_to(AnonymousUser()).filter(announcement=True, board__group=None)
    return {"announced": list(seen.newest_first()[:MOST])}


@register.inclusion_tag("discussions/_ready.html", takes_context=True)
def ready_answers(context: Context) -> dict[str, Any]:
    """A choice of ready answers, those in the topic's language first."""
    topic, request = context["topic"], context["request"]
    found = ReadyAnswer.objects.first_in(topic.language).values_list("pk", "title", "language")
    return {
        "topic": topic,
        "ready": list(found),
        "chosen": request.GET.get("ready", ""),
        "reply": context.get("answered"),
        "page": context["page"],
    }
