"""The whole demo, in one transaction."""

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import override

from community.live import streams
from community.members.models import Member
from foundation import limits
from portal.ops.demo import lists, people, used
from portal.ops.demo.diary import Diary
from portal.ops.demo.pages import Pages
from portal.ops.demo.shelves import Shelves
from portal.ops.demo.talk import Talk


class NotEmpty(Exception):
    """There are members already; the demo would mix with what they wrote."""


@transaction.atomic
def load() -> None:
    if Member.objects.exists():
        raise NotEmpty
    diary = Diary()
    with limits.off(), streams.quiet(), override("en"):
        members = people.load(diary)
        talk = Talk(diary, members)
        shelves = Shelves(diary, members["admin"])
        pages = Pages(diary, members, talk.answer)
        talk.boards()
        shelves.organisations()
        pages.plan_standing()
        pages.plan_facts()
        shelves.plan()
        talk.plan_groups()
        talk.plan_topics()
        pages.plan_articles()
        pages.plan_weeks()
        diary.live()
        talk.read_along()
        shelves.taken()
        lists.load(members)
        used.load(members)
    transaction.on_commit(cache.clear)
