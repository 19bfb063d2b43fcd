"""What a reader of a file hands on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

TITLE, PART = "\u2063", "\u2063\u2063"  # invisible letters before a heading and before a smaller one


@dataclass(slots=True)
class Page:
    """Paragraphs stand apart by an empty line; one that is a heading begins with `TITLE` or `PART`."""

    text: str
    heading: str = ""  # where a chapter begins here, or a slide or sheet has a name


@dataclass(slots=True)
class Found:
    """`count` is how many pages the file itself has; None where it has none, as a text file."""

    pages: Iterator[Page]
    count: int | None = None
    kind: str = ""
    warnings: list[str] = field(default_factory=list)
