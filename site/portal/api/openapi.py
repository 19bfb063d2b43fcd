"""The API described for programs, OpenAPI 3.1."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.api.doors import door
from resources.library.filters import SORTS
from resources.library.models import Kind, Level, Licence, Relation, Study
from resources.library.terms import FACETS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
WHOLE: Schema = {"type": "integer"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
OF_FACETS = {
    "type": Kind.values, "level": Level.values, "study": Study.values, "licence": Licence.values,
}  # fmt: skip


def one_of(values: list[str], *others: str) -> Schema:
    return {"type": "string", "enum": [*values, *others]}


def record(properties: Schema) -> Schema:
    return {"type": "object", "required": sorted(properties), "properties": properties}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def query(name: str, about: str, schema: Schema, many: bool = False) -> Schema:
    schema = {"type": "array", "items": schema} if many else schema
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


def within(name: str, about: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}


def get(name: str, about: str, answer: str, *parameters: Schema) -> Schema:
    body = {"application/json": {"schema": ref(answer)}}
    refusal = {"application/json": {"schema": ref("Refusal")}}
    return {
        "get": {
            "operationId": name,
            "summary": about,
            "parameters": list(parameters),
            "responses": {
                "200": {"description": "What you may see.", "content": body},
                "304": {"description": "Unchanged since the ETag you named."},
                "404": {"description": "There is nothing here that you may see.", "content": refusal},
                "429": {"description": "Too many requests; see Retry-After.", "content": refusal},
            },
        }
    }


def schemas() -> Schema:
    file = record(
        {
            "name": TEXT, "language": TEXT, "type": TEXT, "bytes": WHOLE, "pages": {"type": ["integer", "null"]},
            "url": ADDRESS, "checksum": TEXT,
        }
    )  # fmt: skip
    relation = record({"kind": one_of(Relation.Kind.values), "id": WHOLE, "url": ADDRESS, "title": TEXT})
    resource = record(
        {
            **dict.fromkeys(("title", "language", "english_title", "summary", "contents", "authors"), TEXT),
            **dict.fromkeys(("edition", "series", "doi", "isbn", "identifier", "licence_url", "rights"), TEXT),
            **dict.fromkeys(("publishers", "pillars", "themes", "countries", "regions", "cadres"), TEXTS),
            **dict.fromkeys(("concepts", "languages"), TEXTS),
            "id": WHOLE, "url": ADDRESS, "year": {"type": ["integer", "null"]}, "kind": one_of(Kind.values),
            "study": one_of(Study.values, ""), "level": one_of(Level.values, ""),
            "licence": one_of(Licence.values, ""), "files": {"type": "array", "items": ref("File")},
            "links": {"type": "array", "items": record({"url": ADDRESS, "language": TEXT, "label": TEXT})},
            "relations": {"type": "array", "items": relation}, "downloads": WHOLE, "added": MOMENT, "updated": MOMENT,
        }
    )  # fmt: skip
    post = record({"number": WHOLE, "seq": WHOLE, "author": TEXT, "html": TEXT, "body": TEXT, "created_at": MOMENT})
    listed = {"total": WHOLE, "page": WHOLE, "next": {"type": ["string", "null"]}}
    return {
        "File": file,
        "Resource": resource,
        "Resources": record({**listed, "items": {"type": "array", "items": ref("Resource")}}),
        "Posts": record({"items": {"type": "array", "items": post}, "more": {"type": "boolean"}}),
        "Refusal": record({"error": TEXT}),
    }


def described() -> Schema:
    filters = [
        query(name, "As on the page of resources; may be given more than once.",
              one_of(OF_FACETS[name]) if name in OF_FACETS else TEXT, many=True)
        for name in FACETS
    ]  # fmt: skip
    listing = get(
        "listResources", "Resources, filtered and searched as on their page", "Resources",
        query("q", "Words to look for.", {"type": "string", "maxLength": 200}), *filters,
        query("sort", "By date added where nothing is given, by match where `q` is.", one_of(list(SORTS))),
        query("page", "From 1.", {"type": "integer", "minimum": 1}),
        query("limit", "How many at once.", {"type": "integer", "minimum": 1, "maximum": 50, "default": 50}),
    )  # fmt: skip
    which = within("which", "The id of the record, or the last part of its address.", TEXT)
    posts = get(
        "listPosts", "The posts of a topic, at most 100 at once", "Posts",
        within("topic", "The number in the address of the topic.", WHOLE),
        query("after", "Only posts after this number.", {"type": "integer", "minimum": 0}),
    )  # fmt: skip
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.SITE_NAME,
            "version": "1",
            "description": "For reading. Without a session you see what everybody may; with one, what its member may.",
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": {
            "/api/resources/": listing,
            "/api/resources/{which}/": get("getResource", "One resource", "Resource", which),
            "/api/discussions/{topic}/posts/": posts,
        },
        "components": {"schemas": schemas()},
    }


@door
def openapi(request: HttpRequest) -> Schema:
    return described()
