"""The one address of the protocol."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from foundation import limits
from portal.api.doors import caller
from portal.api.oai import answers
from portal.api.oai.asked import arguments, verb_of
from portal.api.oai.errors import OaiError

A_MINUTE = 300


@csrf_exempt  # it changes nothing, and harvesters may post
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Names are told in English: harvesters compare them."""
    limits.spend("oai", caller(request), A_MINUTE)
    asked = request.POST if request.method == "POST" else request.GET
    echo: dict[str, str] = {}
    with override("en"):
        try:
            verb = verb_of(asked)
            given = arguments(asked, verb)
            echo = {"verb": verb, **given}
            body = answers.answer(verb, given)
        except OaiError as error:
            body = answers.refusal(error, echo)
    return HttpResponse(body, content_type="text/xml; charset=utf-8")
