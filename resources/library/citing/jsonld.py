"""The record in the words of schema.org."""

from typing import Any

from django.conf import settings

from resources.library.citing.facts import Facts, address, facts
from resources.library.citing.meta import public_files
from resources.library.models import Kind, Level, Licence, Relation, Resource, ResourceFile

TYPES = {
    Kind.REPORT: "Report", Kind.GUIDELINE: "DigitalDocument", Kind.TRAINING: "LearningResource",
    Kind.TOOLKIT: "LearningResource", Kind.FORM: "DigitalDocument", Kind.SOP: "DigitalDocument",
    Kind.LAW: "Legislation", Kind.ARTICLE: "ScholarlyArticle", Kind.CASE_STUDY: "Report", Kind.PROFILE: "Article",
    Kind.RECORDING: "VideoObject", Kind.FACT_SHEET: "DigitalDocument", Kind.BRIEF: "Report",
}  # fmt: skip
CREATIVE = "https://creativecommons.org/"  # without a version: which one, a record does not tell
LICENCES = {
    Licence.PUBLIC: f"{CREATIVE}publicdomain/mark/1.0/",
    Licence.BY: f"{CREATIVE}licenses/by/", Licence.BY_SA: f"{CREATIVE}licenses/by-sa/",
    Licence.BY_ND: f"{CREATIVE}licenses/by-nd/", Licence.BY_NC: f"{CREATIVE}licenses/by-nc/",
    Licence.BY_NC_SA: f"{CREATIVE}licenses/by-nc-sa/", Licence.BY_NC_ND: f"{CREATIVE}licenses/by-nc-nd/",
}  # fmt: skip
RELATED = {
    Relation.Kind.TRANSLATION: "translationOfWork", Relation.Kind.ADAPTATION: "isBasedOn",
    Relation.Kind.REPLACES: "isBasedOn", Relation.Kind.PART: "isPartOf",
}  # fmt: skip


def licence_url(record: Resource) -> str:
    """`""` where it is none that has an address."""
    return LICENCES.get(Licence(record.licence), "") if record.licence else ""


def jsonld(record: Resource, related: list[Relation]) -> dict[str, Any]:
    told = facts(record)
    item = {
        "@context": "https://schema.org",
        "@type": TYPES[told.kind],
        "@id": told.url,
        "url": told.url,
        "name": told.title,
        "alternateName": told.english_title,
        "description": told.summary,
        "inLanguage": record.language_codes,
        "author": [
            {"@type": "Organization" if name.body else "Person", "name": f"{name.given} {name.family}".strip()}
            for name in told.authors
        ],
        "publisher": [{"@type": "Organization", "name": maker} for maker in told.publishers],
        "datePublished": str(told.year or ""),
        "dateModified": record.updated_at.isoformat(timespec="seconds") if record.updated_at else "",
        "version": told.edition,
        "about": told.keywords,
        "spatialCoverage": [
            {"@type": "Place", "name": str(place)} for place in [*record.countries.all(), *record.regions.all()]
        ],
        "audience": [{"@type": "Audience", "audienceType": str(cadre)} for cadre in record.cadres.all()],
        "educationalLevel": str(Level(record.level).label) if record.level else "",
        "license": licence_url(record),
        "copyrightNotice": record.rights,
        "identifier": identifiers(told),
        "isAccessibleForFree": not record.group_id or None,
        "encoding": [encoding(file) for file in public_files(record)],
        **places_of(told, related),
    }
    return {name: value for name, value in item.items() if value}


def identifiers(told: Facts) -> list[dict[str, str]]:
    rows = (("DOI", told.doi), ("ISBN", told.isbn), ("other", told.identifier))
    return [{"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in rows if value]


def places_of(told: Facts, related: list[Relation]) -> dict[str, list[dict[str, str]]]:
    """What it is of, made from or part of, by schema.org's names."""
    found: dict[str, list[dict[str, str]]] = {}
    for one in related:
        other = {"@type": TYPES[Kind(one.other.kind)], "@id": address(one.other), "name": one.other.title}
        found.setdefault(RELATED[Relation.Kind(one.kind)], []).append(other)
    if told.series:
        kind = "Periodical" if told.kind == Kind.ARTICLE else "CreativeWorkSeries"
        found.setdefault("isPartOf", []).append({"@type": kind, "name": told.series})
    return found


def encoding(file: ResourceFile) -> dict[str, str]:
    return {
        "@type": "MediaObject",
        "name": file.name,
        "contentUrl": settings.SITE_URL + file.get_absolute_url(),
        "contentSize": f"{file.bytes} B",
        "encodingFormat": file.content_type,
        "inLanguage": file.language,
        "sha256": file.checksum,
    }
