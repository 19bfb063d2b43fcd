"""What search engines may list, in one file or in parts."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.api import sitemaps
from resources.library.models import Resource

pytestmark = pytest.mark.django_db
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def read(client, address="/sitemap.xml"):
    answer = client.get(address)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def places(tree):
    return [place.text for place in tree.iterfind(".//s:loc", SPACE)]


def test_a_record_is_listed_with_its_last_change(client, keep):
    record, draft = keep("Guide"), keep("Draft")
    Resource.objects.filter(pk=draft.pk).update(live=False)
    tree = read(client)
    assert any(place.endswith(f"/resources/{record.slug}/") for place in places(tree))
    assert not any("draft" in place for place in places(tree))
    assert any(place.endswith("/resources/evidence/") for place in places(tree))
    stamps = [stamp.text for stamp in tree.iterfind(".//s:lastmod", SPACE)]
    assert f"{record.updated_at:%Y-%m-%d}" in stamps


def test_much_is_parted_into_files(client, keep, monkeypatch):
    for part in (sitemaps.Resources, sitemaps.Topics):
        monkeypatch.setattr(part, "limit", 3)
    made = {keep(f"Guide {number}").slug for number in range(7)}
    index = read(client)
    assert index.tag.endswith("sitemapindex")
    parts = [place.split("/", 3)[3] for place in places(index)]
    assert [part for part in parts if "resources" in part] == [
        "sitemap-resources.xml", "sitemap-resources.xml?p=2", "sitemap-resources.xml?p=3",
    ]  # fmt: skip
    found = [place for part in parts if "resources" in part for place in places(read(client, f"/{part}"))]
    assert {place.rstrip("/").rpartition("/")[2] for place in found} == made
    assert len(found) == 7


def test_the_index_reads_no_rows(client, keep, monkeypatch):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get("/sitemap.xml")
        assert not any('"library_resource"."slug"' in query["sql"] for query in seen.captured_queries)
        return len(seen)

    monkeypatch.setattr(sitemaps.Resources, "limit", 2)
    for number in range(3):
        keep(f"Guide {number}")
    asked()  # once for what is kept in the process
    first = asked()
    for number in range(3, 7):
        keep(f"Guide {number}")
    assert asked() == first


def test_a_part_that_is_none_is_not_there(client):
    assert client.get("/sitemap-nothing.xml").status_code == 404
    assert client.get("/sitemap-resources.xml?p=99").status_code == 404
    assert client.get("/sitemap-resources.xml?p=x").status_code == 404
