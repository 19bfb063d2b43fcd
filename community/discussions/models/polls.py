"""A poll in a topic: who chose what is kept so that nobody chooses twice, and shown to nobody."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.discussions.models.topics import Topic
from community.members.models import Member


class Poll(models.Model):
    """Stands with the first post of its topic."""

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="poll")
    question = models.CharField(_("question"), max_length=200)
    several = models.BooleanField(_("several choices"), default=False)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    voters = models.PositiveIntegerField(default=0, help_text="How many voted; counted anew at each vote.")

    told = models.BooleanField(default=False, help_text="Its end was told: the results stand in the post for all.")

    def __str__(self) -> str:
        return self.question

    @property
    def is_over(self) -> bool:
        return bool(self.closes_at and self.closes_at <= timezone.now())


class Choice(models.Model):
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120)
    votes = models.PositiveIntegerField(default=0, help_text="Counted anew by one query at each vote.")

    class Meta:
        ordering = ["poll", "position"]
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="choice_once")]

    def __str__(self) -> str:
        return self.words


class Vote(models.Model):
    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["choice", "member"], name="vote_once")]

    def __str__(self) -> str:
        return f"a vote for {self.choice_id}"
