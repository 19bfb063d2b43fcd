"""How far somebody has read."""

from django.db import models
from django.db.models import Exists, OuterRef

from community.discussions.models.topics import Topic, TopicQuerySet
from community.members.models import Member


class ReadMarkQuerySet(models.QuerySet["ReadMark"]):
    def raise_to(self, member: Member, topic_id: int, number: int, *, known: int | None) -> None:
        """Up only. One statement: `known` tells what the reader's mark was when the page was made."""
        if known is None:
            ReadMark.objects.bulk_create(
                [ReadMark(member=member, topic_id=topic_id, number=number)], ignore_conflicts=True
            )
        elif known < number:
            self.filter(member=member, topic_id=topic_id, number__lt=number).update(number=number)


class ReadMark(models.Model):
    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE)
    number = models.PositiveIntegerField(default=0)

    objects = ReadMarkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "topic"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.member_id} read {self.topic_id} to {self.number}"

    @classmethod
    def unread(cls, topics: TopicQuerySet, member: Member) -> TopicQuerySet:
        """Of `topics`, those with posts beyond the member's mark."""
        mark = cls.objects.filter(member=member, topic=OuterRef("pk"), number__gte=OuterRef("last_number"))
        return topics.filter(~Exists(mark), last_number__gt=0)
