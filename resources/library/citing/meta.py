"""What the head of a record's page tells reference managers and search engines."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from resources.library import filetypes
from resources.library.citing.facts import Facts, address, facts
from resources.library.models import Kind, Relation, Resource, ResourceFile

Tags = list[tuple[str, str]]
REPORTS = {Kind.REPORT, Kind.CASE_STUDY, Kind.BRIEF}
TERMS = {
    Relation.Kind.REPLACES: "DCTERMS.replaces", Relation.Kind.PART: "DCTERMS.isPartOf",
    Relation.Kind.TRANSLATION: "DCTERMS.isVersionOf", Relation.Kind.ADAPTATION: "DCTERMS.isVersionOf",
}  # fmt: skip


def tags(record: Resource, related: list[Relation]) -> Tags:
    """Name and content of each, none empty."""
    told = facts(record)
    return [(name, content) for name, content in [*highwire(record, told), *dublin(record, told, related)] if content]


def highwire(record: Resource, told: Facts) -> Tags:
    """As Google Scholar and Zotero's translator for embedded metadata read them."""
    publishers = "; ".join(told.publishers)
    pdfs = [file for file in public_files(record) if file.type == filetypes.PDF]
    return [
        ("citation_title", told.title),
        *(("citation_author", name.family if name.body else name.inverted) for name in told.authors),
        ("citation_publication_date", str(told.year or "")),
        ("citation_journal_title", told.series if told.kind == Kind.ARTICLE else ""),
        ("citation_technical_report_institution", publishers if told.kind in REPORTS else ""),
        ("citation_publisher", publishers),
        ("citation_language", told.language),
        ("citation_doi", told.doi),
        ("citation_isbn", told.isbn),
        *(("citation_keywords", word) for word in told.keywords),
        *(("citation_pdf_url", settings.SITE_URL + file.get_absolute_url()) for file in pdfs),
    ]


def dublin(record: Resource, told: Facts, related: list[Relation]) -> Tags:
    return [
        ("DC.title", told.title),
        *(("DC.creator", name.family if name.body else name.inverted) for name in told.authors),
        *(("DC.publisher", name) for name in told.publishers),
        ("DC.date", str(told.year or "")),
        ("DC.type", told.genre),
        ("DC.language", told.language),
        ("DC.identifier", f"https://doi.org/{told.doi}" if told.doi else told.url),
        ("DC.rights", str(record.get_licence_display()) if record.licence else record.rights),
        *((TERMS[Relation.Kind(one.kind)], address(one.other)) for one in related),
    ]


def public_files(record: Resource) -> list[ResourceFile]:
    """Those a stranger can take: none of a group's own, nor of a draft's that is not stored."""
    return [] if record.group_id else [file for file in record.files.all() if file.pk]


def relations(record: Resource) -> list[Relation]:
    """To what a stranger may see as well, since programs keep what they read."""
    if not record.pk:
        return []
    seen = Resource.objects.visible_to(AnonymousUser()).order_by().values("pk")
    return list(Relation._base_manager.filter(resource=record.pk, other__in=seen).select_related("other"))
