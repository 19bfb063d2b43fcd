"""A record in simple Dublin Core."""

from xml.etree.ElementTree import Element, SubElement

from resources.library.citing import PARTS as CITED
from resources.library.citing.facts import CONTROL, Facts, address, facts
from resources.library.citing.jsonld import licence_url
from resources.library.models import Resource

PARTS = (*CITED, "countries", "regions", "relations__other")
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"


def xml_text(text: str) -> str:
    """Without the characters that XML has no room for."""
    return CONTROL.sub(" ", text)


def put(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    made = SubElement(parent, name, {key: xml_text(value) for key, value in attributes.items()})
    made.text = xml_text(text) or None
    return made


def metadata(parent: Element, record: Resource) -> None:
    root = put(parent, "oai_dc:dc")
    root.set("xmlns:oai_dc", NAMESPACE)
    root.set("xmlns:dc", "http://purl.org/dc/elements/1.1/")
    root.set("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
    root.set("xsi:schemaLocation", f"{NAMESPACE} {SCHEMA}")
    for name, value in elements(record, facts(record)):
        if value:
            put(root, f"dc:{name}", value)


def elements(record: Resource, told: Facts) -> list[tuple[str, str]]:
    return [
        ("title", told.title),
        ("title", told.english_title),
        *(("creator", name.family if name.body else name.inverted) for name in told.authors),
        *(("subject", word) for word in told.keywords),
        ("description", told.summary),
        *(("publisher", maker) for maker in told.publishers),
        ("date", str(told.year or "")),
        ("type", told.genre),
        *(("format", mime) for mime in sorted({file.content_type for file in record.files.all()})),
        ("identifier", told.url),
        ("identifier", f"https://doi.org/{told.doi}" if told.doi else ""),
        ("identifier", f"urn:isbn:{told.isbn}" if told.isbn else ""),
        ("identifier", told.identifier),
        *(("source", url) for url in sorted({link.url for link in record.links.all()})),
        *(("language", code) for code in record.language_codes),
        *(("relation", address(one.other)) for one in record.relations.all() if _public(one.other)),
        *(("coverage", str(place)) for place in [*record.countries.all(), *record.regions.all()]),
        ("rights", licence_url(record) or (str(record.get_licence_display()) if record.licence else "")),
        ("rights", record.rights),
    ]


def _public(record: Resource) -> bool:
    return record.live and record.group_id is None
