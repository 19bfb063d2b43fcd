"""A list taken with one tap."""

import io
import re
import uuid
import zipfile
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from resources.library import actions as library
from resources.library.actions import collections as actions
from resources.library.bundles import packs
from resources.library.bundles.names import LONGEST, Names, safe
from resources.library.models import Download, Reading, Resource
from tests.resources.files import pdf

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.root = [], {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "html":
            self.root = dict(attrs)
        self.links += [value for name, value in attrs if name in ("href", "src")]


def taken(response):
    body = b"".join(response.streaming_content)
    assert len(body) == int(response["Content-Length"])
    return zipfile.ZipFile(io.BytesIO(body))


def zip_of(which, form=""):
    return which.get_absolute_url().rstrip("/") + ".zip" + (f"?form={form}" if form else "")


@pytest.fixture
def file(keep):
    """Gives a record of this title a file of this size."""

    def make(title="Guide", size=5000, resource=None, name="The whole guide", **values):
        return library.add_file(None, resource or keep(title, **values), pdf(size), language="en", name=name)

    return make


@pytest.fixture
def kit(toolkit, editor, file, keep):
    """Two records with a file each and one that is only elsewhere."""
    for one in (file("Guide", 200_000, rights="Free to copy."), file("Form", 4000)):
        actions.put_in(editor, toolkit, one.resource, "Read this")
    elsewhere = keep("Elsewhere", links=[{"url": "https://example.org/a", "language": "fr"}])
    actions.put_in(editor, toolkit, elsewhere)
    return toolkit


def test_the_size_said_is_the_size_sent(client, kit):
    page = client.get(kit.get_absolute_url()).content.decode()
    said = int(re.search(r'<data value="(\d+)">', page)[1])
    response = client.get(zip_of(kit))
    assert int(response["Content-Length"]) == said
    assert taken(response).testzip() is None
    assert client.head(zip_of(kit))["Content-Length"] == str(said)


def test_the_page_inside_leads_to_every_file_without_a_network(client, kit):
    opened = taken(client.get(zip_of(kit)))
    names = opened.namelist()
    page = Page(opened.read("index.html").decode())
    inside = [unquote(link) for link in page.links if not link.startswith("http")]
    assert sorted(inside) == sorted(set(names) - {"index.html"})
    text = opened.read("index.html").decode()
    for words in ("Supervision toolkit", "Read this", "Free to copy.", "https://example.org/a", "Elsewhere"):
        assert words in text
    assert "<script" not in text
    assert len(text) < 6000
    assert [len(opened.read(name)) for name in names if name.endswith(".pdf")] == [200_000, 4000]


def test_the_page_inside_speaks_the_readers_language(client, kit):
    page = Page(taken(client.get("/ar" + zip_of(kit))).read("index.html").decode())
    assert (page.root["lang"], page.root["dir"]) == ("ar", "rtl")


def test_only_what_the_reader_may_see_is_in_it(client, kit, group, member, signed_in):
    Resource.objects.filter(title="Guide").update(group=group)
    assert len(taken(client.get(zip_of(kit))).namelist()) == 3
    assert len(taken(signed_in(member).get(zip_of(kit))).namelist()) == 4
    Resource.objects.filter(title="Form").update(live=False)
    assert client.get(zip_of(kit)).status_code == 404, "nothing is left to take"
    assert "Guide" not in client.get(kit.get_absolute_url()).content.decode()


def test_a_file_that_is_gone_is_named_and_the_rest_comes(client, kit):
    gone = Resource.objects.get(title="Form").files.get()
    gone.file.storage.delete(gone.file.name)
    opened = taken(client.get(zip_of(kit)))
    assert len([name for name in opened.namelist() if name.endswith(".pdf")]) == 1
    assert "This file could not be put in" in opened.read("index.html").decode()
    assert Download.objects.count() == 1


def test_the_light_form_takes_the_light_files_and_says_its_own_size(client, kit):
    whole = Resource.objects.get(title="Guide").files.get()
    reading, _made = Reading.objects.get_or_create(checksum=whole.checksum)
    reading.light.save("light.pdf", ContentFile(pdf(50_000).read()), save=False)
    reading.light_bytes, reading.light_checksum = 50_000, "light sum"
    reading.save()
    sizes = [
        int(size) for size in re.findall(r'<data value="(\d+)">', client.get(kit.get_absolute_url()).content.decode())
    ]
    response = client.get(zip_of(kit, "light"))
    assert [int(response["Content-Length"]), int(client.head(zip_of(kit))["Content-Length"])] == sizes
    opened = taken(response)
    assert [len(opened.read(name)) for name in opened.namelist() if name.endswith(".pdf")] == [50_000, 4000]
    reading.light.storage.delete(reading.light.name)
    again = taken(client.get(zip_of(kit, "light")))
    assert [len(again.read(name)) for name in again.namelist() if name.endswith(".pdf")] == [200_000, 4000]


def test_the_same_file_of_two_records_is_sent_once(client, kit, file, editor):
    actions.put_in(editor, kit, file("Guide again", 200_000).resource)
    opened = taken(client.get(zip_of(kit)))
    assert len([name for name in opened.namelist() if name.endswith(".pdf")]) == 2
    assert opened.read("index.html").decode().count(".pdf") == 3


def test_each_file_counts_as_one_download_once_a_day(client, kit):
    client.head(zip_of(kit))
    Client(headers={"User-Agent": "Examplebot/1.0"}).get(zip_of(kit))
    assert not Download.objects.exists()
    for _ in range(2):
        taken(client.get(zip_of(kit)))
    assert [(row.count, row.language, row.file_language) for row in Download.objects.all()] == [(1, "en", "en")] * 2
    form = Resource.objects.get(title="Form")
    taken_alone = client.get(form.files.get().get_absolute_url())
    b"".join(taken_alone.streaming_content)
    assert Download.objects.get(resource=form).count == 1, "the same file on the same day"


def test_a_known_mark_is_304_and_another_list_has_another(client, kit, editor):
    etag = client.head(zip_of(kit))["ETag"]
    assert client.get(zip_of(kit), headers={"If-None-Match": etag}).status_code == 304
    actions.change(editor, kit, title="Supervision toolkit", about="Now with words.")
    assert client.get(zip_of(kit), headers={"If-None-Match": etag}).status_code == 200


def test_too_large_is_said_and_not_sent(client, kit, monkeypatch):
    monkeypatch.setattr(packs, "LARGEST", 1000)
    assert client.get(zip_of(kit))["Location"] == kit.get_absolute_url()
    page = client.get(kit.get_absolute_url()).content.decode()
    assert "take them one by one" in page
    assert ".zip" not in page


def test_too_many_in_a_day_are_refused(client, kit, settings):
    from resources.library.views import collections as views

    settings.RATE_LIMITS = True
    for _ in range(views.A_DAY):
        client.get(zip_of(kit))
    assert client.get(zip_of(kit)).status_code == 429


def test_a_themes_files_come_the_same_way(client, file):
    file("Themed", themes=["supervision"])
    address = "/resources/collections/theme/supervision"
    said = re.search(r'<data value="(\d+)">', client.get(f"{address}/").content.decode())[1]
    response = client.get(f"{address}.zip")
    assert response["Content-Length"] == said
    assert "attachment; filename=" in response["Content-Disposition"]
    assert len(taken(response).namelist()) == 3
    assert client.post(f"{address}.zip").status_code == 405


def test_a_list_of_links_alone_has_no_zip(client, toolkit, editor, keep):
    actions.put_in(editor, toolkit, keep(links=[{"url": "https://example.org/", "language": "en"}]))
    assert client.get(zip_of(toolkit)).status_code == 404
    assert ".zip" not in client.get(toolkit.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "file-CON"),
        ("com1.txt", "file-com1.txt"),
        ("C:\\Windows\\a?b*c", "C-Windows-a-b-c"),
        ("a\u202egnp.exe\x00 b. .", "a-gnp.exe-b"),
        ("دليل الإشراف", "دليل-الإشراف"),
        ("...", "file"),
        ("e\u0301tude", "étude"),
    ],
)
def test_a_name_is_safe_everywhere(words, name):
    assert safe(words) == name


def test_names_are_short_and_of_one_kind_each():
    names = Names("index.html")
    assert names.fresh("INDEX", "html") == "INDEX-2.html"
    for words in ("د" * 300, "学" * 300, "a" * 300):
        name = names.fresh(words, "pdf")
        assert len(name) <= LONGEST
        assert len(name.encode()) <= 205
        assert name != names.fresh(words, "pdf")


def test_the_key_of_a_list_does_not_open_anothers_zip(client, member, outsider, signed_in, file):
    own = actions.make(member, title="Own", key=uuid.uuid4())
    actions.put_in(member, own, file().resource)
    assert signed_in(member).head(zip_of(own)).status_code == 200
    for reader in (client, signed_in(outsider)):
        assert reader.head(zip_of(own)).status_code == 404
