"""How much waits for somebody: cheap enough for the menu of every page."""

from django.core.cache import cache

from community.discussions.models import Held
from community.discussions.models.topics import led_by
from community.members.models import Member
from community.moderation.models import Report

KEPT, NOBODY = 60, -1


def open_for(reader: Member) -> int | None:
    """Posts with open reports and posts that wait; None for who decides about nothing. A minute old at most."""
    key = f"judges:{reader.pk}"
    number: int | None = cache.get(key)
    if number is None:
        number = _count(reader)
        cache.set(key, number, KEPT if number >= 0 else 5 * KEPT)
    return None if number < 0 else number


def forget(reader: Member) -> None:
    """Who has just decided sees the new number at once."""
    cache.delete(f"judges:{reader.pk}")


def judges_anything(reader: Member) -> bool:
    return reader.is_active and (reader.is_moderator or led_by(reader).exists())


def _count(reader: Member) -> int:
    if not judges_anything(reader):
        return NOBODY
    reported = Report.objects.visible_to(reader).open().values("post").distinct().count()
    return reported + Held.objects.judged_by(reader).waiting().count()
