"""How resources were used, what a group keeps for itself, and something that waits for an editor."""

from uuid import NAMESPACE_URL, uuid5

from django.core.files.base import ContentFile

from community.groups.models import Group
from community.members.models import Member
from portal.ops.demo import reading
from resources.library.actions import shelf, uses
from resources.library.actions.submit import submit
from resources.library.models import Resource


def load(members: dict[str, Member]) -> None:
    by_title = {one.title: one for one in Resource.objects.filter(live=True)}
    for place, row in enumerate(reading.rows("used", "use")):
        who, record = members[row["who"]], by_title[row["record"]]
        if "text" in row:
            uses.tell_use(
                who, record, text=row["text"], language=row.get("language", "en"), key=uuid5(NAMESPACE_URL, f"use-{place}"),
                country=who.country, cadre=who.cadre,
            )  # fmt: skip
        uses.answer(who, record, useful=row["useful"], purpose=row.get("purpose", ""))
    (kept,), (sent,) = reading.rows("used", "shelf"), reading.rows("used", "sent")
    shelf.put_on_shelf(
        members[kept["who"]], Group.objects.filter(name=kept["group"])[0], title=kept["title"], about=kept["about"],
        language="en", key=uuid5(NAMESPACE_URL, "shelf"), file=ContentFile(kept["words"].encode(), name="notes.txt"),
    )  # fmt: skip
    submit(
        members[sent["who"]], title=sent["title"], about=sent["about"], url=sent["url"], language="en",
        key=uuid5(NAMESPACE_URL, "sent"),
    )  # fmt: skip
