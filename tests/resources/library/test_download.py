import asyncio
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import AsyncRequestFactory, Client
from django.utils.http import http_date

from resources.library import actions, downloads
from resources.library.models import Download, Resource
from tests.resources.files import pdf

pytestmark = pytest.mark.django_db
BODY = pdf(200_000).read()


@pytest.fixture
def file(keep):
    return actions.add_file(None, keep(), pdf(200_000), language="en", name='Fiche d’appel "1"')


def body(response):
    return b"".join(response.streaming_content)


def test_the_whole_file_comes_with_its_facts(client, file):
    response = client.get(file.get_absolute_url())
    assert response.status_code == 200
    assert body(response) == BODY
    assert response["Content-Length"] == "200000"
    assert response["Content-Type"] == "application/pdf"
    assert response["Accept-Ranges"] == "bytes"
    assert response["ETag"] == f'"{file.checksum}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Set-Cookie" not in response
    said = response["Content-Disposition"]
    assert said.startswith('attachment; filename="Fiche-d_appel-1-en.pdf"')
    assert "filename*=UTF-8''Fiche-d%E2%80%99appel-1-en.pdf" in said


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, 199_999),
        ("bytes=-500", 199_500, 199_999),
        ("bytes=-900000", 0, 199_999),
        ("bytes=199999-", 199_999, 199_999),
        ("bytes=5-900000", 5, 199_999),
    ],
)
def test_a_part_is_the_part(client, file, asked, first, last):
    response = client.get(file.get_absolute_url(), headers={"Range": asked})
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/200000"
    assert response["Content-Length"] == str(last - first + 1)
    assert body(response) == BODY[first : last + 1]


def test_a_download_that_broke_off_goes_on_to_the_same_bytes(client, file):
    address = file.get_absolute_url()
    start = body(client.get(address))[:70_001]
    etag = client.head(address)["ETag"]
    rest = client.get(address, headers={"Range": f"bytes={len(start)}-", "If-Range": etag})
    assert rest.status_code == 206
    assert start + body(rest) == BODY


@pytest.mark.parametrize("asked", ["bytes=200000-", "bytes=999999999999-", "bytes=-0"])
def test_a_part_outside_the_file_is_416(client, file, asked):
    response = client.get(file.get_absolute_url(), headers={"Range": asked})
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */200000"


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,5-9", "bytes=9-1", "bytes=-", "bytes=a-b", "rows=0-1", "bytes=0-1 2", "bytes=" + "9" * 400 + "-"],
)
def test_several_parts_or_nonsense_give_the_whole(client, file, asked):
    response = client.get(file.get_absolute_url(), headers={"Range": asked})
    assert response.status_code == 200
    assert body(response) == BODY


def test_a_part_of_another_edition_gives_the_whole(client, file):
    address = file.get_absolute_url()
    for stale in ('"another"', f'W/"{file.checksum}"', http_date(0), "nonsense"):
        response = client.get(address, headers={"Range": "bytes=5-", "If-Range": stale})
        assert response.status_code == 200, stale
        body(response)
    same = client.get(address, headers={"Range": "bytes=5-", "If-Range": client.head(address)["Last-Modified"]})
    assert same.status_code == 206
    body(same)


def test_head_gives_the_facts_without_the_bytes_and_is_not_counted(client, file):
    response = client.head(file.get_absolute_url())
    assert response.status_code == 200
    assert response["Content-Length"] == "200000"
    assert response.content == b""
    assert not Download.objects.exists()


def test_what_the_reader_has_already_is_304(client, file):
    response = client.get(file.get_absolute_url(), headers={"If-None-Match": f'"{file.checksum}"'})
    assert response.status_code == 304


def test_posting_to_a_file_is_refused(client, file):
    assert client.post(file.get_absolute_url()).status_code == 405


def test_another_name_in_the_address_leads_to_the_right_one(client, file):
    response = client.get(f"/resources/{file.resource.slug}/files/{file.pk}/other.exe")
    assert (response.status_code, response["Location"]) == (302, file.get_absolute_url())


def test_another_resources_address_does_not_give_it(client, file, keep):
    other = keep("Another one")
    assert client.get(f"/resources/{other.slug}/files/{file.pk}/{file.filename}").status_code == 404
    assert client.get(f"/resources/no-such/files/{file.pk}/{file.filename}").status_code == 404


def test_a_drafts_file_is_404_for_everybody(client, file, member, editor, signed_in):
    Resource.objects.filter(pk=file.resource_id).update(live=False)
    address = file.get_absolute_url()
    for reader in (client, signed_in(member), signed_in(editor)):
        assert reader.get(address).status_code == 404
        assert reader.get(address, headers={"Range": "bytes=0-5"}).status_code == 404
        assert reader.head(address).status_code == 404


def test_no_public_address_gives_it(client, file):
    for name in (file.file.name, f"files/{file.file.name}", f"../files/{file.file.name}"):
        assert client.get(f"/media/{name}").status_code == 404


def test_a_file_missing_on_the_disk_is_404(client, file):
    file.file.storage.delete(file.file.name)
    assert client.get(file.get_absolute_url()).status_code == 404


def test_a_number_too_large_for_any_database_is_404(client, file):
    assert client.get(f"/resources/{file.resource.slug}/files/{10**40}/x.pdf").status_code == 404


def take(client, file, **headers):
    response = client.get(file.get_absolute_url(), headers=headers)
    body(response)


def test_it_is_counted_once_a_day_for_each_asker(client, file, member, signed_in):
    take(client, file)
    take(client, file)
    take(signed_in(member), file)
    row = Download.objects.get()
    assert (row.count, row.day, row.language, row.country) == (2, row.day, "en", "")
    assert isinstance(row.day, date)


def test_the_members_country_is_counted_and_nothing_of_the_member(file, member, signed_in):
    member.country_id = "MZ"
    member.save()
    take(signed_in(member), file)
    row = Download.objects.get()
    assert (row.country, row.count) == ("MZ", 1)
    assert {field.name for field in Download._meta.fields} == {
        "id", "resource", "checksum", "day", "language", "file_language", "country", "count",
    }  # fmt: skip


def test_resumed_parts_and_robots_are_not_counted(client, file):
    take(client, file, Range="bytes=100-")
    take(client, file, **{"User-Agent": "Examplebot/1.0 (+https://example.org)"})
    assert not Download.objects.exists()
    take(client, file, Range="bytes=0-99")
    assert Download.objects.get().count == 1


def test_a_count_that_fails_costs_no_download(client, file, monkeypatch):
    from django.db import DatabaseError

    def fail(*args):
        raise DatabaseError

    monkeypatch.setattr(Download, "add", fail)
    assert body(client.get(file.get_absolute_url())) == BODY


def test_the_page_shows_the_number_of_times(client, file):
    take(client, file)
    take(Client(REMOTE_ADDR="192.0.2.7"), file)
    page = client.get(file.resource.get_absolute_url()).content.decode()
    assert '<data class="count" data-count="downloads" value="2">2</data>' in page


def test_under_asgi_the_bytes_flow_in_small_pieces(file):
    request = AsyncRequestFactory().get(file.get_absolute_url(), headers={"Range": "bytes=10-"})
    request.user = AnonymousUser()
    response = downloads.answer(request, file)
    assert response.status_code == 206
    assert response.is_async

    async def taken():
        return [piece async for piece in response.streaming_content]

    pieces = asyncio.run(taken())
    assert max(len(piece) for piece in pieces) <= 64 * 1024
    assert b"".join(pieces) == BODY[10:]
