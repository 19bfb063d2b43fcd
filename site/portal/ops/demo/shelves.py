"""Organisations, and the resource database: links to the documents of others, and six small files of our own."""

import random
from datetime import timedelta
from typing import Any

from django.core.files import File

from community.members.models import Member
from foundation.vocabulary.models import Organisation, Theme
from portal.ops.demo import reading
from portal.ops.demo.diary import Diary
from resources.library.actions import add_file, keep_resource
from resources.library.models import Download, Licence, Relation, Resource

OWN = "commons"
THEIRS = "All rights stay with the publisher. Read it where it is published."
FREE = "Free to copy, change and translate."
MORE = ("edition", "series", "doi", "study", "concepts", "licence", "rights")  # where the catalogue is sure


class Shelves:
    def __init__(self, diary: Diary, who: Member) -> None:
        self.diary, self.who = diary, who
        self.names: dict[str, str] = {}
        self.pillars = dict(Theme.objects.exclude(pillar="").values_list("slug", "pillar"))

    def organisations(self) -> None:
        for row in reading.rows("organisations", "organisation"):
            values = {
                "website": row.get("website", ""),
                "country_id": row.get("country"),
                "short_name": row.get("short", ""),
            }
            Organisation.objects.update_or_create(name=row["name"], defaults=values)
            self.names[row["key"]] = row["name"]

    def plan(self) -> None:
        """Those of others in the first weeks; our own in the last days, so that they stand first."""
        found = reading.rows("resources", "resource")
        theirs = [row for row in found if "url" in row]
        own = [row for row in found if "files" in row]
        for place, row in enumerate(theirs):
            self.diary.plan(self.diary.ago(42 - place * 0.7), self._keep, row)
        for place, row in enumerate(own):
            self.diary.plan(self.diary.ago(37.5 - place * 6), self._keep_files, row)

    def _keep(self, row: dict[str, Any], **values: Any) -> Resource:
        links = [{"url": row["url"], "language": code} for code in row["languages"]] if "url" in row else []
        pillars = row.get("pillars") or {self.pillars[slug] for slug in row["themes"] if slug in self.pillars}
        language = row["languages"][0]
        return keep_resource(
            self.who,
            title=row["title"],
            english_title=row.get("english_title", ""),
            language=language,
            summary=row["summary"],
            publishers=[self.names[key] for key in row["publishers"]],
            authors=row.get("authors", ""),
            year=row.get("year"),
            kind=row["type"],
            pillars=pillars or {"planning", "developing", "supporting"},
            themes=row["themes"],
            countries=row.get("countries", []),
            regions=row.get("regions", [] if row.get("countries") else ["global"]),
            cadres=row.get("cadres", []),
            links=links,
            relations=self._relations(row),
            **({"rights": THEIRS} | {name: row[name] for name in MORE if name in row} | values),
        )

    def _relations(self, row: dict[str, Any]) -> list[tuple[str, Resource]]:
        earlier = Resource.objects.filter(title=row.get("replaces", ""))
        return [(Relation.Kind.REPLACES, one) for one in earlier]

    def _keep_files(self, row: dict[str, Any]) -> None:
        made = self._keep(row | {"year": self.diary.now.year}, rights=FREE, licence=Licence.COPY, level="community")
        for entry in row["files"]:
            with (reading.FILES / entry["name"]).open("rb") as opened:
                content = File(opened, name=entry["name"])
                add_file(
                    self.who, made, content, language=entry["language"], name=row["title"], pages=entry.get("pages")
                )

    def taken(self) -> None:
        """The days' numbers of downloads of our own files, since they were added."""
        dice = random.Random("downloads")  # noqa: S311
        rows = []
        for resource in Resource.objects.filter(files__isnull=False).distinct():
            days = (self.diary.now - resource.added_at).days
            for file in resource.files.all():
                some = dice.sample(range(days + 1), k=min(days + 1, 9))
                rows += [self._download(resource, file, back, dice.randint(1, 6)) for back in some]
        Download.objects.bulk_create(rows)

    def _download(self, resource: Resource, file: Any, back: int, count: int) -> Download:
        day = (self.diary.now - timedelta(days=back)).date()
        tongue = file.language
        return Download(
            resource=resource, checksum=file.checksum, day=day, language=tongue, file_language=tongue, count=count
        )
