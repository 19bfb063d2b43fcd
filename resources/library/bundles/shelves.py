"""What can be looked at and taken as one: a list, or the records of a theme, as one reader may see them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.urls import reverse

from foundation.vocabulary.models import Theme
from resources.library.models import Collection, Item, Reading, Resource, ResourceFile

if TYPE_CHECKING:
    from community.groups.models import Reader

MOST = 200  # records in one
PARTS = ("files", "links", "countries", "regions", "publishers")


@dataclass(frozen=True, slots=True)
class Line:
    resource: Resource
    note: str = ""
    item: int = 0


@dataclass(slots=True)
class Shelf:
    title: str
    about: str
    address: str
    zip: str  # its address
    lines: list[Line]
    total: int  # of a theme there may be more than stand here
    changed: datetime | None = None
    by: str = ""
    readings: dict[str, Reading] = field(default_factory=dict)

    @property
    def files(self) -> list[ResourceFile]:
        return [file for line in self.lines for file in line.resource.files.all()]


def of_list(which: Collection, reader: "Reader") -> Shelf:
    seen = Resource.objects.visible_to(reader).defer("contents").prefetch_related(*PARTS)
    rows = Item.objects.filter(collection=which, resource__in=seen.order_by().values("pk"))
    items = list(rows.prefetch_related(Prefetch("resource", seen)))
    lines = [Line(item.resource, item.note, item.pk) for item in items]
    place = [which.pk, which.slug]
    zip_ = reverse("collection_zip", args=place)
    by = which.keeper.display_name if which.keeper else str(which.group or "")
    shelf = Shelf(
        which.title, which.about, reverse("collection", args=place), zip_, lines, len(lines), which.changed_at, by
    )
    return _with_light_ones(shelf)


def of_theme(theme: Theme, reader: "Reader") -> Shelf:
    """What everybody may see, the newest first; a group's own records stay in its lists."""
    seen = Resource.objects.visible_to(reader).filter(themes=theme, group=None).defer("contents")
    lines = [Line(one) for one in seen.prefetch_related(*PARTS)[:MOST]]
    total = seen.count() if len(lines) == MOST else len(lines)
    address, zip_ = reverse("theme_collection", args=[theme.slug]), reverse("theme_zip", args=[theme.slug])
    changed = max((line.resource.updated_at for line in lines), default=None)
    return _with_light_ones(Shelf(str(theme), "", address, zip_, lines, total, changed))


def _with_light_ones(shelf: Shelf) -> Shelf:
    sums = {file.checksum for file in shelf.files}
    found = Reading._base_manager.filter(checksum__in=sums).exclude(light="").defer("words")
    shelf.readings = {reading.checksum: reading for reading in found}
    return shelf
