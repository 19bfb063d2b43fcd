"""allauth's addresses under /accounts/. A form it refuses answers 422, and no field hides its name in a placeholder."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth import urls as allauth_urls
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver

View = Callable[..., HttpResponseBase]


def refusing(view: View) -> View:
    """The same view; a POST that comes back with a form and its errors is 422, not 200."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if not isinstance(response, TemplateResponse):
            return response
        form = (response.context_data or {}).get("form")
        for field in getattr(form, "fields", {}).values():
            field.widget.attrs.pop("placeholder", None)
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        return response

    return answer


def wrapped(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    made: list[URLPattern | URLResolver] = []
    for entry in patterns:
        if isinstance(entry, URLResolver):
            made.append(
                URLResolver(
                    entry.pattern, wrapped(entry.url_patterns), entry.default_kwargs, entry.app_name, entry.namespace
                )
            )
        else:
            made.append(URLPattern(entry.pattern, refusing(entry.callback), entry.default_args, entry.name))
    return made


urlpatterns = wrapped(allauth_urls.urlpatterns)
