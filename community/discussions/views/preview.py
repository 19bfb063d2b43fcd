"""The post as it would look, above the same form. Nothing is saved."""

from django.forms import Form
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from community.discussions import mentions
from community.discussions.models import Board, Topic
from foundation import limits

A_MINUTE = 30


def of(request: HttpRequest, form: Form, board: Board, topic: Topic | None = None) -> SafeString:
    """Empty where none is wished, or where there is nothing that could be shown."""
    if "preview" not in request.POST:
        return SafeString("")
    form.is_valid()
    words = form.cleaned_data.get("body")
    if not words:
        return SafeString("")
    limits.spend("preview", request.user.pk, A_MINUTE)
    return mark_safe(mentions.html_of(words, board, topic))  # noqa: S308
