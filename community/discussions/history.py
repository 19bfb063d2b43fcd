"""What a post was before, and what each change took away and added."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from community.discussions.models import Post

WORDS = re.compile(r"\s+|[^\s\w]|\w+")
MOST = 4000  # words compared one by one; a longer text is compared by lines


@dataclass(frozen=True, slots=True)
class Change:
    """One version against the one before it; `by` is the moderator, empty when the author changed it."""

    version: int
    at: datetime
    by: str
    why: str
    marked: SafeString


def changes(post: Post) -> list[Change]:
    """The newest first. Nothing of the account behind a pseudonym is in it."""
    rows = list(post.versions.select_related("by").order_by("version"))
    if not rows:
        return []
    after = [(row.body, row.at) for row in rows[1:]] + [(post.body, post.edited_at or post.created_at)]
    found = []
    for row, (body, at) in zip(rows, after, strict=True):
        by = row.by.display_name if row.by and row.by_id != post.author_id else ""
        found.append(Change(row.version + 1, at, by, row.why, difference(row.body, body)))
    return found[::-1]


def difference(old: str, new: str) -> SafeString:
    """The new text with `<ins>` and the old words in `<del>`; everything in it is escaped."""
    return format_html_join("", "{}", ((piece,) for piece in _pieces(old, new)))


def _pieces(old: str, new: str) -> Iterator[SafeString | str]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if max(len(before), len(after)) > MOST:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield "".join(after[c:d])
            continue
        if a < b:
            yield format_html("<del>{}</del>", "".join(before[a:b]))
        if c < d:
            yield format_html("<ins>{}</ins>", "".join(after[c:d]))
