"""What a colleague says back without a post of their own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.discussions.models.posts import Post
from community.members.models import Member


class Feeling(models.TextChoices):
    THANKS = "thanks", _("Thanks")
    HELPFUL = "helpful", _("Helpful")
    WITH_YOU = "with_you", _("With you")
    TRIED = "tried", _("Tried it")


class Reaction(models.Model):
    """One of each for a person and a post. Only counts are shown, to nobody who."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    feeling = models.CharField(max_length=8, choices=Feeling.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "member", "feeling"], name="reaction_once")]

    def __str__(self) -> str:
        return f"{self.feeling} for {self.post_id}"
