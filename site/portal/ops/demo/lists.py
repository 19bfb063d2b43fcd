"""Toolkits of the editors and the reading list of a group."""

from community.groups.models import Group
from community.members.models import Member
from portal.ops.demo import reading
from resources.library.actions import collections as actions
from resources.library.models import Resource


def load(members: dict[str, Member]) -> None:
    by_title = {one.title: one for one in Resource.objects.filter(live=True)}
    for row in reading.rows("lists", "list"):
        group = Group.objects.filter(slug=row["group"]).first() if "group" in row else None
        who = members["coordinator" if group else "editor"]
        made = actions.make(who, title=row["title"], about=row["about"], group=group, editors=group is None)
        for record in row["records"]:
            actions.put_in(who, made, by_title[record["title"]], record.get("note", ""))
