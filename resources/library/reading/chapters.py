"""Small web pages of what was read."""

from collections.abc import Sequence

from resources.library.models import Chapter, Leaf, Reading


def make(reading: Reading) -> None:
    """Replaces the chapters of a reading by new ones of its stored pages."""
    keep(reading, made_of(list(Leaf._base_manager.filter(reading=reading))))


def made_of(leaves: Sequence[Leaf]) -> list[Chapter]:
    return []


def keep(reading: Reading, made: Sequence[Chapter]) -> None:
    """In the caller's transaction."""
    Chapter._base_manager.filter(reading=reading).delete()
    for chapter in made:
        chapter.reading = reading
    Chapter._base_manager.bulk_create(made, batch_size=50)
