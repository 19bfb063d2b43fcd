"""What a thing (article, day, resource) has to do with the talk about it: one topic, held by the thing."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from community.discussions.models import Post, Topic
from community.groups.models import Reader
from foundation.text import plain

LAST = 3


@dataclass
class Talk:
    """What the page of a thing shows of its topic: how many answered, from where, and the last three."""

    topic: Topic | None = None
    first: int = 2  # the number of the post that is the first answer; where a reader begins the talk it is 1
    answers: int = 0
    countries: int = 0
    last: list[Post] = field(default_factory=list)

    @property
    def at(self) -> str:
        return self.topic.get_absolute_url() if self.topic else ""

    def counted(self) -> "Talk":
        """Two queries. A pseudonym has no country, neither beside its words nor in the count."""
        if not self.topic:
            return self
        answers = Post.objects.filter(topic=self.topic, number__gte=self.first).shown()
        from_where = Count("author__country", filter=Q(pseudonym=""), distinct=True)
        numbers = answers.aggregate(answers=Count("pk"), countries=from_where)
        self.answers, self.countries = numbers["answers"], numbers["countries"]
        if self.answers:
            newest = answers.select_related("author__country").order_by("-number")[:LAST]
            self.last = list(reversed(newest))
        for post in self.last:
            post.excerpt = plain(post.html, 220)  # type: ignore[attr-defined]
        return self


class TalkedAbout(models.Model):
    """Mixed into what is talked about. The link is kept out of drafts and copies: an old draft must not cut it off."""

    topic = models.OneToOneField(
        Topic, verbose_name=_("discussion"), null=True, blank=True, editable=False,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip

    exclude_fields_in_copy = ["topic"]
    begun_by_readers = False

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Any:
        thing = super().with_content_json(content)  # type: ignore[misc]
        thing.topic_id = type(self)._base_manager.filter(pk=self.pk).values_list("topic", flat=True).first()
        return thing

    def own_topic(self) -> Q:
        """Which topics are the thing's; a page shares one with its translations."""
        return Q(pk=self.topic_id)

    def is_there(self) -> bool:
        """Whether readers find the thing now; else its name must not stand on the board either."""
        return bool(self.live)  # type: ignore[attr-defined]

    def told_as(self) -> tuple[str, str]:
        """The words and the path, without a language, that lead from the topic to the thing."""
        raise NotImplementedError

    def talk(self, reader: Reader) -> Talk:
        """The topic this reader may see. Asked once for a thing at hand."""
        if getattr(self, "_talk", None) is None or self._talk[0] is not reader:  # type: ignore[has-type]
            self._talk = (reader, self._ask(reader))
        return self._talk[1]

    def _ask(self, reader: Reader) -> Talk:
        topic = Topic.objects.visible_to(reader).filter(self.own_topic()).select_related("board").first()
        return Talk(topic, first=1 if self.begun_by_readers else 2)
