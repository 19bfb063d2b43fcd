"""Pictures: what they carry, and who gets their bytes."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, PngImagePlugin
from wagtail.models import Collection, CollectionViewRestriction

from foundation.pictures.models import Picture
from foundation.pictures.templatetags.pictures import HEAVIEST, light

SECRET = b"taken at home in Kalemba"


def photo(kind: str = "JPEG", size: tuple[int, int] = (800, 600)) -> bytes:
    picture, out = Image.effect_noise(size, 90).convert("RGB"), BytesIO()
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = 6
    options = {"JPEG": {"exif": exif, "comment": SECRET, "xmp": b"<x>" + SECRET + b"</x>"}}.get(kind, {})
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", SECRET.decode())
        info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        options = {"pnginfo": info, "exif": exif}
    if kind == "WEBP":
        options = {"exif": exif, "xmp": SECRET}
    if kind == "GIF":
        options = {"comment": SECRET}
    picture.save(out, kind, **options)
    return out.getvalue()


def kept(collection: Collection | None = None, kind: str = "JPEG") -> Picture:
    picture = Picture(
        title="A field office", alt="A desk", file=ContentFile(photo(kind), name=f"office.{kind.lower()}")
    )
    if collection:
        picture.collection = collection
    picture.save()
    return picture


@pytest.fixture
def closed_collection(home) -> Collection:
    collection = Collection.get_first_root_node().add_child(name="Members only")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_kept_picture_carries_nothing_but_its_pixels(home, kind):
    assert SECRET in photo(kind)
    picture = kept(kind=kind)
    bytes_kept = picture.file.open("rb").read()
    assert SECRET not in bytes_kept
    assert b"Exif" not in bytes_kept
    assert b"tEXt" not in bytes_kept
    assert picture.file_size == len(bytes_kept)
    rendition = picture.get_rendition("width-200|format-webp").file.open("rb").read()
    assert SECRET not in rendition


def test_a_photo_is_turned_upright_before_its_turn_is_forgotten(home):
    assert (kept().width, kept().height) == (600, 800)


def test_a_picture_on_a_page_is_light_and_has_its_size(home):
    rendition = light(kept(), 1200)
    assert rendition.file.size <= HEAVIEST
    assert rendition.file.name.endswith(".webp")


def test_anybody_sees_the_renditions_of_a_public_picture(home, client):
    answer = client.get(kept().get_rendition("width-200|format-webp").url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_stranger_gets_404_for_rendition_and_original_of_a_closed_collection(closed_collection, client):
    picture = kept(closed_collection)
    assert client.get(picture.get_rendition("width-200|format-webp").url).status_code == 404
    assert client.get(f"/media/{picture.file.name}").status_code == 404


def test_a_collection_below_a_closed_one_is_closed(closed_collection, client):
    picture = kept(closed_collection.add_child(name="Inner"))
    assert client.get(picture.get_rendition("width-200|format-webp").url).status_code == 404


def test_a_member_sees_a_rendition_of_the_closed_collection_but_no_original(closed_collection, signed_in, member):
    picture = kept(closed_collection)
    answer = signed_in(member).get(picture.get_rendition("width-200|format-webp").url)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert signed_in(member).get(f"/media/{picture.file.name}").status_code == 404


def test_who_may_change_a_picture_gets_its_original(home, signed_in, admin):
    assert signed_in(admin).get(f"/media/{kept().file.name}").status_code == 200


@pytest.mark.parametrize("name", ["nothing.webp", "../config/settings.py", "images/", "documents/x.pdf"])
def test_nothing_else_lies_under_media(home, client, name):
    assert client.get(f"/media/{name}").status_code == 404
