"""The citations as files, the head of the record's page, and who may have them."""

import json

import extruct
import pytest
import rispy
from lxml import html

from community.groups import actions as groups
from resources.library import actions
from resources.library.citing.jsonld import TYPES
from resources.library.models import Kind, Relation, Resource
from tests.resources import files

pytestmark = pytest.mark.django_db
EVIL = 'A </script><script>alert(1)</script> & "guide" <!--'


@pytest.fixture
def record(keep):
    return keep(
        EVIL, kind="report", authors="Roby, J.; Diop, Awa", publishers=["UNICEF"], year=2016, licence="cc-by",
        doi="10.1000/182", isbn="9789280650006", themes=["evidence", "supervision"], countries=["KE"], language="fr",
        english_title="In English", series="Working papers",
    )  # fmt: skip


def head_of(client, record):
    page = client.get(record.get_absolute_url())
    assert page.status_code == 200
    return html.fromstring(page.content.decode())


def metas(tree):
    found = {}
    for tag in tree.xpath("//head/meta[@name]"):
        found.setdefault(tag.get("name"), []).append(tag.get("content"))
    return found


def data_of(client, record):
    page = client.get(record.get_absolute_url())
    (found,) = extruct.extract(page.content.decode(), syntaxes=["json-ld"])["json-ld"]
    return found


@pytest.mark.parametrize(
    ("ending", "mime"),
    [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_each_citation_is_a_file_with_its_type_and_name(client, record, ending, mime):
    answer = client.get(f"/resources/{record.slug}/cite.{ending}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == f"{mime}; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{record.slug}.{ending}"'
    again = client.get(f"/resources/{record.slug}/cite.{ending}", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert client.head(f"/fr/resources/{record.slug}/cite.{ending}").status_code == 200


def test_a_citation_costs_the_same_few_queries(client, record, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(f"/resources/{record.slug}/cite.ris")


def test_another_ending_is_not_there(client, record):
    assert client.get(f"/resources/{record.slug}/cite.docx").status_code == 404
    assert client.post(f"/resources/{record.slug}/cite.bib").status_code == 405


@pytest.mark.parametrize("ending", ["bib", "ris", "json"])
def test_a_draft_and_a_groups_record_have_no_citation_for_others(client, record, admin, outsider, ending):
    address = f"/resources/{record.slug}/cite.{ending}"
    group = groups.start(admin, name="Circle", purpose="Ours", openness="private")
    Resource.objects.filter(pk=record.pk).update(group=group)
    assert client.get(address).status_code == 404
    client.force_login(outsider)
    assert client.get(address).status_code == 404
    client.force_login(admin)
    assert client.get(address).status_code == 200
    assert client.get(address)["Cache-Control"] == "private, no-store"
    Resource.objects.filter(pk=record.pk).update(group=None, live=False)
    assert client.get(address).status_code == 404


def test_the_json_is_a_list_of_one_item(client, record):
    (item,) = json.loads(client.get(f"/resources/{record.slug}/cite.json").content)
    assert item["title"] == EVIL
    (ris,) = rispy.loads(client.get(f"/resources/{record.slug}/cite.ris").content.decode())
    assert ris["title"] == EVIL


def test_the_page_leads_to_the_three_forms(client, record):
    tree = head_of(client, record)
    for ending in ("bib", "ris", "json"):
        address = f"/resources/{record.slug}/cite.{ending}"
        assert tree.xpath(f"//head/link[@rel='alternate'][@href='{address}']")
        assert tree.xpath(f"//section//a[@href='{address}']")


def test_a_reference_manager_finds_what_it_needs_in_the_head(client, record):
    """Zotero's translator for embedded metadata asks for `citation_title` and takes the rest by these names."""
    found = metas(head_of(client, record))
    assert found["citation_title"] == [EVIL]
    assert found["citation_author"] == ["Roby, J.", "Diop, Awa"]
    assert found["citation_publication_date"] == ["2016"]
    assert found["citation_technical_report_institution"] == ["UNICEF"]
    assert found["citation_doi"] == ["10.1000/182"]
    assert found["citation_isbn"] == ["9789280650006"]
    assert found["citation_language"] == ["fr"]
    assert found["DC.creator"] == found["citation_author"]
    assert found["DC.rights"] == ["CC BY"]
    assert "citation_pdf_url" not in found


def test_the_head_names_a_pdf_and_the_data_each_file(client, record):
    actions.add_file(None, record, files.pdf(), language="fr", name="Le guide", pages=3)
    record.refresh_from_db()
    file = record.files.get()
    (address,) = metas(head_of(client, record))["citation_pdf_url"]
    assert address.endswith(file.get_absolute_url())
    (part,) = data_of(client, record)["encoding"]
    assert part["contentUrl"] == address
    assert part["contentSize"] == f"{file.bytes} B"
    assert (part["encodingFormat"], part["inLanguage"], part["sha256"]) == ("application/pdf", "fr", file.checksum)


def test_a_file_of_a_group_is_named_in_no_head(client, record, admin):
    actions.add_file(None, record, files.pdf(), language="fr", name="Le guide")
    group = groups.start(admin, name="Circle", purpose="Ours", openness="private")
    Resource.objects.filter(pk=record.pk).update(group=group)
    client.force_login(admin)
    assert "citation_pdf_url" not in metas(head_of(client, record))
    assert "encoding" not in data_of(client, record)


def test_the_data_says_what_it_is_of_whom_and_on_what(client, record):
    data = data_of(client, record)
    assert (data["@type"], data["name"], data["alternateName"]) == ("Report", EVIL, "In English")
    assert data["author"][0] == {"@type": "Person", "name": "J. Roby"}
    assert data["publisher"] == [{"@type": "Organization", "name": "UNICEF"}]
    assert data["license"] == "https://creativecommons.org/licenses/by/"
    assert sorted(data["about"]) == ["Evidence", "Supervision"]
    assert data["spatialCoverage"] == [{"@type": "Place", "name": "Kenya"}]
    assert data["isPartOf"] == [{"@type": "CreativeWorkSeries", "name": "Working papers"}]
    assert data["@id"].endswith(f"/resources/{record.slug}/")


def test_a_title_cannot_end_the_data(client, record):
    source = client.get(record.get_absolute_url()).content.decode()
    assert "</script><script>alert" not in source
    assert source.count("</script>") == source.count("<script")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("translation", "translationOfWork"),
        ("adaptation", "isBasedOn"),
        ("replaces", "isBasedOn"),
        ("part", "isPartOf"),
    ],
)
def test_what_belongs_together_is_told_to_programs(client, keep, kind, name):
    old, new, hidden = keep("The old"), keep("The new"), keep("Hidden one")
    for other in (old, hidden):
        Relation.objects.create(resource=new, kind=kind, other=other)
    Resource.objects.filter(pk=hidden.pk).update(live=False)
    data = data_of(client, new)
    assert [one["name"] for one in data[name]] == ["The old"]
    assert not any("hidden-one" in content for all_of in metas(head_of(client, new)).values() for content in all_of)


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_has_a_type_of_schema_org(client, keep, kind):
    assert data_of(client, keep(f"A {kind}", kind=kind))["@type"] == TYPES[Kind(kind)]
