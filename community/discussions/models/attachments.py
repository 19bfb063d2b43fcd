"""Files of a post, served only by a view that asks who sees the topic."""

from typing import Self

from django.db import models
from django.urls import reverse

from community.discussions.models.posts import Post, State
from community.discussions.models.topics import Topic
from community.groups.models import Reader


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, reader: Reader) -> Self:
        """Those of shown posts in topics this reader sees. What a moderator reads of a hidden post has no files."""
        return self.filter(post__state=State.SHOWN, post__topic__in=Topic.objects.visible_to(reader))


class Attachment(models.Model):
    """`name` is what the reader sees and saves; on disk the file has a name of its own."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="attachments/%Y/%m/", max_length=200)
    name = models.CharField(max_length=120)
    mime = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True, help_text="Pixels, of a picture.")
    height = models.PositiveIntegerField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["post", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("attachment", args=[self.post.topic_id, self.pk, self.name])

    @property
    def is_picture(self) -> bool:
        return self.width is not None
