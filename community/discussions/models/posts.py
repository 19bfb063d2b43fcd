"""Posts, what they were before, and the pseudonyms of a topic."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.discussions.models.topics import PAGE, Topic
from community.groups.models import Reader
from community.members.models import Member
from foundation.fulltext.models import Words
from foundation.text import plain
from foundation.vocabulary.models import Country


class State(models.TextChoices):
    """A post that is not shown keeps its number and stands as a tombstone."""

    SHOWN = "shown", _("shown")
    HIDDEN = "hidden", _("hidden by a moderator")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")
    MOVED = "moved", _("moved to another discussion")


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, reader: Reader) -> Self:
        """Posts of the topics this reader sees; those that are gone are among them as tombstones."""
        return self.filter(topic__in=Topic.objects.visible_to(reader))

    def held(self, pk: int) -> "Post":
        """With its topic locked, wherever it stands by now: somebody may have moved it a moment ago."""
        while True:
            topic = Topic.objects.locked(self.filter(pk=pk).values_list("topic_id", flat=True).get())
            post = self.filter(pk=pk, topic=topic).select_related("author").first()
            if post:
                post.topic = topic
                return post

    def shown(self) -> Self:
        """With their words: not hidden, withdrawn or moved away."""
        return self.filter(state=State.SHOWN)

    def signed(self) -> Self:
        """Under the author's own name. What is told about an author beside a post's own page tells only these."""
        return self.filter(pseudonym="")

    def of_page(self, page: int) -> Self:
        """A range of numbers, so a late page costs what the first one costs."""
        return self.filter(number__gt=(page - 1) * PAGE, number__lte=page * PAGE).order_by("number")

    def keyed(self, author: Member, key: object) -> "Post | None":
        return self.filter(author=author, key=key).select_related("topic").first()


class Post(models.Model):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    seq = models.PositiveIntegerField()
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="posts")
    pseudonym = models.CharField(max_length=40, blank=True, help_text="When set, the author leaves by no output.")
    key = models.UUIDField(null=True, editable=False)
    body = models.TextField()
    html = models.TextField(editable=False)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="en")
    reply_to = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=9, choices=State.choices, default=State.SHOWN)
    moved_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    first = models.BooleanField(default=False, help_text="The author's first post here, under their own name.")
    reactions: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(
        default=dict, help_text="How many gave each reaction; counted anew by one query at each change."
    )
    redacted = models.BooleanField(default=False, help_text="A moderator has changed its words.")
    attached = models.BooleanField(default=False, help_text="Has attachments; spares asking for those of others.")

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "number"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="post_number_once"),
            models.UniqueConstraint(fields=["author", "key"], name="post_key_once"),
        ]
        indexes = [models.Index(fields=["topic", "seq"]), models.Index(fields=["topic", "author"])]

    def __str__(self) -> str:
        return f"{self.topic_id}#{self.number}"

    def get_absolute_url(self) -> str:
        return self.topic.address_of(self.number)

    @property
    def live_space(self) -> str:
        return self.topic.live_space

    @property
    def is_shown(self) -> bool:
        return self.state == State.SHOWN

    @property
    def voice(self) -> str:
        """Who wrote it, as everybody may know them: the pseudonym, else the name, else nothing (somebody who left)."""
        return self.pseudonym or (self.author.display_name if self.author else "")

    @property
    def place(self) -> Country | None:
        """Where the author works; a pseudonym has no country."""
        return self.author.country if self.author and not self.pseudonym else None

    def search_words(self) -> Words:
        """A part of its topic; the first post carries the title."""
        title = self.topic.title if self.number == 1 else ""
        words = plain(self.html, 20_000)
        return Words("topic", self.topic_id, title, words, self.language, self.topic.space, self.number)


class PostVersion(models.Model):
    """The words of a post before a change; only moderators read it. `by` is empty when the author made the change."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    body = models.TextField()
    by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    why = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["post", "version"]
        constraints = [models.UniqueConstraint(fields=["post", "version"], name="post_version_once")]

    def __str__(self) -> str:
        return f"{self.post_id} v{self.version}"


class Pseudonym(models.Model):
    """Two plain words for one member in one topic: the same there, other words in the next topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "member"], name="pseudonym_of_member_once"),
            models.UniqueConstraint(fields=["topic", "words"], name="pseudonym_words_once"),
        ]

    def __str__(self) -> str:
        return self.words
