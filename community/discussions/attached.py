"""The files of posts as they are shown, and the field that takes new ones."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.discussions.models import Attachment
from foundation.filetypes import BY_MIME

TYPES = "image/jpeg,image/png,image/webp,image/gif,.pdf,.docx,.xlsx,.pptx,.odt"


@dataclass(frozen=True, slots=True)
class Attached:
    topic: int
    pk: int
    name: str
    mime: str
    bytes: int
    width: int | None
    height: int | None

    @property
    def is_picture(self) -> bool:
        return self.width is not None

    @property
    def label(self) -> str:
        return BY_MIME[self.mime].label if self.mime in BY_MIME else ""

    @property
    def at(self) -> str:
        """In the language that is active now."""
        return reverse("attachment", args=[self.topic, self.pk, self.name])


def attached_to(posts: Iterable[Any]) -> dict[int, list[Attached]]:
    """Id of a post -> its files, of those that have any: one query, or none."""
    topics = {post.pk: post.topic_id for post in posts if post.attached and post.is_shown}
    found: dict[int, list[Attached]] = defaultdict(list)
    if topics:
        columns = ("post_id", "pk", "name", "mime", "bytes", "width", "height")
        for post, *values in Attachment.objects.filter(post__in=topics).order_by("pk").values_list(*columns):
            found[post].append(Attached(topics[post], *values))
    return found


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """None, one or several; how many and how large is judged by the action."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in sent]


class FilesForm(forms.Form):
    """The page with it is sent as multipart."""

    files = FilesField(
        label=_("Pictures and documents"),
        help_text=_("At most 4: pictures, PDF, Word, Excel, PowerPoint or ODT, up to 10 MB each."),
        required=False,
        widget=FilesInput(attrs={"multiple": True, "accept": TYPES}),
    )

    @property
    def lost_files(self) -> bool:
        """A browser sends files once: with a form that comes back they must be chosen again."""
        return bool(self.files)
