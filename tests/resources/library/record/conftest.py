import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from resources.library import actions
from resources.library.models import Leaf, Reading, ResourceFile
from resources.library.models.readings import State
from resources.library.reading import chapters
from tests.resources.files import pdf

WORDS = (
    "Supervision is a regular talk between a worker and somebody with more experience. It gives room to think about "
    "families and about oneself. Agree on a place and a time that both can keep, and write down what was decided. "
)


def text_of(page: int) -> str:
    """About a page, no two alike, as prose is packed."""
    lines = [f"On page {page} point {n}: {WORDS[(page * 37 + n * 11) % 90 :][:180]}" for n in range(14)]
    return "\n\n".join(lines)


@pytest.fixture
def read(db):
    """What the reading of a file leaves behind: pages, chapters of ten, and what else is wished."""

    def make(file: ResourceFile, pages: int = 0, light: bytes = b"", cover: bytes = b"", **values) -> Reading:
        values.setdefault("state", State.READ)
        values.setdefault("read_at", timezone.now())
        reading, _new = Reading.objects.update_or_create(
            checksum=file.checksum, defaults={"pages": pages or None, **values}
        )
        if light:
            reading.light_bytes, reading.light_checksum = len(light), "light" + file.checksum[:20]
            reading.light.save("light.pdf", ContentFile(light))
        if cover:
            reading.cover_width, reading.cover_height = 240, 340
            reading.cover.save("cover.webp", ContentFile(cover))
        reading.leaves.all().delete()
        Leaf.objects.bulk_create(
            Leaf(reading=reading, number=n, text=text_of(n), words=" ") for n in range(1, pages + 1)
        )
        chapters.make(reading)
        return reading

    return make


@pytest.fixture
def file(keep) -> ResourceFile:
    """In a record that everybody sees."""
    return actions.add_file(None, keep(), pdf(200_000), language="en", name="The whole guide")


@pytest.fixture
def closed(file, coordinator):
    """The same file in a record of a private group, in which the coordinator is."""
    from community.groups.models import Group
    from resources.library.models import Resource

    group = Group.objects.create(slug="circle", name="Circle", purpose="To talk.", openness="private")
    group.memberships.create(member=coordinator, coordinates=True)
    Resource.objects.filter(pk=file.resource_id).update(group=group)
    file.refresh_from_db()
    file.resource.refresh_from_db()
    return file
