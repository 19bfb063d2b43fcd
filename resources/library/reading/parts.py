"""The parts of a zipped document, within limits: no bomb of a ZIP, of entities or of nesting gets further than here."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from resources.library.reading.bounds import Broken

UNPACKED = 150 << 20  # bytes of all parts that are read
CHUNK = 64 * 1024
DEEPEST = 300
ELEMENTS = 8_000_000
Event = tuple[str, str, dict[str, str]]  # "start", "end" or "text"; the name or the text; attributes


class Parts:
    def __init__(self, path: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError):
            raise Broken("This document is damaged: its parts cannot be told apart.") from None
        self.names = set(self.zip.namelist())
        self.left = UNPACKED

    def chunks(self, name: str) -> Iterator[bytes]:
        """What a part says of its size is not believed: it is counted as it comes."""
        try:
            with self.zip.open(name) as part:
                while chunk := part.read(CHUNK):
                    self.left -= len(chunk)
                    if self.left < 0:
                        raise Broken("Unpacked it is larger than we read.")
                    yield chunk
        except KeyError:
            raise Broken("A part of this document is missing.") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
            raise Broken("A part of this document is damaged.") from None

    def whole(self, name: str) -> bytes:
        return b"".join(self.chunks(name))

    def events(self, name: str) -> Iterator[Event]:
        """The XML of a part as it comes, names without their namespace; nothing is kept in memory."""
        target = _Heard()
        parser = DefusedXMLParser(target=target, forbid_dtd=True)
        try:
            for chunk in self.chunks(name):
                parser.feed(chunk)
                yield from target.taken()
            parser.close()
            yield from target.taken()
        except ParseError:
            raise Broken("A part of this document is no whole XML.") from None
        except DefusedXmlException:
            raise Broken("It declares entities, as harmful files do.") from None

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part leads to, by id: the last word of its kind, and the name of the part."""
        folder, file = posixpath.split(name)
        listed = f"{folder}/_rels/{file}.rels"
        if listed not in self.names:
            return {}
        return {
            about.get("Id", ""): (about.get("Type", "").rpartition("/")[2], _joined(folder, about.get("Target", "")))
            for kind, tag, about in self.events(listed)
            if kind == "start" and tag == "Relationship"
        }


def _joined(folder: str, target: str) -> str:
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))


class _Heard:
    """What the parser calls; counts how deep and how much."""

    def __init__(self) -> None:
        self.held: list[Event] = []
        self.depth = self.count = 0

    def start(self, tag: str, about: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST:
            raise Broken("Its parts lie too deep in each other.")
        if self.count > ELEMENTS:
            raise Broken("It has more parts than we read.")
        self.held.append(("start", _local(tag), {_key(name): value for name, value in about.items()}))

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.held.append(("end", _local(tag), {}))

    def data(self, text: str) -> None:
        self.held.append(("text", text, {}))

    def taken(self) -> list[Event]:
        held, self.held = self.held, []
        return held

    def close(self) -> None:
        pass


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _key(name: str) -> str:
    """An `id` that leads to a part is another than the plain one beside it."""
    return f"r:{_local(name)}" if "/relationships}" in name else _local(name)
