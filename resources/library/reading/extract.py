"""A process of its own that reads one file: `python -m resources.library.reading.extract text application/pdf FILE DIR`.

Writes into DIR: `pages.jsonl`, one JSON object a line, the last of which says how it ended; `cover.webp`; `light.pdf`.
"""

import json
import sys
from pathlib import Path
from typing import Any, TextIO

from resources.library.reading import bounds


def main(step: str, kind: str, source: Path, into: Path) -> int:
    bounds.bind(bounds.LIGHT if step == "light" else bounds.OUTPUT)
    with (into / f"{step}.jsonl").open("w", encoding="utf-8") as out:
        try:
            STEPS[step](kind, source, into, out)
        except bounds.Locked:
            _say(out, ended="locked")
        except bounds.Broken as error:
            _say(out, ended="broken", why=str(error))
        except (MemoryError, RecursionError):
            _say(out, ended="broken", why="Reading it took too much memory.")
        except Exception as error:  # a parser's own, of which there are many
            _say(out, ended="broken", why=f"It could not be read ({type(error).__name__}).")
    return 0


def text(kind: str, source: Path, into: Path, out: TextIO) -> None:
    """Every page, cut where a file has more letters than we keep."""
    from resources.library.reading import readers

    found = readers.of(kind)(source)
    letters = number = 0
    for number, page in enumerate(found.pages, 1):
        if number > bounds.PAGES or letters > bounds.LETTERS:
            raise bounds.Broken("This file has more text than we read.")
        cut = page.text[: bounds.LETTERS_OF_PAGE]
        letters += len(cut)
        _say(out, page=number, heading=page.heading, text=cut)
    count = number if found.count == 0 else found.count
    _say(out, ended="read", pages=count)


def cover(kind: str, source: Path, into: Path, out: TextIO) -> None:
    from resources.library.reading import pdf

    width, height = pdf.cover(source, into / "cover.webp")
    _say(out, ended="read", width=width, height=height)


def light(kind: str, source: Path, into: Path, out: TextIO) -> None:
    from resources.library.reading import light as copy

    copy.make(source, into / "light.pdf")
    _say(out, ended="read")


STEPS = {"text": text, "cover": cover, "light": light}


def _say(out: TextIO, **what: Any) -> None:
    out.write(json.dumps(what) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])))
