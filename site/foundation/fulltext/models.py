"""The words of everything that can be found, in one table, whatever room it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from foundation.fulltext.words import LONGEST_TEXT, compared

STAMP = "fulltext:change"


def _bump() -> None:
    transaction.on_commit(lambda: cache.set(STAMP, get_random_string(12), None))


@dataclass(frozen=True, slots=True)
class Words:
    """What one thing (or one part of it, as a post of a topic) is found by.

    `space` is "" where anyone reads, "members", or "group.<id>"; it only narrows a search. Who may see a hit is
    always asked again of the thing's own `visible_to`.
    """

    kind: str
    object_id: int
    title: str
    text: str
    language: str = "en"
    space: str = ""
    part: int = 0
    body: str = ""  # stems, made by `compared`, of long texts inside: they count least


class EntryQuerySet(models.QuerySet["Entry"]):
    def put(self, found: Iterable[Words]) -> None:
        """Adds or replaces entries, in the caller's transaction."""
        entries = [
            Entry(
                kind=words.kind,
                object_id=words.object_id,
                part=words.part,
                language=words.language,
                space=words.space,
                title=compared(words.title, words.language),
                words=compared(words.text, words.language),
                body=words.body[:LONGEST_TEXT],
            )
            for words in found
        ]
        self.bulk_create(
            entries,  # type: ignore[arg-type]
            batch_size=100,
            update_conflicts=True,
            unique_fields=["kind", "object_id", "part"],
            update_fields=["language", "space", "title", "words", "body", "changed_at"],
        )
        _bump()

    def drop(self, kind: str, object_id: int, part: int | None = None) -> None:
        """Empties entries; the row stays, so that `changed_at` tells of it."""
        gone = self.filter(kind=kind, object_id=object_id)
        gone = gone if part is None else gone.filter(part=part)
        gone.update(title="", words="", body="", changed_at=timezone.now())
        _bump()

    def last_change(self) -> tuple[object, ...]:
        """Part of the name of a cached page of hits. The count beside the time covers late commits of others."""
        return self.aggregate(at=models.Max("changed_at"))["at"], cache.get(STAMP)


class Entry(models.Model):
    """Long columns stand last: the short ones are read without them."""

    kind = models.CharField(max_length=12)
    object_id = models.BigIntegerField()
    part = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=2)
    space = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)
    title = models.TextField(blank=True)
    words = models.TextField(blank=True)
    body = models.TextField(blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "part"], name="entry_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}.{self.part}"


class Searchable(models.Model):
    """A model whose rows are found by their words; stands left of other bases.

    `save` and `delete` keep the entry; after `bulk_create` or `update` call `Entry.objects.put`.
    """

    search_kind: str  # as in the address /search/?kind=

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.index_words()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        key = self.search_key()
        with transaction.atomic():
            done = super().delete(*args, **kwargs)
            Entry.objects.drop(*key)
        return done

    def search_words(self) -> Words | None:
        """What it is found by now, or None when nobody may find it."""
        raise NotImplementedError

    def search_key(self) -> tuple[str, int, int | None]:
        """Kind, id and part; deleting takes all parts when the part is None."""
        return self.search_kind, self.pk, None

    def index_words(self) -> None:
        """Brings the entry up to date; call it after many-to-many values were set.

        What has drafts is read again: in hand may be a draft, whose words nobody may find yet.
        """
        kept = type(self)._base_manager.filter(pk=self.pk).first() if hasattr(self, "live") else self
        words = kept.search_words() if kept else None
        if words:
            Entry.objects.put([words])
        else:
            Entry.objects.drop(*self.search_key())
