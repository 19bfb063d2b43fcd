"""Files that mean harm or are broken: each ends its own reading, with a reason, and nothing else."""

import signal
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from foundation import filetypes
from resources.library import actions
from resources.library.models.readings import State
from resources.library.reading import bounds, parts, readers, run
from tests.resources.files import pdf_of
from tests.resources.library.reading.documents import W, book, deck, para, text_of, word, word_of, zipped

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]  # asks the database little
MIB = 1 << 20


def the_end(tmp_path, kind, content, step="text", **limits):
    """What the process of its own said last."""
    source = tmp_path / "file"
    source.write_bytes(content)
    *_rest, end = run.step(step, kind, source, tmp_path, **limits)
    return end


def why_word(tmp_path, content):
    end = the_end(tmp_path, readers.OFFICE + "wordprocessingml.document", content)
    assert end["ended"] == "broken"
    return end["why"]


def test_a_bomb_in_a_word_document(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "UNPACKED", 4 * MIB)
    bomb = word_of(f"<w:document {W}>{para('A' * 6 * MIB)}</w:document>")
    assert len(bomb) < MIB / 50
    (tmp_path / "file").write_bytes(bomb)
    with pytest.raises(bounds.Broken, match="larger than we read"):
        readers.of(readers.OFFICE + "wordprocessingml.document")(tmp_path / "file")


def test_a_bomb_of_many_parts_is_not_even_taken(keep, monkeypatch):
    monkeypatch.setattr(filetypes, "UNPACKED", 4 * MIB)
    bomb = word(para("x"), **{f"word/{n}.xml": b"\0" * MIB for n in range(5)})
    with pytest.raises(ValidationError, match="not a file we can take"):
        actions.add_file(None, keep(), ContentFile(bomb, name="a.docx"), language="en", name="Bomb")


def test_a_part_that_lies_about_its_size(tmp_path):
    packed = bytearray(word(para("words " * 20_000)))
    with zipfile.ZipFile(BytesIO(packed)) as inside:
        size = inside.getinfo("word/document.xml").file_size
    lying = bytes(packed).replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert "damaged" in why_word(tmp_path, lying) or "no whole XML" in why_word(tmp_path, lying)


LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
)


@pytest.mark.parametrize(
    "head", [LAUGHS, '<!DOCTYPE l [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'], ids=["laughs", "file"]
)
def test_entities_are_never_followed(tmp_path, head):
    document = f"{head}<w:document {W}>{para('&a11;')}</w:document>"
    assert why_word(tmp_path, word_of(document)) == "It declares entities, as harmful files do."


def test_parts_deep_in_each_other(tmp_path):
    document = f"<w:document {W}>{'<w:p>' * 200_000}{'</w:p>' * 200_000}</w:document>"
    assert why_word(tmp_path, word_of(document)) == "Its parts lie too deep in each other."


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", word(para("x"))[:200], b"PK\x05\x06" + b"\0" * 18, zipped({})])
def test_what_is_no_document(tmp_path, content):
    assert why_word(tmp_path, content)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (readers.OFFICE + "presentationml.presentation", deck()),
        (readers.OFFICE + "presentationml.presentation", zipped({"ppt/presentation.xml": "<p"})),
        (readers.OFFICE + "spreadsheetml.sheet", zipped({"xl/workbook.xml": "<workbook/>"})),
        ("application/vnd.oasis.opendocument.text", text_of("")),
        ("application/epub+zip", book("<p>" * 50_000)),
        ("application/epub+zip", book("<script>" * 5_000)),
        ("text/plain", b""),
        ("text/plain", "ب".encode() * 2_000_000),
    ],
)
def test_empty_and_odd_ones_end_by_themselves(tmp_path, kind, content):
    assert the_end(tmp_path, kind, content)["ended"] in {"read", "broken"}


def with_tree(tree: str) -> bytes:
    """A PDF whose tree of pages is another."""
    whole = pdf_of(["page"])
    start = whole.index(b"<< /Type /Pages")
    return whole[:start] + tree.encode() + whole[whole.index(b">>", start) + 2 :]


@pytest.mark.parametrize(
    "content",
    [
        with_tree("<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
        with_tree("<< /Type /Pages /Kids [2 0 R] /Count 999999999 >>"),
        with_tree("<< /Type /Pages /Kids [5 0 R] /Count 2147483647 >>"),
        with_tree("<< /Type /Pages /Kids [5 0 R] /Count -5 >>"),
        pdf_of(["page"])[:300],
        pdf_of(["page"] * 9)[:-900],
        b"%PDF-1.7\n" + bytes(n * 7 % 251 for n in range(50_000)),
        b"%PDF-1.4",
    ],
    ids=["loop", "loop that lies", "count that lies", "less than none", "truncated", "no end", "rubbish", "head"],
)
def test_a_broken_pdf_ends_only_its_own_job(tmp_path, content):
    end = the_end(tmp_path, "application/pdf", content)
    assert end.get("why") or end["pages"] in {1, 2, 9}


def test_of_what_could_not_be_read_nothing_stays(told):
    reading = told(b"%PDF-1.7\n" + bytes(n * 7 % 251 for n in range(50_000)))
    assert (reading.state, reading.why) == (State.BROKEN, "This is no whole PDF.")
    assert not reading.leaves.exists()
    assert not reading.chapters.exists()


def test_a_locked_pdf_says_so(told):
    import pypdf

    writer = pypdf.PdfWriter(BytesIO(pdf_of(["secret"])))
    writer.encrypt("word", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    reading = told(out.getvalue())
    assert reading.state == State.LOCKED
    assert not reading.leaves.exists()


def test_pictures_of_pages_are_said_to_be_that(told):
    out = BytesIO()
    Image.new("RGB", (60, 80), "teal").save(out, "JPEG")
    reading = told(pdf_of([""] * 3, picture=out.getvalue()))
    assert (reading.state, reading.pages) == (State.PICTURES, 3)
    assert reading.cover.size <= bounds.COVER


def test_the_mark_of_a_scanner_and_a_number_are_no_text(told):
    reading = told(pdf_of([f"Scanned with CamScanner\n{n}" for n in range(1, 6)]))
    assert reading.state == State.PICTURES


def test_a_page_without_text_among_others_is_named_to_editors(told):
    reading = told(pdf_of(["Some words on it.", "", "And some here."]))
    assert (reading.state, reading.why) == (State.READ, "Pages without text: 2")


def test_a_huge_picture_costs_only_the_cover(told, monkeypatch):
    """20,000 by 20,000 points: unpacked it would take 1.2 GB."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    flat = Image.new("L", (20_000, 20_000))
    out = BytesIO()
    flat.save(out, "JPEG", quality=1)
    whole = pdf_of(["Words beside it."], picture=out.getvalue()).replace(b"/DeviceRGB", b"/DeviceGray")
    started = time.monotonic()
    reading = told(whole)
    assert reading.state == State.READ
    assert time.monotonic() - started < 60


def ended_by(tmp_path, code, **limits):
    """A reader that does what `code` says, in place of ours."""
    start = subprocess.Popen
    with mock.patch.object(
        subprocess, "Popen", lambda command, **options: start([sys.executable, "-c", code], **options)
    ):
        return the_end(tmp_path, "text/plain", b"x", **limits)


def test_one_that_loops_is_ended_by_the_clock(tmp_path):
    started = time.monotonic()
    end = ended_by(tmp_path, "while True: pass", wall=0.5)
    assert end == {"ended": "broken", "why": "Reading it took too long."}
    assert time.monotonic() - started < 5


def test_what_it_started_ends_with_it(tmp_path):
    code = "import subprocess; other = subprocess.Popen(['sleep', '60']); open('other', 'w').write(str(other.pid))"
    ended_by(tmp_path, code)
    left = Path("/proc", (tmp_path / "other").read_text(), "stat")
    ends = time.monotonic() + 5
    while left.exists() and left.read_text().split()[2] != "Z" and time.monotonic() < ends:
        time.sleep(0.01)
    assert time.monotonic() < ends


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise SystemExit(3)", "import os; os.kill(os.getpid(), 9)"])
def test_one_that_breaks_down_says_so(tmp_path, code):
    assert ended_by(tmp_path, code) == {"ended": "broken", "why": "The program that reads it broke down."}


def limited(code, **limits):
    names = "\n".join(f"bounds.{name} = {value}" for name, value in limits.items())
    head = f"from resources.library.reading import bounds\n{names}\nbounds.bind()\n"
    return subprocess.run([sys.executable, "-c", head + code], capture_output=True, check=False, timeout=60)


def test_the_process_may_not_take_more_memory_time_or_disk(tmp_path):
    assert b"MemoryError" in limited("x = bytearray(3 << 30)", SECONDS=60).stderr
    assert limited("while True: pass", SECONDS=1).returncode in {-signal.SIGXCPU, -signal.SIGKILL}
    path = tmp_path / "out"
    assert limited(f"open({str(path)!r}, 'wb').write(bytes({60 << 20}))").returncode
    assert path.stat().st_size <= bounds.OUTPUT


def test_lines_that_are_none_of_ours_are_not_believed(tmp_path):
    code = "import sys; open('text.jsonl', 'w').write('[1]\\n{\"page\": \"x\", \"text\": 5}\\nrubbish')"
    assert ended_by(tmp_path, code)["ended"] == "broken"


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow", "دليل " * 60 + ".pdf", "a\x00b.pdf", ".pdf", "-rf *.pdf"],
)
def test_a_name_is_never_a_path(keep, name, settings):
    content = ContentFile(pdf_of(["Words of the guide."]), name=name)
    actions.add_file(None, keep(), content, language="en", name="Guide")
    (stored,) = [path for path in (settings.DATA_DIR / "files").rglob("*") if path.is_file()]
    assert len(stored.name) < 100
