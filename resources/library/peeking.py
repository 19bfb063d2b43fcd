"""A process of its own that looks for harm in a PDF: `python -m resources.library.peeking FILE` says one word.

Every object is looked at, however deep it is hidden, since readers of PDFs find what no page leads to. Streams are
left packed; names are compared as the parser gives them, so that `/Java#53cript` is no way round.
"""

import logging
import sys
from collections.abc import Iterator
from typing import Any

from resources.library.reading import bounds

DEEPEST, MOST = 40, 400_000  # of what stands in one object; objects of a file
SCRIPTS = {"/JavaScript", "/JS", "/XFA"}
ACTS = {"/Launch", "/GoToE", "/GoToR", "/SubmitForm", "/ImportData", "/RichMedia", "/RichMediaExecute", "/Movie"}
FILES = {"/EmbeddedFile", "/EF"}


def look(path: str) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    with open(path, "rb") as file:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return "locked"
        if "/Root" not in reader.trailer:
            return "broken"
        for number, (generation, place) in enumerate(_numbers(reader)):
            if number > MOST:
                return "broken"
            try:
                found = _within(_read(reader, generation, place))
            except (PdfReadError, ValueError, KeyError, TypeError, AttributeError, IndexError):
                continue  # nobody else can read this one either
            if found:
                return found
    return "fine"


def _numbers(reader: Any) -> Iterator[tuple[int, int]]:
    for generation, places in reader.xref.items():
        for number in places:
            yield generation, number
    for number in reader.xref_objStm:
        yield 0, number


def _read(reader: Any, generation: int, number: int) -> Any:
    from pypdf.generic import IndirectObject

    return reader.get_object(IndirectObject(number, generation, reader))


def _within(thing: Any, depth: int = 0) -> str:
    """What one object holds itself; what it points to is looked at on its own."""
    if depth > DEEPEST:
        return "broken"
    if isinstance(thing, dict):
        names = {str(key) for key in dict.keys(thing)} | {
            str(value) for key, value in dict.items(thing) if str(key) in {"/S", "/Type", "/Subtype"}
        }
        for marks, said in ((SCRIPTS, "script"), (ACTS, "acts"), (FILES, "inside")):
            if names & marks:
                return said
        return next(filter(None, (_within(value, depth + 1) for value in dict.values(thing))), "")
    if isinstance(thing, list):
        return next(filter(None, (_within(value, depth + 1) for value in list.__iter__(thing))), "")
    return ""


if __name__ == "__main__":
    bounds.bind()
    logging.disable()
    try:
        said = look(sys.argv[1])
    except Exception:  # a parser's own, of which there are many; and too much memory
        said = "broken"
    sys.stdout.write(said + "\n")
