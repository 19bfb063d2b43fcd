"""Boards, topics, posts and what belongs to them."""

from community.discussions.models.attachments import Attachment
from community.discussions.models.boards import Audience, Board, BoardQuerySet, Holds
from community.discussions.models.care import Held, Offer, ReadyAnswer, Waits
from community.discussions.models.marks import ReadMark
from community.discussions.models.polls import Choice, Poll, Vote
from community.discussions.models.posts import Post, PostVersion, Pseudonym, State
from community.discussions.models.reactions import Feeling, Reaction
from community.discussions.models.topics import PAGE, Kind, Topic, TopicQuerySet

__all__ = [
    "PAGE", "Attachment", "Audience", "Board", "BoardQuerySet", "Choice", "Feeling", "Held", "Holds", "Kind", "Offer",
    "Poll", "Post", "PostVersion", "Pseudonym", "Reaction", "ReadMark", "ReadyAnswer", "State", "Topic",
    "TopicQuerySet", "Vote", "Waits",
]  # fmt: skip
