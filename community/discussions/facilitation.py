"""What who moderates fills in: a title, a board, another discussion, numbers of posts; and why."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.discussions.actions import start
from community.discussions.forms import WhyForm
from community.discussions.models import Board, Kind, Topic
from community.members.models import Member

AT_ONCE = 500  # posts split away in one go


class RenameForm(WhyForm):
    title = forms.CharField(label=_("New title"), strip=False, error_messages={"required": _("Give it a title.")})
    field_order = ["title", "why"]

    def clean_title(self) -> str:
        return start.title_of(self.cleaned_data["title"])


class MoveForm(WhyForm):
    board = forms.ChoiceField(label=_("To the board"), error_messages={"required": _("Choose a board.")})
    field_order = ["board", "why"]

    def __init__(self, *args: Any, boards: list[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boards = {str(board.pk): board for board in boards}
        self.fields["board"].choices = [(pk, board.title) for pk, board in self.boards.items()]  # type: ignore[attr-defined]

    def clean_board(self) -> Board:
        return self.boards[self.cleaned_data["board"]]


class MergeForm(WhyForm):
    into = forms.CharField(
        label=_("The other discussion"),
        help_text=_("Its address, or its number: the 7 in /discussions/t/7/."),
        max_length=400,
        error_messages={"required": _("Say which discussion.")},
    )
    sure = forms.BooleanField(
        label=_("I have read both. This cannot be taken back."),
        error_messages={"required": _("Read both first, then tick this.")},
    )
    field_order = ["into", "why", "sure"]

    def __init__(self, *args: Any, who: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = who

    def clean_into(self) -> Topic:
        asked = self.cleaned_data["into"].strip()
        number = re.search(r"(?:^#?|/discussions/t/)(\d{1,15})(?:$|[/?#])", asked)
        seen = Topic.objects.tended_by(self.who).select_related("board__group")
        found = seen.filter(pk=int(number[1])).first() if number else None
        if found is None:
            raise ValidationError(gettext("There is no discussion with this address that you moderate."))
        return found


class SplitForm(WhyForm):
    posts = forms.CharField(
        label=_("Which posts"),
        help_text=_("Their numbers: 4 or 4, 6-9. With a dash at the end, 7-, all from post 7 on."),
        max_length=400,
        error_messages={"required": _("Say which posts.")},
    )
    title = forms.CharField(
        label=_("Title of the new discussion"), strip=False, error_messages={"required": _("Give it a title.")}
    )
    kind = forms.ChoiceField(
        label=_("What is it"),
        choices=[
            (Kind.DISCUSSION, _("Something to talk about")),
            (Kind.QUESTION, _("A question that wants an answer")),
        ],
    )
    sure = forms.BooleanField(
        label=_("I have looked at the numbers. This cannot be taken back."),
        error_messages={"required": _("Look at the numbers first, then tick this.")},
    )
    field_order = ["posts", "title", "kind", "why", "sure"]

    def __init__(self, *args: Any, last: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last = last

    def clean_title(self) -> str:
        return start.title_of(self.cleaned_data["title"])

    def clean_posts(self) -> list[int]:
        return numbers_of(self.cleaned_data["posts"], self.last)


def numbers_of(text: str, last: int) -> list[int]:
    """`4, 6-9` or `7-`; a number beyond the last post is refused. Raises ValidationError."""
    found: set[int] = set()
    for part in re.split(r"[,،;\s]+", re.sub(r"\s*[-–]\s*", "-", text.strip())):
        match = re.fullmatch(r"(\d{1,7})(-?)(\d{0,7})", part)
        if not match:
            raise ValidationError(gettext("Write numbers of posts, such as 4, 6-9."))
        first = int(match[1])
        end = int(match[3] or last) if match[2] else first
        if not 1 <= first <= end <= last:
            raise ValidationError(gettext("This discussion has the posts 1 to %(last)s.") % {"last": last})
        if end - first >= AT_ONCE:
            raise ValidationError(gettext("At most %(most)s posts at once.") % {"most": AT_ONCE})
        found.update(range(first, end + 1))
    if len(found) > AT_ONCE:
        raise ValidationError(gettext("At most %(most)s posts at once.") % {"most": AT_ONCE})
    return sorted(found)
