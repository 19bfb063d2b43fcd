"""The protocol's answers as XML."""

from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, tostring

from django.conf import settings
from django.utils import timezone

from foundation.vocabulary.models import Theme
from portal.api.oai import dublin, rows
from portal.api.oai.asked import PREFIX, token, wanted
from portal.api.oai.dublin import put
from portal.api.oai.errors import OaiError, bad_token
from portal.api.views import contact
from resources.library import languages
from resources.library.models import Kind, ResourceFile, ResourceLink

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
BASE = f"{settings.SITE_URL}/oai"
Given = dict[str, str]


def envelope(asked: Given) -> Element:
    root = Element("OAI-PMH", {"xmlns": NAMESPACE, "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance"})
    root.set("xsi:schemaLocation", f"{NAMESPACE} {NAMESPACE}OAI-PMH.xsd")
    put(root, "responseDate", stamp(timezone.now()))
    put(root, "request", BASE, **asked)
    return root


def written(root: Element) -> bytes:
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def refusal(error: OaiError, asked: Given) -> bytes:
    """Where the arguments make no sense they are not said again, as the protocol asks."""
    root = envelope({} if error.code in {"badVerb", "badArgument"} else asked)
    put(root, "error", error.sentence, code=error.code)
    return written(root)


def answer(verb: str, given: Given) -> bytes:
    root = envelope({"verb": verb, **given})
    ANSWERS[verb](put(root, verb), given)
    return written(root)


def stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def identify(parent: Element, given: Given) -> None:
    put(parent, "repositoryName", settings.SITE_NAME)
    put(parent, "baseURL", BASE)
    put(parent, "protocolVersion", "2.0")
    put(parent, "adminEmail", contact())
    put(parent, "earliestDatestamp", stamp(rows.earliest() or timezone.now()))
    put(parent, "deletedRecord", "persistent")
    put(parent, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    put(parent, "compression", "gzip")


def list_formats(parent: Element, given: Given) -> None:
    if "identifier" in given:
        rows.one(given["identifier"])
    form = put(parent, "metadataFormat")
    put(form, "metadataPrefix", PREFIX)
    put(form, "schema", dublin.SCHEMA)
    put(form, "metadataNamespace", dublin.NAMESPACE)


def list_sets(parent: Element, given: Given) -> None:
    if "resumptionToken" in given:
        raise bad_token()
    public = rows.public()
    codes = {*public.values_list("language", flat=True).distinct()}
    for parts in (ResourceFile.objects, ResourceLink._base_manager):
        codes |= {
            *parts.filter(resource__in=public.values("pk")).order_by().values_list("language", flat=True).distinct()
        }
    named = [("theme", "Theme"), *((f"theme:{theme.slug}", str(theme)) for theme in Theme._base_manager.order_by("pk"))]
    named += [("type", "Type"), *((f"type:{value}", str(label)) for value, label in Kind.choices)]
    named += [("lang", "Language"), *((f"lang:{code}", languages.name(code)) for code in sorted(codes))]
    for spec, name in named:
        one = put(parent, "set")
        put(one, "setSpec", spec)
        put(one, "setName", name)


def header(parent: Element, row: rows.Row) -> None:
    made = put(parent, "header", **({} if row.record else {"status": "deleted"}))
    put(made, "identifier", rows.identifier(row.number))
    put(made, "datestamp", stamp(row.moment))
    for spec in row.sets:
        put(made, "setSpec", spec)


def record(parent: Element, row: rows.Row) -> None:
    made = put(parent, "record")
    header(made, row)
    if row.record:
        dublin.metadata(put(made, "metadata"), row.record)


def get_record(parent: Element, given: Given) -> None:
    record(parent, rows.one(given["identifier"], dublin.PARTS))


def list_identifiers(parent: Element, given: Given) -> None:
    _page(parent, rows.page(wanted("ListIdentifiers", given), ()), header)


def list_records(parent: Element, given: Given) -> None:
    _page(parent, rows.page(wanted("ListRecords", given), dublin.PARTS), record)


def _page(parent: Element, page: rows.Page, write: Callable[[Element, rows.Row], None]) -> None:
    for row in page.rows:
        write(parent, row)
    if page.onward or page.wanted.after:
        text = token(page.onward) if page.onward else ""
        counts = {"completeListSize": str(page.wanted.size), "cursor": str(page.wanted.given)}
        put(parent, "resumptionToken", text, **counts)


ANSWERS: dict[str, Callable[[Element, Given], None]] = {
    "Identify": identify, "ListMetadataFormats": list_formats, "ListSets": list_sets,
    "ListIdentifiers": list_identifiers, "ListRecords": list_records, "GetRecord": get_record,
}  # fmt: skip
