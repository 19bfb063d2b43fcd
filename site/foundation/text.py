"""Words of people: Markdown to safe HTML, plain excerpts, and the folded form that search compares."""

import re
import unicodedata

import nh3
import snowballstemmer

from foundation.markdown import Namer, called, to_html

LONGEST = 20_000  # characters of one post
TAGS = {
    "p", "br", "hr", "em", "strong", "s", "blockquote", "ul", "ol", "li", "code", "pre", "a",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "span",
}  # fmt: skip
# Bidirectional overrides and isolates can make a text read as something else; joiners stay, scripts need them.
TRICKS = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u00ad]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "pt": "portuguese", "ar": "arabic"}
STEMMED = (*STEMMERS, "sw")
# Snowball has no Swahili. What tells one from many stands in front: mtoto, watoto; kikundi, vikundi; shauri, mashauri.
SWAHILI = re.compile(r"^(?:wa|mw(?=[aeiou])|mi|ma|m(?=[^aeiou])|ki|vi)(?=\w{4})")


def clean(text: str) -> str:
    """What a person typed, without control characters, tricks of direction and trailing space; NFC, `\\n` lines."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return TRICKS.sub("", CONTROL.sub("", text)).strip()


def render(markdown: str, names: Namer | None = None) -> str:
    """Safe HTML of a member's Markdown. Raw HTML and pictures are shown as text; headings start at h3.

    `names` tells which words after an "@" are somebody: they are marked, nothing else can be.
    """
    html = to_html(clean(markdown)[:LONGEST], names)
    html = re.sub(r"<(/?)h([1-6])>", lambda found: f"<{found[1]}h{min(6, int(found[2]) + 2)}>", html)
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        allowed_classes={"span": {"mention"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )


def calls(markdown: str) -> list[str]:
    """What follows each "@" of a member's Markdown, for who is meant to be told."""
    return called(clean(markdown)[:LONGEST])


def plain(html: str, longest: int = 200) -> str:
    """The words of some HTML on one line, cut at a word."""
    import html as entities

    words = entities.unescape(re.sub(r"<[^>]+>", " ", html)).split()
    line = " ".join(words)
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + "…"


def fold(text: str) -> str:
    """Lower case, no accents, Arabic letters in one form, words parted by one space."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(letter for letter in text if not unicodedata.combining(letter) and letter != "\u0640")
    text = text.translate(str.maketrans("أإآٱىة", "ااااىه"))
    text = re.sub(r"\bpara[\s-]+(?=professional|social)", "para", text)
    return " ".join(re.findall(r"\w+", text))


def stems(text: str, language: str = "en") -> str:
    """The folded words of a text, stemmed in its language where a stemmer exists."""
    folded = fold(text)
    if language == "ar":
        folded = " ".join(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in folded.split())
    if language == "sw":
        return " ".join(SWAHILI.sub("", word) for word in folded.split())
    name = STEMMERS.get(language)
    if not name:
        return folded
    return " ".join(snowballstemmer.stemmer(name).stemWords(folded.split()))


def terms(query: str) -> list[str]:
    """A query made harmless for any backend: at most 200 characters and 20 folded words."""
    return fold(CONTROL.sub(" ", unicodedata.normalize("NFC", query))[:200]).split()[:20]
