"""What a reply begins with: the words of the post it quotes."""

import re

from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.discussions.forms import ReplyForm
from community.discussions.models import Post, Topic
from community.discussions.views.lists import number_asked

LONGEST = 2_000
MARKS = re.compile(r"([\\`*_\[\]<>~|@&])")


def answered(request: HttpRequest, form: ReplyForm | None = None) -> int:
    """The number of the post that is replied to or quoted, or 0."""
    asked = number_asked(request, "quote") or number_asked(request, "reply")
    kept = form.data.get("reply_to", "") if form else ""
    return asked or (int(kept) if kept.isdecimal() and len(kept) < 10 else 0)


def words(request: HttpRequest, topic: Topic) -> str:
    """The post as a Markdown quote; empty where it is not shown any more."""
    number = number_asked(request, "quote")
    post = number and Post.objects.filter(topic=topic, number=number).shown().select_related("author").first()
    return of(post) if post else ""


def of(post: Post) -> str:
    """Who and which on the first line. What the post itself quotes is left out, unless it is all there is."""
    own = re.sub(r"^>.*\n?", "", post.body, flags=re.M).strip() or post.body
    if len(own) > LONGEST:
        own = own[:LONGEST].rsplit(" ", 1)[0] + " …"
    who = MARKS.sub(r"\\\1", post.voice or _("Somebody who has left"))
    first = _("%(name)s, post %(number)s:") % {"name": who, "number": post.number}
    return "".join(f"> {line}\n" for line in f"{first}\n\n{own}".split("\n")) + "\n"
