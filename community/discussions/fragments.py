"""One post as HTML, the same for every reader of a language; made once for each change and kept in the cache."""

import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language, override

from community.discussions.attached import Attached, attached_to
from community.discussions.models import PAGE, Choice, Feeling, Post, State
from foundation.pagecache import release
from foundation.vocabulary.models import named

# What only one reader may do stands here. Markdown is sanitised without comments, so nobody can write this.
OWN = "<!--own-->"
# Between these stands the ballot of a poll; a reader who has voted has the results there.
BALLOT = ("<!--ballot-->", "<!--/ballot-->")
KEPT = 7 * 24 * 3600
COLUMNS = (
    "pk",
    "number",
    "seq",
    "state",
    "pseudonym",
    "first",
    "reactions",
    "attached",
    "redacted",
    "moved_to_id",
    "html",
    "language",
    "reply_to",
    "created_at",
    "edited_at",
    "author_id",
    "author__display_name",
    "author__cadre__names",
    "author__country__names",
    "topic_id",
    "topic__answer",
    "topic__polled",
)


class Felt(NamedTuple):
    name: str
    label: str
    times: int


@dataclass(slots=True)
class Shown:
    """What is shown of a post: plain values, since whole models of 20 posts cost more than the page."""

    pk: int
    number: int
    seq: int
    state: str
    pseudonym: str
    first: bool
    reactions: dict[str, int]
    attached: bool
    redacted: bool
    moved_to_id: int | None
    html: str
    language: str
    reply_to: int | None
    created_at: datetime
    edited_at: datetime | None
    author_id: int | None
    own_name: str | None
    cadre_names: dict[str, str] | None
    country_names: dict[str, str] | None
    topic_id: int
    topic_answer: int | None
    topic_polled: bool

    @property
    def is_shown(self) -> bool:
        return self.state == State.SHOWN

    @property
    def name(self) -> str:
        return self.pseudonym or self.own_name or ""

    @property
    def cadre(self) -> str:
        return named(self.cadre_names, "") if self.cadre_names else ""

    @property
    def country(self) -> str:
        return named(self.country_names, "") if self.country_names else ""

    @property
    def answers(self) -> bool:
        """Whether it was marked as the answer of its question."""
        return self.topic_answer == self.number

    @property
    def has_poll(self) -> bool:
        return self.topic_polled and self.number == 1 and self.is_shown

    @property
    def feelings(self) -> "list[Felt]":
        return [Felt(name, label, self.reactions.get(name, 0)) for name, label in Feeling.choices]

    @property
    def react_url(self) -> str:
        return reverse("react", args=[self.topic_id, self.number])

    @property
    def reply_page(self) -> int:
        return max(1, -(-(self.reply_to or 1) // PAGE))

    def key(self, language: str) -> str:
        """Names the last change, and who the author is called now. In another topic the same `seq` is another change."""
        author = zlib.crc32(repr((self.own_name, self.cadre_names, self.country_names)).encode())
        return f"post:{self.pk}:{self.topic_id}:{self.seq}:{language}:{release()[:8]}:{author:x}"


def rows(posts: Any) -> list[Shown]:
    """One query, whatever the number of posts."""
    found = [Shown(*row) for row in posts.values_list(*COLUMNS)]
    for row in found:
        if row.pseudonym:  # nothing of the account goes any further than here
            row.own_name = row.cadre_names = row.country_names = None
    return found


def shown(posts: Iterable[Shown]) -> dict[int, str]:
    """Number -> fragment in the language now active; what is not in the cache is made and put there."""
    posts = list(posts)
    language = get_language() or "en"
    keys = {post.number: post.key(language) for post in posts}
    kept = cache.get_many(list(keys.values()))
    missing = [post for post in posts if keys[post.number] not in kept]
    files = attached_to(missing)
    made = {keys[post.number]: _make(post, language, files[post.pk]) for post in missing}
    if made:
        cache.set_many(made, KEPT)
    return {number: kept.get(key) or made[key] for number, key in keys.items()}


def in_languages(post: Post, codes: Collection[str] | None = None) -> dict[str, str]:
    """For the live frames, without any reader's own part; in all languages, or in some.

    The page finds them in the cache after commit.
    """
    wanted = [code for code, _name in settings.LANGUAGES if codes is None or code in codes]
    if not wanted:
        return {}
    [row] = rows(Post.objects.filter(pk=post.pk))
    made = {}
    files = attached_to([row])[row.pk]
    for code in wanted:
        with override(code):
            made[code] = _make(row, code, files)
    # Not before commit: the number of a change that is rolled back is given again.
    transaction.on_commit(lambda: cache.set_many({row.key(code): html for code, html in made.items()}, KEPT))
    return {code: neutral(html) for code, html in made.items()}


def neutral(html: str) -> str:
    """As it is for everybody: nothing of one reader."""
    for mark in (OWN, *BALLOT):
        html = html.replace(mark, "")
    return html


def buttons(post: Shown) -> str:
    """Only the reactions, none pressed."""
    return get_template("discussions/_reactions.html").render({"post": post})


def _make(post: Shown, language: str, files: list[Attached]) -> str:
    template = get_template("discussions/_post.html")
    values: dict[str, Any] = {"post": post, "other": post.language != language, "OWN": OWN, "files": files}
    if post.has_poll:
        choices = list(Choice.objects.filter(poll__topic=post.topic_id).select_related("poll"))
        values |= {"poll": choices[0].poll, "choices": choices, "BALLOT": BALLOT}
    return template.render(values).strip()
