import hashlib

import pytest
from django.core.files.base import ContentFile

from resources.library.models import Download, Resource
from tests.resources.files import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]  # asks the database little
LIGHT = bytes(n * 7 % 253 for n in range(90_001))
COVER = b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(5000)


@pytest.fixture
def guide(file, read):
    read(file, pages=3, light=LIGHT, cover=COVER)
    return file


def light(file):
    return f"/resources/{file.resource.slug}/files/{file.pk}/light/The-whole-guide-en-light.pdf"


def cover(file):
    return f"/resources/{file.resource.slug}/files/{file.pk}/cover.webp"


def body(response):
    return b"".join(response.streaming_content)


def test_the_light_pdf_comes_with_its_own_name_and_facts(client, guide):
    response = client.get(light(guide))
    assert response.status_code == 200
    assert body(response) == LIGHT
    assert response["Content-Length"] == "90001"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="The-whole-guide-en-light.pdf"')
    assert response["ETag"] != client.head(guide.get_absolute_url())["ETag"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_head_and_what_the_reader_has_already(client, guide):
    head = client.head(light(guide))
    assert (head.status_code, head["Content-Length"], head.content) == (200, "90001", b"")
    assert client.get(light(guide), headers={"If-None-Match": head["ETag"]}).status_code == 304
    assert not Download.objects.exists()


def test_it_is_counted_as_a_download_of_its_file_once_a_day(client, guide):
    for _ in range(2):
        body(client.get(light(guide)))
    body(client.get(guide.get_absolute_url()))
    row = Download.objects.get()
    assert (row.checksum, row.count) == (guide.checksum, 1)


@pytest.mark.parametrize("which", ["whole", "light"])
def test_a_download_that_breaks_off_ten_times_ends_in_the_same_bytes(client, guide, which):
    address = light(guide) if which == "light" else guide.get_absolute_url()
    content = LIGHT if which == "light" else pdf(200_000).read()
    etag, got, broken = client.head(address)["ETag"], b"", 0
    while len(got) < len(content):
        asked = {"Range": f"bytes={len(got)}-", "If-Range": etag} if got else {}
        response = client.get(address, headers=asked)
        assert response.status_code == (206 if got else 200)
        piece = body(response)
        if broken < 10:
            piece, broken = piece[: 7001 + broken], broken + 1
        got += piece
    assert broken == 10
    assert hashlib.sha256(got).hexdigest() == hashlib.sha256(content).hexdigest()
    assert Download.objects.get().count == 1


def test_a_light_pdf_made_anew_is_not_mixed_with_the_old(client, guide, read):
    etag = client.head(light(guide))["ETag"]
    reading = read(guide, pages=3)
    reading.light_checksum, reading.light_bytes = "another", 1000
    reading.light.save("light.pdf", ContentFile(bytes(1000)))
    response = client.get(light(guide), headers={"Range": "bytes=50000-", "If-Range": etag})
    assert response.status_code == 200
    assert body(response) == bytes(1000)


def test_a_wrong_name_leads_to_the_right_one_and_what_is_not_there_is_404(client, guide, read):
    response = client.get(light(guide).replace("The-whole", "Other"))
    assert (response.status_code, response["Location"]) == (302, light(guide))
    read(guide, pages=3).light.delete()
    assert client.get(light(guide)).status_code == 404


def test_the_cover_is_a_picture_shown_in_the_page(client, guide):
    response = client.get(cover(guide))
    assert body(response) == COVER
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Disposition"].startswith("inline")
    assert client.get(cover(guide), headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert not Download.objects.exists()


def test_the_page_shows_it_only_to_who_opens_it(client, guide):
    shown = client.get(guide.resource.get_absolute_url()).content.decode()
    picture = f'<img src="{cover(guide)}" width="240" height="340" alt="First page of “The whole guide”" loading="lazy"'
    assert picture in shown
    before = shown[: shown.index(picture)]
    assert before.rindex("<details>") > before.rindex("</details>") if "</details>" in before else "<details>" in before


def test_without_a_cover_there_is_no_picture(client, file, read):
    read(file, pages=1)
    assert "<img" not in client.get(file.resource.get_absolute_url()).content.decode()
    assert client.get(cover(file)).status_code == 404


def test_nothing_of_a_draft_is_given_to_anybody(client, guide, member, editor, signed_in):
    Resource.objects.filter(pk=guide.resource_id).update(live=False)
    for reader in (client, signed_in(member), signed_in(editor)):
        for address in (light(guide), cover(guide)):
            assert reader.get(address).status_code == 404
            assert reader.get(address, headers={"Range": "bytes=0-5"}).status_code == 404
            assert reader.head(address).status_code == 404


def test_what_a_group_keeps_is_given_in_it_alone(client, closed, read, coordinator, member, signed_in):
    read(closed, pages=3, light=LIGHT, cover=COVER)
    for address in (light(closed), cover(closed), closed.get_absolute_url()):
        response = signed_in(coordinator).get(address)
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-cache")
        for reader in (client, signed_in(member)):
            assert reader.get(address).status_code == 404


def test_no_public_address_gives_what_was_made_of_a_file(client, guide):
    from resources.library.models import Reading

    reading = Reading.objects.get()
    for name in (reading.light.name, reading.cover.name):
        assert client.get(f"/media/{name}").status_code == 404
