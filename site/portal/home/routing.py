"""Which page an address means, for which reader, in which language."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language
from wagtail.models import Page

from foundation.pages import SitePage, closed_to


def find(path: str, reader: Any, stamp: tuple[object, ...]) -> SitePage | None:
    """The page of a path in the first tree, else in the tree it was written in; then its live translation.

    What strangers see is kept under the number of the last change of the tree."""
    code = (get_language() or settings.LANGUAGE_CODE)[:2]
    if reader.is_authenticated:
        return _find(path, code, reader)
    key = f"find:{code}:{stamp[0]}:{path}"[:240]
    kept: SitePage | None = cache.get(key)
    if kept is None:
        kept = _find(path, code, reader)
        if kept is not None:
            cache.set(key, kept, 3600)
    return kept


def _find(path: str, code: str, reader: Any) -> SitePage | None:
    page = _original(path.strip("/"), code)
    if page is None:
        return None
    shown = page
    if page.locale.language_code != code:
        same = Page.objects.filter(translation_key=page.translation_key, live=True, alias_of=None)
        shown = same.filter(locale__language_code=code).select_related("locale").first() or page
    if any(one.path.startswith(closed) for closed in closed_to(reader) for one in (page, shown)):
        return None
    specific = shown.specific
    specific.locale = shown.locale
    return specific if isinstance(specific, SitePage) else None


def _original(path: str, code: str) -> Page | None:
    """Slugs are indexed, whole paths are not: ask by slug and depth, then compare the path.

    While the page of the first tree is a draft, its translations are there for readers of their language only."""
    parts = path.split("/") if path else []
    pages = Page.objects.filter(alias_of=None, depth=2 + len(parts)).select_related("locale")
    if parts:
        pages = pages.filter(slug=parts[-1])
    same = {page.pk: page for page in pages if page.url_path.split("/", 2)[-1].strip("/") == path}.values()
    first = [page for page in same if page.locale.language_code == settings.LANGUAGE_CODE]
    own = [page for page in same if page.locale.language_code == code]
    for choice in (first, own):
        if choice and choice[0].live:
            return choice[0]
    return None if first else next((page for page in same if page.live), None)
