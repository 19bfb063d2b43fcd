"""RIS: a tag a line, CRLF, as reference managers read it."""

from resources.library.citing.facts import facts
from resources.library.citing.types import RIS
from resources.library.models import Kind, Resource


def ris(record: Resource) -> str:
    told = facts(record)
    article = told.kind == Kind.ARTICLE
    names = [name.family if name.body else name.inverted for name in told.authors]
    rows = [
        ("TY", RIS[told.kind]),
        *(("AU", name) for name in [*names, *(["others"] if told.others else [])]),
        ("TI", told.title),
        ("TT", told.english_title),
        ("PB", "; ".join(told.publishers)),
        ("PY", str(told.year or "")),
        ("ET", told.edition),
        ("JO" if article else "T3", told.series),
        ("M3", told.genre),
        ("M1", told.identifier),
        ("DO", told.doi),
        ("SN", told.isbn),
        ("LA", told.language),
        ("AB", told.summary),
        *(("KW", word) for word in told.keywords),
        ("UR", told.url),
        ("Y2", f"{told.accessed:%Y/%m/%d}"),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in rows if value) + "ER  - \r\n"
