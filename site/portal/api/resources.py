"""The resource database for programs: the same filters and words as the page, what the caller's session may see."""

import re
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest

from portal.api.doors import door
from resources.library import columns, found, terms
from resources.library.citing.facts import address
from resources.library.citing.jsonld import licence_url
from resources.library.filters import Chosen
from resources.library.models import Relation, Resource, ResourceFile, ResourceLink

MOST = 50
NAME = re.compile(r"[-\w]{1,120}", re.ASCII)
PARTS = (
    "files", "links", "themes", "publishers", "countries", "regions", "cadres", "concepts", "relations__other",
)  # fmt: skip


@door
def resource_list(request: HttpRequest) -> dict[str, Any]:
    """`items`, how many there are in `total`, and the address of the `next` page or null."""
    changes = terms.stamp()
    chosen = Chosen.read(request.GET, terms.names(changes))
    ids = found.Found(chosen, columns.now(changes), found.own(request.user), "en").ids
    size = min(max(1, number(request, "limit", MOST)), MOST)
    page = Paginator(ids, size).get_page(number(request, "page", 1))
    wanted = list(page.object_list)
    rows = Resource.objects.visible_to(request.user).with_taken().prefetch_related(*PARTS).in_bulk(wanted)
    following = ""
    if page.has_next():
        pairs = [("limit", str(size)), ("page", str(page.next_page_number()))]
        base = chosen.address()
        following = f"{settings.SITE_URL}/api/resources/?{base}{'&' if base else ''}{urlencode(pairs)}"
    return {
        "total": page.paginator.count,
        "page": page.number,
        "next": following or None,
        "items": [item(rows[pk]) for pk in wanted if pk in rows],
    }


@door
def resource(request: HttpRequest, which: str) -> dict[str, Any]:
    """By its id or by the last part of its address."""
    if not NAME.fullmatch(which):  # a zero byte, say, which PostgreSQL refuses
        raise Http404
    chosen = Q(slug=which)
    if which.isdigit() and len(which) < 19:
        chosen |= Q(pk=int(which))
    seen = Resource.objects.visible_to(request.user).with_taken().filter(chosen).prefetch_related(*PARTS)
    # Where an address is a number, the id of another record wins.
    record = next(iter(sorted(seen, key=lambda one: str(one.pk) != which)), None)
    if record is None:
        raise Http404
    return item(record)


def number(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def item(record: Resource) -> dict[str, Any]:
    """Of a record that was asked for `with_taken`."""
    return {
        "id": record.pk,
        "url": address(record),
        "title": record.title,
        "language": record.language,
        "english_title": record.english_title,
        "summary": record.summary,
        "contents": record.contents,
        "publishers": [maker.name for maker in record.publishers.all()],
        "authors": record.authors,
        "year": record.year,
        "edition": record.edition,
        "series": record.series,
        "doi": record.doi,
        "isbn": record.isbn,
        "identifier": record.identifier,
        "kind": record.kind,
        "study": record.study,
        "concepts": [concept.slug for concept in record.concepts.all()],
        "pillars": [pillar.value for pillar in record.pillars],
        "themes": [theme.slug for theme in record.themes.all()],
        "countries": [country.code for country in record.countries.all()],
        "regions": [region.slug for region in record.regions.all()],
        "cadres": [cadre.slug for cadre in record.cadres.all()],
        "level": record.level,
        "languages": record.language_codes,
        "licence": record.licence,
        "licence_url": licence_url(record),
        "rights": record.rights,
        "files": [file_item(file) for file in record.files.all()],
        "links": [link_item(link) for link in record.links.all()],
        "relations": [relation_item(one) for one in record.relations.all() if _public(one.other)],
        "downloads": record.taken,  # type: ignore[attr-defined]
        "added": record.added_at.isoformat(timespec="seconds"),
        "updated": record.updated_at.isoformat(timespec="seconds"),
    }


def file_item(file: ResourceFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "language": file.language,
        "type": file.content_type,
        "bytes": file.bytes,
        "pages": file.pages,
        "url": settings.SITE_URL + file.get_absolute_url(),
        "checksum": f"sha256:{file.checksum}",
    }


def link_item(link: ResourceLink) -> dict[str, Any]:
    return {"url": link.url, "language": link.language, "label": link.label}


def relation_item(one: Relation) -> dict[str, Any]:
    return {"kind": one.kind, "id": one.other_id, "url": address(one.other), "title": one.other.title}


def _public(record: Resource) -> bool:
    """A record that everybody sees; others are not told of, whoever asks."""
    return record.live and record.group_id is None
