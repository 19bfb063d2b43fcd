"""The feed of the resource database, narrowed as its list is: any choice of words and filters has one."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.pagecache import release
from portal.api.feeds import LONGEST, STRANGER, Public, tag
from resources.library import kept, terms
from resources.library.filters import Chosen
from resources.library.models import Resource

DAY = 24 * 3600


class Resources(Public):
    def get_object(self, request: HttpRequest, chosen: Chosen, names: terms.Names) -> Chosen:  # type: ignore[override]
        self.words = kept.name_of(chosen, names) if chosen.address() else ""
        return chosen

    def title(self, chosen: Chosen) -> str:
        if self.words:
            return _("New resources of Workforce Commons: %(words)s") % {"words": self.words}
        return _("New in the resource database of Workforce Commons")

    def link(self, chosen: Chosen) -> str:
        return _with(reverse("resources"), chosen.address(sort="newest"))

    def feed_url(self, chosen: Chosen) -> str:
        return _with(reverse("feed_resources"), chosen.address())

    def feed_guid(self, chosen: Chosen) -> str:
        return settings.SITE_URL + self.feed_url(chosen)

    def items(self, chosen: Chosen) -> list[Resource]:
        found = kept.matches(kept.arrived(Resource.objects.visible_to(STRANGER)), chosen)
        return list(found.order_by("-came", "-pk")[:LONGEST])

    def item_description(self, item: Resource) -> str:
        return item.summary

    def item_link(self, item: Resource) -> str:
        return item.get_absolute_url()

    def item_guid(self, item: Resource) -> str:
        return tag("resource", item.pk)

    def item_pubdate(self, item: Resource) -> datetime:
        return item.came  # type: ignore[attr-defined, no-any-return]

    def item_updateddate(self, item: Resource) -> datetime:
        return max(item.updated_at, item.came)  # type: ignore[attr-defined]


@require_safe
def resources(request: HttpRequest) -> HttpResponseBase:
    """The same for everybody, whoever asks. What stands in it is asked again only after a change."""
    changes = terms.stamp()
    names = terms.names(changes)
    chosen = kept.chosen_of(request.META.get("QUERY_STRING", "")[:4000], names)
    parts = repr((release(), changes, chosen.address(), get_language(), request.get_host()))
    etag = f'"{hashlib.sha1(parts.encode()).hexdigest()[:20]}"'
    last: Any = max((row[2] for row in changes if row[2]), default=None)
    seconds = int(last.timestamp()) if last else None
    answer = get_conditional_response(request, etag=etag, last_modified=seconds)
    if answer is None:
        answer = HttpResponse(_made(request, chosen, names, etag), content_type=Atom1Feed.content_type)
    answer["ETag"], answer["Cache-Control"] = etag, "public, max-age=300"
    if seconds is not None:
        answer["Last-Modified"] = http_date(seconds)
    return answer


def _made(request: HttpRequest, chosen: Chosen, names: terms.Names, etag: str) -> bytes:
    key = f"feed:{etag[1:-1]}"
    body: bytes | None = cache.get(key)
    if body is None:
        body = Resources()(request, chosen=chosen, names=names).content
        cache.set(key, body, DAY)
    return body


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
