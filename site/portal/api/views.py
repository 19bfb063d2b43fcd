"""Small files that programs look for."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation import pagecache
from portal.api.doors import A_MINUTE


@require_safe
def api(request: HttpRequest) -> HttpResponseBase:
    """What there is, in words."""
    return pagecache.remembered(request, ("api",), lambda: render(request, "api/api.html", {"most": A_MINUTE}))


def robots(request: HttpRequest) -> HttpResponse:
    closed = ("/admin/", "/accounts/", "/members/", "/notifications/", "/messages/", "/search/")
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def contact() -> str:
    """The address the site sends from."""
    return settings.DEFAULT_FROM_EMAIL.rsplit("<", 1)[-1].rstrip(">")


def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116."""
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0, hour=0, minute=0, second=0)
    text = f"Contact: mailto:{contact()}\nExpires: {expires:%Y-%m-%dT%H:%M:%SZ}\nPreferred-Languages: en, fr, es\n"
    return HttpResponse(text, content_type="text/plain")


def opensearch(request: HttpRequest) -> HttpResponse:
    search = escape(settings.SITE_URL + reverse("search") + "?q={searchTerms}")
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{escape(settings.SITE_NAME)}</ShortName>"
        f"<Description>{escape(_('Discussions and resources for social service workers'))}</Description>"
        f'<Url type="text/html" template="{search}"/></OpenSearchDescription>'
    )
    return HttpResponse(body, content_type="application/opensearchdescription+xml")
