"""Boards, topics and posts."""

from community.discussions.models.boards import Audience, Board, BoardQuerySet
from community.discussions.models.topics import PAGE, Kind, Post, ReadMark, Topic, TopicQuerySet

__all__ = ["PAGE", "Audience", "Board", "BoardQuerySet", "Kind", "Post", "ReadMark", "Topic", "TopicQuerySet"]
