"""Answers for programs that ask again: unchanged bytes are not sent twice."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from foundation.web import PRIVATE


def fresh(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """With an ETag of its bytes, or 304 where the asker has them. Members' answers stay out of shared caches."""
    etag = f'W/"{hashlib.sha1(response.content).hexdigest()}"'
    response["ETag"] = etag
    patch_vary_headers(response, ("Cookie",))
    shared = not request.user.is_authenticated
    response.setdefault("Cache-Control", "public, max-age=0, must-revalidate" if shared else PRIVATE)
    return get_conditional_response(request, etag=etag, response=response) or response
