"""Which reader takes which kind of file. Each is loaded only where it is needed."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from resources.library.reading.bounds import Broken
from resources.library.reading.found import Found

OFFICE = "application/vnd.openxmlformats-officedocument."
MODULES = {
    "application/pdf": "pdf",
    OFFICE + "wordprocessingml.document": "word",
    OFFICE + "presentationml.presentation": "slides",
    OFFICE + "spreadsheetml.sheet": "sheets",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/epub+zip": "epub",
    "text/plain": "plain",
}


def of(kind: str) -> Callable[[Path], Found]:
    name = MODULES.get(kind.partition(";")[0])
    if name is None:
        raise Broken("Nobody reads this kind of file.")
    read: Callable[[Path], Found] = import_module(f"resources.library.reading.{name}").read
    return read
