import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from resources.library import actions
from resources.library.filetypes import LARGEST, type_of
from resources.library.models import Resource, ResourceFile
from tests.resources.files import docx, jpeg_with_place, pdf, zipped

pytestmark = pytest.mark.django_db


def add(resource, file, who=None, **values):
    return actions.add_file(who, resource, file, **{"language": "en", "name": "Group call log", **values})


def test_a_file_is_told_by_its_content_measured_and_summed(keep, editor):
    file = add(keep(), pdf(4321), editor, pages=2)
    assert (file.type.label, file.bytes, file.pages) == ("PDF", 4321, 2)
    assert file.checksum == hashlib.sha256(pdf(4321).read()).hexdigest()
    assert file.filename == "Group-call-log-en.pdf"


def test_it_lies_outside_the_public_media(keep, settings):
    file = add(keep(), pdf())
    assert Path(file.file.path).is_relative_to(settings.DATA_DIR / "files")
    assert not Path(file.file.path).is_relative_to(settings.MEDIA_ROOT)
    with pytest.raises(ValueError, match="no address"):
        _ = file.file.url


def test_a_member_may_not_add_one(keep, member):
    with pytest.raises(PermissionDenied):
        add(keep(), pdf(), member)
    assert not ResourceFile.objects.exists()


def test_the_revision_holds_the_file_so_that_the_next_edit_keeps_it(keep):
    resource = keep()
    file = add(resource, pdf())
    draft = Resource.objects.get(pk=resource.pk).get_latest_revision_as_object()
    assert [one.checksum for one in draft.files.all()] == [file.checksum]


def test_a_second_file_leaves_the_first_its_number(keep):
    resource = keep()
    first = add(resource, pdf(2000))
    second = add(resource, pdf(900), language="sw", name="Kumbukumbu za simu")
    resource = Resource.objects.get(pk=resource.pk)
    assert [one.pk for one in resource.files.all()] == [second.pk, first.pk]
    assert resource.language_codes == ["en", "sw"]


@pytest.mark.parametrize(
    ("file", "label"),
    [
        (docx(), "Word"),
        (zipped("x.xlsx", {"[Content_Types].xml": "", "xl/workbook.xml": ""}), "Excel"),
        (zipped("x.pptx", {"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "PowerPoint"),
        (zipped("x.odt", {"mimetype": "application/vnd.oasis.opendocument.text"}), "ODT"),
        (zipped("x.epub", {"mimetype": "application/epub+zip"}), "EPUB"),
        (ContentFile(b"Une fiche\n", name="x.txt"), "TXT"),
        (ContentFile(b"\x89PNG\r\n\x1a\nrest", name="x.bin"), "PNG"),
    ],
)
def test_the_types_we_take(file, label):
    assert type_of(file).label == label


@pytest.mark.parametrize(
    "file",
    [
        ContentFile(b"<html><script>alert(1)</script>", name="guide.pdf"),
        ContentFile(b'<?xml version="1.0"?><svg/>', name="a.png"),
        ContentFile(b"  <svg onload=x>", name="a.txt"),
        ContentFile(b"MZ\x90\x00\x03", name="setup.pdf"),
        ContentFile(b"", name="empty.txt"),
        ContentFile(b"#!/bin/sh\n", name="a.txt"),
        ContentFile(b"PK\x03\x04broken", name="a.docx"),
        zipped("a.docx", {"anything": "else"}),
        docx(**{"word/vbaProject.bin": "macro"}),
    ],
    ids=lambda file: f"{file.name} {file.size}",
)
def test_what_is_none_of_them_is_refused_whatever_its_name(keep, file):
    with pytest.raises(ValidationError, match="not a file we can take"):
        add(keep(), file)
    assert not ResourceFile.objects.exists()


def test_too_large_a_file_is_refused(keep, monkeypatch):
    monkeypatch.setattr("resources.library.filetypes.LARGEST", 100)
    assert LARGEST == 250 * 1024 * 1024
    with pytest.raises(ValidationError, match="larger"):
        add(keep(), pdf(101))


def test_a_damaged_picture_is_refused_in_words(keep):
    with pytest.raises(ValidationError, match="damaged"):
        add(keep(), ContentFile(b"\xff\xd8\xff" + b"x" * 50, name="a.jpg"))


def test_a_picture_loses_where_and_with_what_it_was_taken(keep):
    file = add(keep(), jpeg_with_place())
    with file.file.storage.open(file.file.name) as stored:
        content = stored.read()
    assert b"CANARY" in jpeg_with_place().read()
    assert b"CANARY" not in content
    assert file.bytes == len(content)
    assert file.checksum == hashlib.sha256(content).hexdigest()
