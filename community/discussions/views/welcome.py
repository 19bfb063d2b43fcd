"""What only some readers of a page are shown: a welcome to who has not written yet, a question offered to them."""

from typing import Any

from django.db import OperationalError
from django.db.models import BooleanField, Count, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from community.discussions.models import Offer, Post, ReadMark, Topic, TopicQuerySet
from community.groups.models import Reader
from community.members.models import Member
from community.notifications.actions import read_keys
from community.notifications.models import Notification


def is_newcomer(who: Member) -> bool:
    return not Post.objects.filter(author=who).exists()


def prompted(topics: TopicQuerySet, reader: Reader) -> TopicQuerySet:
    """With `newcomer`, `offered` and `news` (how many notices are unread) of the reader, in the query of the page."""
    no: Any = Value(False, output_field=BooleanField())
    if not reader.is_authenticated:
        return topics.annotate(newcomer=no, offered=no, news=Value(0))
    unread = Notification.objects.visible_to(reader).unread().order_by().values("member").annotate(number=Count("pk"))
    return topics.annotate(
        newcomer=~Exists(Post.objects.filter(author=reader.pk)),
        offered=Exists(Offer.objects.filter(topic=OuterRef("pk"), member=reader.pk, declined=False)),
        news=Coalesce(Subquery(unread.values("number")), 0),
    )


def read_here(request: HttpRequest, topic: Topic, keys: list[str], read_to: int | None, last: int, news: int) -> None:
    """The page is shown: the reader's mark goes up, and what was told of its posts is no news any more.

    `news` is how many notices were unread; the frame is told how many are left. A busy database must not keep
    anybody from reading.
    """
    who: Any = request.user
    if request.method != "GET" or not who.is_authenticated:
        return
    try:
        if news:
            news = read_keys(who, [*keys, f"offer.{topic.pk}"], unread=news)
        ReadMark.objects.raise_to(who, topic.pk, last, known=read_to)
    except OperationalError:
        pass
    request.unread = news  # type: ignore[attr-defined]
