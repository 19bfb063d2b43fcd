"""Markdown of people to HTML that still has to be cleaned: bare addresses, titles of own things, mentions."""

import html
import re
from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from foundation import titles

# Gets what follows each "@"; tells how many of its characters name somebody, 0 where it is nobody.
Namer = Callable[[list[str]], list[int]]
SCHEMES = {"http", "https", "mailto"}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
# What no person writes costs seconds as Markdown; as typed it costs nothing.
MOST_LINES, MOST_BRACKETS, MOST_CELLS = 2_000, 1_000, 8_000
NESTED = 20  # the parser drops what lies deeper
MOST_TITLES = 20
MOST_CALLED = 20
LONGEST_NAME = 60
AT = re.compile(r"(?<![\w@/.])@(?=\w)")
OWN_PATH = re.compile(r"(?<!\S)/[\w%-]+(?:/[\w%.-]+)*/(?:\?[\w=&-]*)?(?:#[\w-]*)?")


class Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Web and mail addresses and the site's own paths. Anything else stays the text that was typed."""
        plainly = re.sub(r"[\x00-\x20]", "", unquote(url))
        scheme = SCHEME.match(plainly)
        return scheme[1].lower() in SCHEMES if scheme else not plainly.startswith("//")


@cache
def _parser() -> Parser:
    parser = Parser("commonmark", {"html": False, "linkify": True, "maxNesting": NESTED})
    parser.enable(["table", "strikethrough", "linkify"]).disable(["image"])
    assert parser.linkify
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    parser.linkify.add("ftp:", None)
    parser.linkify.add("//", None)
    return parser


def to_html(words: str, names: Namer | None = None) -> str:
    """HTML, not yet cleaned. `names` says who is meant by an "@"."""
    if _is_overdone(words):
        return as_typed(words)
    env: dict[str, object] = {}
    tokens = _parser().parse(words, env)
    if any(token.level >= NESTED - 1 for token in tokens):
        return as_typed(words)
    _entitle(tokens)
    if names:
        _mark(tokens, names)
    made: str = _parser().renderer.render(tokens, _parser().options, env)
    return made


def as_typed(words: str) -> str:
    """Only its lines and paragraphs."""
    parts = (html.escape(part).replace("\n", "<br>\n") for part in re.split(r"\n{2,}", words))
    return "".join(f"<p>{part}</p>\n" for part in parts)


def called(words: str) -> list[str]:
    """What follows each "@" that may call somebody: not in code, a link or a quote."""
    if "@" not in words or _is_overdone(words):
        return []
    return [tail for _text, _at, tail in _calls(_parser().parse(words))]


def _is_overdone(words: str) -> bool:
    lines = words.split("\n")
    widest = max(line.count("|") for line in lines)
    return len(lines) > MOST_LINES or words.count("[") > MOST_BRACKETS or widest * len(lines) > MOST_CELLS


def _texts(tokens: list[Token], quoted: bool = True) -> Iterator[tuple[list[Token], int]]:
    """Each piece of plain text outside of links, by its list and place there."""
    depth = 0
    for block in tokens:
        depth += (block.type == "blockquote_open") - (block.type == "blockquote_close")
        inside = int(depth and not quoted)
        for place, token in enumerate(block.children or []):
            inside += (token.type == "link_open") - (token.type == "link_close")
            if token.type == "text" and not inside and block.children is not None:
                yield block.children, place


def _calls(tokens: list[Token]) -> list[tuple[Token, int, str]]:
    """What is quoted calls nobody a second time."""
    found = []
    for row, place in _texts(tokens, quoted=False):
        words = row[place].content
        for at in AT.finditer(words):
            found.append((row[place], at.start(), words[at.end() : at.end() + LONGEST_NAME]))
            if len(found) == MOST_CALLED:
                return found
    return found


def _mark(tokens: list[Token], names: Namer) -> None:
    calls = _calls(tokens)
    if not calls:
        return
    marks: dict[int, list[tuple[int, int]]] = {}
    for (token, at, _tail), length in zip(calls, names([tail for *_rest, tail in calls]), strict=True):
        if length:
            marks.setdefault(id(token), []).append((at, at + 1 + length))
    for row, place in reversed(list(_texts(tokens))):
        for start, end in reversed(marks.get(id(row[place]), [])):
            words = row[place].content
            span = [_raw('<span class="mention">'), _text(words[start:end]), _raw("</span>")]
            row[place : place + 1] = [_text(words[:start]), *span, _text(words[end:])]


def _entitle(tokens: list[Token]) -> None:
    """Addresses of this site that stand bare are shown by their title, where everybody may see that."""
    known: dict[str, str | None] = {}

    def title(address: str) -> str | None:
        if address not in known:
            known[address] = titles.title_of(address) if len(known) < MOST_TITLES else None
        return known[address]

    for row, place in reversed(list(_texts(tokens))):
        for found in reversed(list(OWN_PATH.finditer(row[place].content))):
            if name := title(found[0]):
                words = row[place].content
                link = [Token("link_open", "a", 1, {"href": found[0]}), _text(name), Token("link_close", "a", -1)]
                row[place : place + 1] = [_text(words[: found.start()]), *link, _text(words[found.end() :])]
    for block in tokens:
        row = block.children or []
        for opens, words_, closes in zip(row, row[1:], row[2:], strict=False):
            if (opens.type, words_.type, closes.type) == ("link_open", "text", "link_close"):
                address = str(opens.attrs["href"])
                bare = opens.info == "auto" or words_.content == address
                if bare and (name := title(address)):
                    words_.content = name


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _raw(made: str) -> Token:
    return Token("html_inline", "", 0, content=made)
