"""BibTeX. Letters stay as they are (UTF-8); what TeX reads as a command is written so that it is none."""

import re

from resources.library.citing.facts import Facts, Name, facts
from resources.library.citing.types import BIBTEX
from resources.library.models import Resource

SPECIAL = {  # braces are counted by BibTeX even behind a backslash, so none stands alone
    "\\": r"\textbackslash{}", "{": r"\ensuremath{\lbrace}", "}": r"\ensuremath{\rbrace}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
ESCAPED = str.maketrans(SPECIAL)
CAPITALS = re.compile(r"(?<![\w\\{])[^\W_]*[A-Z][^\W_]*[A-Z][^\W_]*(?![\w}])")


def bibtex(record: Resource) -> str:
    """One entry, with a line end."""
    told = facts(record)
    entry = BIBTEX[told.kind]
    lines = [f"  {name} = {{{value}}}," for name, value in fields(told, entry).items() if value]
    return "\n".join([f"@{entry}{{{told.key},", *lines, "}"]) + "\n"


def fields(told: Facts, entry: str) -> dict[str, str]:
    makers = " and ".join(f"{{{text(maker)}}}" for maker in told.publishers)
    maker = {"techreport": "institution", "manual": "organization"}.get(entry, "publisher")
    return {
        "author": " and ".join([*map(author, told.authors), *(["others"] if told.others else [])]),
        "title": CAPITALS.sub(lambda word: f"{{{word.group()}}}", text(told.title)),
        maker: makers,
        "year": str(told.year or ""),
        "edition": text(told.edition),
        "journal" if entry == "article" else "series": text(told.series),
        "type": text(told.genre),
        "number": text(told.identifier),
        "doi": plain(told.doi),
        "isbn": text(told.isbn),
        "language": told.language,
        "url": plain(told.url),
        "urldate": told.accessed.isoformat(),
        "abstract": text(told.summary),
        "keywords": text(", ".join(told.keywords)),
        "note": text(f"In English: {told.english_title}" if told.english_title else ""),
    }


def author(name: Name) -> str:
    """Braces keep an organisation whole, and a family name that has an `and` in it."""
    if name.body or not name.given:
        return f"{{{text(name.family)}}}"
    return text(name.inverted)


def text(words: str) -> str:
    return words.translate(ESCAPED)


def plain(words: str) -> str:
    """Addresses are read letter by letter; what would end the field is written as addresses write it."""
    return words.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
