"""Boards, groups and what is said in them; then who has read how far."""

import uuid
from datetime import timedelta
from typing import Any

from django.db.models import F, Max

from community.discussions import actions as discussions
from community.discussions.actions import poll as polls
from community.discussions.models import Audience, Board, Post, ReadMark, ReadyAnswer, Topic
from community.groups import actions as groups
from community.groups.models import Group, Membership
from community.members.models import Member
from community.notifications.models import Notification
from portal.ops.demo import reading
from portal.ops.demo.diary import Diary

People = dict[str, Member]
FAR_BACK = 12  # days; older topics have been read by those who come often
NOTICES = 2  # of each member are unread at least
REGULARS = ("admin", "editor", "moderator", "lead", "coordinator", "member", "insider", "outsider")


class Talk:
    def __init__(self, diary: Diary, people: People) -> None:
        self.diary, self.people = diary, people
        self.groups: dict[str, Group] = {}

    def boards(self) -> None:
        for place, row in enumerate(reading.rows("boards", "board")):
            values = {
                "title": row["title"],
                "about": row["about"],
                "audience": row.get("audience", Audience.PUBLIC),
                "position": place,
                "pseudonyms": row.get("pseudonyms", False),
            }
            Board.objects.update_or_create(slug=row["slug"], defaults=values)
        ReadyAnswer.objects.bulk_create(ReadyAnswer(**row) for row in reading.rows("ready", "answer"))

    def plan_groups(self) -> None:
        for row in reading.rows("groups", "group"):
            begun = self.diary.ago(row["day"])
            self.diary.plan(begun, self._start, row)
            for place, key in enumerate(row["members"], 1):
                self.diary.plan(begun + timedelta(hours=2 * place), self._enter, row, key)
            for key in row.get("asks", []):
                self.diary.plan(self.diary.ago(1), self._ask, row, key)

    def _ask(self, row: dict[str, Any], key: str) -> None:
        groups.ask(*self._pair(row, key))

    def _pair(self, row: dict[str, Any], key: str) -> tuple[Member, Group]:
        return self.people[key], self.groups[row["key"]]

    def _start(self, row: dict[str, Any]) -> None:
        values = {name: row[name] for name in ("name", "purpose", "openness", "language")}
        self.groups[row["key"]] = groups.start(self.people[row["lead"]], **values)

    def _enter(self, row: dict[str, Any], key: str) -> None:
        """By the door of each kind of group."""
        who, group = self._pair(row, key)
        leader = self.people[row["lead"]]
        if group.is_private:
            groups.invite(leader, group, who)
        if group.is_open or group.is_private:
            groups.join(who, group)
        else:
            groups.approve(leader, groups.ask(who, group))
        if key in row.get("coordinators", []):
            groups.appoint(leader, Membership.objects.get(group=group, member=who))

    def plan_topics(self) -> None:
        for row in reading.talk():
            posts = row.get("post", [])
            first, last = self.diary.ago(row["begun"]), self.diary.ago(row["last"])
            moments = self.diary.moments(row["title"], first, last, 1 + len(posts))
            topics: list[Topic] = []
            self.diary.plan(moments[0], self._begin, row, topics)
            for moment, post in zip(moments[1:], posts, strict=True):
                self.diary.plan(moment, self._answer, topics, post)
            self.diary.plan(moments[-1] + timedelta(hours=2), self._answer_back, row, topics)
            if row.get("closed"):
                end = moments[-1] + timedelta(hours=5)
                self.diary.plan(end, self._close, topics, row["closed"])

    def _begin(self, row: dict[str, Any], topics: list[Topic]) -> None:
        if "group" in row:
            board = discussions.board_of(self.groups[row["group"]])
        else:
            board = Board.objects.get(slug=row["board"])
        topic = discussions.start_topic(
            self.people[row["by"]],
            board,
            title=row["title"],
            body=row["body"],
            key=key_of(row["title"]),
            kind=row.get("kind", "discussion"),
            language=row.get("language", "en"),
            pseudonym=row.get("pseudonym", False),
            poll=polls.wish(**row["poll"]) if "poll" in row else None,
            checked=True,
        )
        if row.get("announcement"):
            discussions.announce(self.people["moderator"], topic)
        topics.append(topic)

    def _answer_back(self, row: dict[str, Any], topics: list[Topic]) -> None:
        """Reactions, votes, and the post that answered."""
        [topic] = topics
        for number, post in enumerate(row.get("post", []), 2):
            for feeling, keys in post.get("reactions", {}).items():
                for key in keys:
                    discussions.react(self.people[key], topic.posts.get(number=number), feeling)
        for key, chosen in row.get("votes", {}).items():
            polls.vote(self.people[key], topic.poll, chosen)
        if "answer" in row:
            discussions.mark_answer(self.people[row["by"]], topic, topic.posts.get(number=row["answer"]))

    def _answer(self, topics: list[Topic], row: dict[str, Any]) -> None:
        self.answer(topics[0], row)

    def answer(self, topic: Topic, row: dict[str, Any]) -> Post:
        return discussions.reply(
            self.people[row["by"]],
            topic,
            body=row["body"],
            key=key_of(f"{topic.pk} {row['body']}"),
            reply_to=row.get("reply_to"),
            language=row.get("language"),
            pseudonym=row.get("pseudonym", False),
            checked=True,
        )

    def _close(self, topics: list[Topic], why: str) -> None:
        discussions.close(self.people["moderator"], topics[0], why)

    def read_along(self) -> None:
        """Everybody has read what they answered; regulars the older topics too. The newcomer has read nothing."""
        written = Post.objects.values_list("author", "topic").annotate(last=Max("number"))
        marks = {(author, topic): last for author, topic, last in written}
        old = self.diary.ago(FAR_BACK)
        for key in REGULARS:
            who = self.people[key]
            for topic in Topic.objects.visible_to(who).filter(changed_at__lt=old):
                marks[who.pk, topic.pk] = topic.last_number
        long = Topic.objects.order_by("-last_number").first()
        if long:
            marks[self.people["member"].pk, long.pk] = 20
        ReadMark.objects.bulk_create(
            ReadMark(member_id=who, topic_id=topic, number=number) for (who, topic), number in marks.items()
        )
        for who in self.people.values():
            notices = Notification.objects.filter(member=who)
            newest = list(notices.order_by("-created_at").values_list("pk", flat=True)[:NOTICES])
            old_ones = notices.filter(created_at__lt=old).exclude(pk__in=newest)
            old_ones.update(read_at=F("created_at") + timedelta(hours=9))


def key_of(words: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"demo {words}")
