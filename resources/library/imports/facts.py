"""The values of a record as files tell them, and a record made of such values."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from foundation.text import clean
from foundation.vocabulary.models import Organisation, Pillar
from resources.library.imports.words import TERMS, Words
from resources.library.models import Resource, ResourceLink

PLAIN = [
    "slug", "title", "language", "english_title", "summary", "contents", "kind", "level", "authors", "year", "edition",
    "series", "doi", "isbn", "identifier", "licence", "rights", "study",
]  # fmt: skip
PARTS = ["publishers", "links", *TERMS]
AT_ONCE = 200


def facts(record: Resource) -> dict[str, Any]:
    """In the form in which a file is read, so that what came out of here and comes back is the same."""
    told: dict[str, Any] = {name: getattr(record, name) for name in PLAIN}
    told = {name: clean(value) if isinstance(value, str) else value for name, value in told.items()}
    told["pillars"] = tuple(pillar for pillar in Pillar.values if getattr(record, pillar))
    told["publishers"] = tuple(sorted(clean(maker.name) for maker in record.publishers.all()))
    told["links"] = tuple((link.language, link.url, clean(link.label)) for link in record.links.all())  # type: ignore[attr-defined]
    for name in TERMS:
        keys = (term.code if name == "countries" else term.slug for term in getattr(record, name).all())
        told[name] = tuple(sorted(keys))
    return told


def as_edited(records: Iterable[Resource]) -> Iterator[Resource]:
    """Each as its editor sees it: with what waits in a draft. A few at a time, so that many cost no memory."""
    left = iter(records)
    while some := list(islice(left, AT_ONCE)):
        prefetch_related_objects(some, "latest_revision", *PARTS)
        for record in some:
            drafted = record.has_unpublished_changes and record.latest_revision
            yield record.latest_revision.as_object() if drafted else record  # type: ignore[union-attr]


def put(record: Resource, values: dict[str, Any]) -> None:
    """The plain ones; `put_parts` sets what stands in rows of its own."""
    for name in PLAIN:
        if name in values:
            setattr(record, name, values[name])
    if "pillars" in values:
        for pillar in Pillar.values:
            setattr(record, pillar, pillar in values["pillars"])


def put_parts(record: Resource, values: dict[str, Any], words: Words) -> None:
    """Publishers nobody has named before are kept as organisations."""
    for name in TERMS:
        if name in values:
            setattr(record, name, words.all(name, values[name]))
    if "publishers" in values:
        record.publishers = [Organisation.objects.get_or_create(name=name)[0] for name in values["publishers"]]
    if "links" in values:
        kept = {(link.language, link.url, link.label): link for link in record.links.all()}  # type: ignore[attr-defined]
        record.links = [
            kept.get(one) or ResourceLink(language=one[0], url=one[1], label=one[2]) for one in values["links"]
        ]


def wrong_in(record: Resource) -> tuple[dict[str, str], set[str]]:
    """What is wrong with each field, and what only lacks: without that it may be a draft. Asks the database nothing."""
    slug, record.slug = record.slug, record.slug or "new"
    lacking = {name for name in ("summary",) if not getattr(record, name)}
    if not any(getattr(record, pillar) for pillar in Pillar.values):
        lacking.add("pillars")
    wrong: dict[str, str] = {}
    try:
        record.clean_fields(exclude={"group", "topic", "latest_revision", "live_revision", "locked_by"} | lacking)
    except ValidationError as error:
        wrong |= {name: texts[0] for name, texts in error.message_dict.items()}
    for name in ("summary", "contents"):  # a database text has no length of its own
        longest = Resource._meta.get_field(name).max_length or 0
        if len(getattr(record, name)) > longest:
            wrong[name] = _("It has more than %(most)s letters.") % {"most": longest}
    planning, record.planning = record.planning, record.planning or "pillars" in lacking
    try:
        record.clean()
    except ValidationError as error:
        told = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        wrong = {name: texts[0] for name, texts in told.items()} | wrong
    record.planning = planning
    record.slug = slug
    return wrong, lacking
