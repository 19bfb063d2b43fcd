"""CSL-JSON, what citation processors and Zotero read."""

from typing import Any

from resources.library.citing.facts import Name, facts
from resources.library.citing.types import CSL
from resources.library.models import Kind, Resource


def csl(record: Resource) -> dict[str, Any]:
    """One item. A file of items is a list of them."""
    told = facts(record)
    authors = [named(name) for name in told.authors] + ([{"literal": "others"}] if told.others else [])
    item = {
        "id": told.key,
        "type": CSL[told.kind],
        "genre": told.genre,
        "title": told.title,
        "author": authors,
        "issued": {"date-parts": [[told.year]]} if told.year else None,
        "publisher": "; ".join(told.publishers),
        "edition": told.edition,
        "container-title" if told.kind == Kind.ARTICLE else "collection-title": told.series,
        "number": told.identifier,
        "DOI": told.doi,
        "ISBN": told.isbn,
        "language": told.language,
        "abstract": told.summary,
        "keyword": ", ".join(told.keywords),
        "note": f"In English: {told.english_title}" if told.english_title else "",
        "URL": told.url,
        "accessed": {"date-parts": [[told.accessed.year, told.accessed.month, told.accessed.day]]},
    }
    return {name: value for name, value in item.items() if value}


def named(name: Name) -> dict[str, str]:
    if name.body:
        return {"literal": name.family}
    return {"family": name.family, "given": name.given} if name.given else {"family": name.family}
