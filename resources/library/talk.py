"""Talking about a resource: the first comment opens its topic."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.discussions.actions import about
from community.discussions.forms import ReplyForm
from community.discussions.models import Board
from resources.library.models import Resource

SLUG = "about-resources"


class CommentForm(ReplyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("What would you tell a colleague about it?")


def may_be_talked_about(resource: Resource) -> None:
    """The board of the talk is open to all: what a group keeps is not named there."""
    if resource.group_id:
        raise PermissionDenied(
            gettext(
                "Only your group sees this record, so it is not talked about on the open board. Do it in the group."
            )
        )


def shelf(make: bool = True) -> Board | None:
    """The board of the talk about resources; it is made with the first comment."""
    if not make:
        return Board.objects.filter(slug=SLUG).first()
    return about.board(
        SLUG, title="About resources", about="What people say about what is in the database.", position=91
    )


def on_change(sender: type[Resource], instance: Resource, **_kwargs: Any) -> None:
    """Wagtail has published it or taken it back."""
    about.follow_thing(instance)


def on_deleted(sender: type[Resource], instance: Resource, **_kwargs: Any) -> None:
    about.follow_thing(instance, gone=True)
