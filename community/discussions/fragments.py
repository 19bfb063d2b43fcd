"""One post as HTML, the same for every reader of a language; made once for each change and kept in the cache."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.template.loader import get_template
from django.utils.translation import get_language, override

from community.discussions.models import PAGE, Post
from foundation import pagecache
from foundation.vocabulary.models import named

# What only one reader may do stands here. Markdown is sanitised without comments, so nobody can write this.
OWN = "<!--own-->"
KEPT = 7 * 24 * 3600
COLUMNS = (
    "pk",
    "number",
    "seq",
    "hidden",
    "html",
    "language",
    "reply_to",
    "created_at",
    "edited_at",
    "author_id",
    "author__display_name",
    "author__cadre__names",
    "author__country__names",
)


@dataclass(slots=True)
class Shown:
    """What is shown of a post: plain values, since whole models of 20 posts cost more than the page."""

    pk: int
    number: int
    seq: int
    hidden: bool
    html: str
    language: str
    reply_to: int | None
    created_at: datetime
    edited_at: datetime | None
    author_id: int | None
    name: str | None
    cadre_names: dict[str, str] | None
    country_names: dict[str, str] | None

    @property
    def cadre(self) -> str:
        return named(self.cadre_names, "") if self.cadre_names else ""

    @property
    def country(self) -> str:
        return named(self.country_names, "") if self.country_names else ""

    @property
    def reply_page(self) -> int:
        return max(1, -(-(self.reply_to or 1) // PAGE))

    def key(self, language: str) -> str:
        """Names the last change, and who the author is called now."""
        author = zlib.crc32(repr((self.name, self.cadre_names, self.country_names)).encode())
        return f"post:{self.pk}:{self.seq}:{language}:{release()[:8]}:{author:x}"


def release() -> str:
    pagecache.RELEASE = pagecache.RELEASE or pagecache._release()
    return pagecache.RELEASE


def rows(posts: Any) -> list[Shown]:
    """One query, whatever the number of posts."""
    return [Shown(*row) for row in posts.values_list(*COLUMNS)]


def shown(posts: Iterable[Shown]) -> dict[int, str]:
    """Number -> fragment in the language now active; what is not in the cache is made and put there."""
    posts = list(posts)
    language = get_language() or "en"
    keys = {post.number: post.key(language) for post in posts}
    kept = cache.get_many(list(keys.values()))
    made = {keys[post.number]: _make(post, language) for post in posts if keys[post.number] not in kept}
    if made:
        cache.set_many(made, KEPT)
    return {number: kept.get(key) or made[key] for number, key in keys.items()}


def in_every_language(post: Post) -> dict[str, str]:
    """For the live frames, without any reader's own part. The page finds them in the cache after commit."""
    [row] = rows(Post.objects.filter(pk=post.pk))
    made = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            made[code] = _make(row, code)
    # Not before commit: the number of a change that is rolled back is given again.
    transaction.on_commit(lambda: cache.set_many({row.key(code): html for code, html in made.items()}, KEPT))
    return {code: html.replace(OWN, "") for code, html in made.items()}


def _make(post: Shown, language: str) -> str:
    template = get_template("discussions/_post.html")
    return template.render({"post": post, "other": post.language != language, "OWN": OWN}).strip()
