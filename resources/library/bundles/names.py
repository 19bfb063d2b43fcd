"""Names of files that Windows, Android and every ZIP program take."""

import re
import unicodedata

LONGEST, HEAVIEST = 100, 200  # characters, and bytes: the disks of phones take 255
FORBIDDEN = re.compile(r'[<>:"/\\|?*%#;&~$`]')
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


class Names:
    """Gives each name once, whatever the case of its letters."""

    def __init__(self, *taken: str) -> None:
        self.taken = {name.casefold() for name in taken}

    def fresh(self, words: str, ending: str) -> str:
        for number in range(1, 10_000):
            tail = f"-{number}.{ending}" if number > 1 else f".{ending}"
            name = _cut(safe(words), LONGEST - len(tail), HEAVIEST - len(tail)) + tail
            if name.casefold() not in self.taken:
                self.taken.add(name.casefold())
                return name
        raise ValueError("too many files of one name")


def safe(words: str) -> str:
    """Letters and numbers of any script, words joined by a hyphen; no path, no sign with a meaning, nothing unseen."""
    words = FORBIDDEN.sub(" ", unicodedata.normalize("NFC", words))
    seen = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in words)
    name = "-".join(seen.split()).strip(".-_ ")
    return f"file-{name}" if RESERVED.match(name) else name or "file"


def _cut(name: str, longest: int, heaviest: int) -> str:
    name = name[:longest].encode()[:heaviest].decode(errors="ignore")
    return name.rstrip(".-_ ") or "file"
