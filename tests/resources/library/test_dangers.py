"""Files that could do harm are refused with the reason; harmless ones are not."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from resources.library import sent_files
from resources.library.dangers import TEST_MARK, dangerous
from resources.library.sent_files import checked
from tests.resources import files

HARMLESS = files.pdf_of(["Hello", "Two"])


def named(content: bytes, name="a.pdf"):
    return ContentFile(content, name=name)


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


def in_catalog(words: bytes) -> bytes:
    return HARMLESS.replace(b"/Type /Catalog", b"/Type /Catalog " + words)


def test_harmless_files_pass():
    assert dangerous(named(HARMLESS)) == ""
    assert dangerous(named(in_catalog(b"/OpenAction [3 0 R /Fit]"))) == ""
    assert dangerous(files.docx()) == ""
    assert dangerous(files.jpeg_with_place()) == ""
    assert dangerous(named(b"Plain words.")) == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "scripts inside"),
        (b"/OpenAction << /S /Java#53cript /J#53 (app.alert(1)) >>", "scripts inside"),
        (b"/AA << /O << /S /Launch /F (cmd.exe) >> >>", "starts something"),
        (b"/Names << /EmbeddedFiles << /Names [(a) << /EF << /F 3 0 R >> >>] >> >>", "other files inside"),
    ],
)
def test_a_pdf_that_does_something_is_refused(words, said):
    assert said in dangerous(named(in_catalog(words)))


def test_a_pdf_that_cannot_be_looked_into_is_refused():
    assert "damaged" in dangerous(named(b"%PDF-1.4\n" + bytes(range(256)) * 20))
    assert "damaged" in dangerous(named(b"%PDF-1.4\n1 0 obj\n" + b"[" * 5000))


def test_a_locked_pdf_is_refused():
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(HARMLESS)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "password" in dangerous(named(out.getvalue()))


def test_the_mark_that_virus_scanners_are_tried_with_is_found_wherever_it_hides():
    assert "virus" in dangerous(named(b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + TEST_MARK + b"!$H+H*"))
    assert "virus" in dangerous(named(b"x" * ((1 << 20) - 10) + TEST_MARK))
    assert "virus" in dangerous(files.docx(**{"word/notes.xml": TEST_MARK.decode()}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ\x90\x00", "a program"),
        (b"\x7fELF\x02", "a program"),
        (b"#!/bin/sh\nrm x", "a program"),
        (b"Rar!\x1a\x07\x00", "an archive"),
        (b"\x1f\x8b\x08\x00", "an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
        (b"<svg xmlns='x'><script>1</script></svg>", "a web page"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>", "a web page"),
    ],
)
def test_what_is_no_document_is_named(content, said):
    assert said in dangerous(named(content))


def test_office_files_with_macros_or_with_files_inside_are_refused():
    assert "macros" in dangerous(files.docx(**{"word/vbaProject.bin": "x"}))
    assert "inside" in dangerous(files.docx(**{"word/embeddings/oleObject1.bin": "x"}))
    assert "inside" in dangerous(files.docx(**{"word/media/setup.EXE": "x"}))
    assert "an archive" in dangerous(files.zipped("a.zip", {"a.pdf": "x"}))


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_is():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", b"0" * (60 << 20))
    honest = out.getvalue()
    assert dangerous(named(honest)) == ""  # sixty megabytes are no bomb
    assert "damaged" in dangerous(named(honest[: len(honest) // 2]))


def test_a_part_that_swells_without_end_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", b"0" * (65 << 20))
    assert "far too large" in dangerous(named(out.getvalue()))


def test_a_picture_of_too_many_pixels_is_not_decoded(monkeypatch):
    monkeypatch.setattr(sent_files, "MOST_PIXELS", 15)
    with pytest.raises(ValidationError) as refused:
        checked(named(png()))
    assert "far too large" in refused.value.messages[0]
    monkeypatch.setattr(sent_files, "MOST_PIXELS", 16)
    assert checked(named(png())).type.ending == "png"


def test_of_a_moving_png_one_picture_is_kept():
    moving = io.BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "green", "blue")]
    frames[0].save(moving, "PNG", save_all=True, append_images=frames[1:])
    assert Image.open(checked(named(moving.getvalue())).content).n_frames == 1


def test_one_byte_that_is_no_letter_is_no_text():
    for content in (b"\xff", b"caf\xe9"):
        with pytest.raises(ValidationError) as refused:
            checked(named(content))
        assert "We cannot take" in refused.value.messages[0]
    assert checked(named("café".encode())).type.ending == "txt"
    assert checked(named(("x" * 4095 + "é" * 20).encode())).type.ending == "txt"  # cut in the middle of a letter


def test_a_large_an_empty_and_an_unknown_file_are_refused_in_words(monkeypatch):
    monkeypatch.setattr(sent_files, "LARGEST", 10)
    for content, said in ((b"x" * 11, "larger than 50 MB"), (b"", "empty"), (b"\x00\x01\x02", "We cannot take")):
        with pytest.raises(ValidationError) as refused:
            checked(named(content))
        assert said in refused.value.messages[0]


def test_a_picture_is_kept_without_its_place():
    made = checked(files.jpeg_with_place())
    assert b"CANARY" not in made.content.read()
    assert made.type.ending == "jpg"
    with pytest.raises(ValidationError):
        checked(named(b"\xff\xd8\xff" + b"x" * 50))
