"""The content files beside this module, and how their plain texts become the blocks of a page."""

import tomllib
from pathlib import Path
from typing import Any

from foundation.text import render

HERE = Path(__file__).parent
FILES, PICTURES = HERE / "files", HERE / "pictures"
Block = tuple[str, Any]


def rows(name: str, kind: str) -> list[dict[str, Any]]:
    """The entries `[[kind]]` of `content/<name>.toml`."""
    found: list[dict[str, Any]] = tomllib.loads((HERE / "content" / f"{name}.toml").read_text(encoding="utf-8"))[kind]
    return found


def talk() -> list[dict[str, Any]]:
    """Every topic of `content/talk/`; language is that of the file unless a topic names its own."""
    names = sorted(path.stem for path in (HERE / "content" / "talk").glob("*.toml"))
    return [topic for name in names for topic in rows(f"talk/{name}", "topic")]


def blocks(text: str) -> list[Block]:
    """`## ` begins a heading, `> words | who` is a quotation, the rest is Markdown."""
    made: list[Block] = []
    plain: list[str] = []

    def close() -> None:
        if plain:
            made.append(("text", render("\n\n".join(plain))))
            plain.clear()

    for paragraph in text.strip().split("\n\n"):
        if paragraph.startswith("## "):
            close()
            made.append(("heading", paragraph[3:].strip()))
        elif paragraph.startswith("> ") and " | " in paragraph:
            close()
            words, who = paragraph[2:].split(" | ")
            made.append(("quote", {"words": words, "who": who}))
        else:
            plain.append(paragraph)
    close()
    return made
