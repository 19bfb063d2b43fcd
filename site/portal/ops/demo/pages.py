"""Articles, the three weeks, the standard pages and the facts about countries."""

from collections.abc import Callable
from datetime import datetime, timedelta
from datetime import time as Hour
from typing import Any

from django.core.files import File
from django.utils import timezone

from blog.articles.actions import publish_article
from blog.articles.models import Author
from blog.campaigns.actions import add_day, start_week
from blog.campaigns.models import Week
from community.discussions.models import Topic
from community.members.models import Member
from foundation.pictures.models import Picture
from portal.home.actions import lay_out
from portal.ops.demo import reading
from portal.ops.demo.diary import Diary
from resources.countries.actions import keep_fact

Answer = Callable[[Topic, dict[str, Any]], Any]
MORNING = Hour(6, 0)
ARCHIVED = 43  # days ago, when the weeks of earlier years were written down here


class Pages:
    def __init__(self, diary: Diary, people: dict[str, Member], answer: Answer) -> None:
        self.diary, self.people, self.answer = diary, people, answer
        self.editor = people["editor"]
        self.today = self.diary.now.date()

    def plan_articles(self) -> None:
        for row in reading.rows("articles", "article"):
            at = self._morning(self.diary.ago(row["day"]))
            self._talked(row, at, self._article, row, at)

    def _article(self, row: dict[str, Any], at: datetime) -> Any:
        who = self.people[row["by"]]
        role = row["role"].rsplit(", ", 1)[0]
        author, _made = Author.objects.get_or_create(
            name=who.display_name, defaults={"role": role, "country_id": who.country_id}
        )
        return publish_article(
            self.editor,
            title=row["title"],
            slug=row["slug"],
            summary=row["summary"],
            language=row["language"],
            author=author,
            body=reading.blocks(row["text"]),
            date=at.date(),
            picture=self._picture(row),
        )

    def _picture(self, row: dict[str, Any]) -> Picture | None:
        if "picture" not in row:
            return None
        with (reading.PICTURES / row["picture"]).open("rb") as opened:
            picture = Picture(title=row["title"], alt=row["alt"], file=File(opened, name=row["picture"]))
            picture.save()
        return picture

    def plan_weeks(self) -> None:
        for row in reading.rows("weeks", "week"):
            now = "year" not in row
            starts = self.today - timedelta(days=3) if now else row["starts"]
            begun = self.diary.ago(9) if now else self.diary.ago(ARCHIVED - (row["year"] - 2016) / 10)
            weeks: list[Week] = []
            self.diary.plan(begun, self._week, row, starts, weeks)
            for number, day in enumerate(row["day"], 1):
                date = starts + timedelta(days=number - 1)
                at = self._morning(date) if now else begun + timedelta(minutes=10 * number)
                self._talked(day, at, self._day, weeks, day, number, date)

    def _talked(self, row: dict[str, Any], at: datetime, write: Callable[..., Any], *given: Any) -> None:
        """A page and the answers in its topic, which follow it from the next hour on."""
        answers = row.get("answer", [])
        at = min(at, self.diary.now - timedelta(hours=3))
        written: list[Any] = []
        self.diary.plan(at, lambda: written.append(write(*given)))
        first, last = at + timedelta(hours=1), at + timedelta(hours=30)
        last = max(first, min(last, self.diary.now - timedelta(minutes=40)))
        moments = self.diary.moments(row["title"], first, last, len(answers)) if answers else []
        for moment, answer in zip(moments, answers, strict=True):
            self.diary.plan(moment, self._comment, written, answer)

    def _comment(self, written: list[Any], row: dict[str, Any]) -> None:
        self.answer(written[0].topic, row)

    def _week(self, row: dict[str, Any], starts: Any, weeks: list[Week]) -> None:
        week = start_week(
            self.editor,
            year=starts.year,
            title=f"Workforce Week {starts.year}",
            theme=row["title"],
            starts=starts,
            summary=row["summary"],
            hashtag=row["hashtag"],
            body=reading.blocks(row["intro"]),
        )
        weeks.append(week)

    def _day(self, weeks: list[Week], row: dict[str, Any], number: int, date: Any) -> Any:
        return add_day(
            self.editor,
            weeks[0],
            number=number,
            date=date,
            title=row["title"],
            short=row["short"],
            summary=row["summary"],
            body=reading.blocks(row["text"]),
            question=row["question"],
            posts=[("short", text) for text in row["posts"]],
            publish_at=self._morning(date) if date > self.today else None,
        )

    def _morning(self, day: Any) -> datetime:
        return datetime.combine(day, MORNING, tzinfo=timezone.get_default_timezone())

    def plan_standing(self) -> None:
        self.diary.plan(self.diary.ago(44), lay_out, self.editor, self._standing())

    def _standing(self) -> list[dict[str, Any]]:
        found = []
        for row in reading.rows("pages", "page"):
            said = {code: self._words(row[code]) for code in ("en", "fr", "es")}
            english = said.pop("en")
            found.append({"slug": row["slug"], **english, "translations": said})
        return found

    def _words(self, row: dict[str, str]) -> dict[str, Any]:
        return {"title": row["title"], "summary": row["summary"], "body": reading.blocks(row["text"])}

    def plan_facts(self) -> None:
        for place, row in enumerate(reading.rows("countries", "country")):
            for fact in row["fact"]:
                self.diary.plan(self.diary.ago(40 - place), self._fact, row["code"], fact)

    def _fact(self, country: str, row: dict[str, Any]) -> None:
        keep_fact(
            self.people["admin"],
            country=country,
            text=f"{row['label']}: {row['value']}.",
            year=row["year"],
            source=row["source"],
            definition=row["definition"],
        )
