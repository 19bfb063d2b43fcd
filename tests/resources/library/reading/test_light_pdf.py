import hashlib
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from resources.library.actions import read
from resources.library.models.readings import State
from resources.library.reading import bounds, light
from tests.resources.files import pdf_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]  # asks the database little


def photo(side=1800, mode="RGB", quality=95) -> bytes:
    out = BytesIO()
    noise = Image.effect_noise((side, side * 3 // 4), 60)
    picture = Image.merge("RGB", (noise, noise.rotate(90).resize(noise.size), Image.new("L", noise.size, 90)))
    picture.convert(mode).save(out, "JPEG", quality=quality)
    return out.getvalue()


@pytest.fixture
def copied(tmp_path):
    def make(content: bytes) -> bytes:
        (tmp_path / "whole.pdf").write_bytes(content)
        light.make(tmp_path / "whole.pdf", tmp_path / "light.pdf")
        return (tmp_path / "light.pdf").read_bytes()

    return make


def test_a_heavy_pdf_gets_a_light_copy_with_the_same_words(told):
    whole = pdf_of([f"Words of page {n}." for n in range(1, 6)], picture=photo())
    reading = told(whole)
    with reading.light.open() as file:
        content = file.read()
    assert reading.light_bytes == len(content) <= len(whole) * 2 / 3
    assert reading.light_checksum == hashlib.sha256(content).hexdigest()
    copy = pypdfium2.PdfDocument(content)
    assert [page.get_textpage().get_text_range() for page in copy] == [f"Words of page {n}." for n in range(1, 6)]


def test_its_pictures_keep_their_colour_in_fewer_points(copied):
    copy = pypdfium2.PdfDocument(copied(pdf_of(["Words."], picture=photo())))
    (picture,) = [one for one in copy[0].get_objects() if one.type == 3]
    assert max(picture.get_px_size()) == light.SIDE
    before, after = (Image.open(BytesIO(photo())).convert("RGB"), picture.get_bitmap().to_pil().convert("RGB"))
    means = [one.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) for one in (before, after)]
    assert all(abs(a - b) < 6 for a, b in zip(*means, strict=True))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf_of(["Words."] * 3), "no pictures"),
        (pdf_of(["Words."], picture=photo(300, quality=20)), "no pictures"),
        (pdf_of(["words " * 5000] * 90, picture=photo(500)), "less than a third"),
    ],
)
def test_what_saves_too_little_is_left(copied, content, why):
    with pytest.raises(bounds.Broken, match=why):
        copied(content)


def test_a_copy_that_lost_a_word_is_dropped(copied, monkeypatch):
    def worse(stream):
        stream._data = b""
        return True

    monkeypatch.setattr(light, "_lightened", worse)
    with pytest.raises(bounds.Broken, match="looks otherwise"):
        copied(pdf_of(["Words."], picture=photo()))


def test_a_copy_with_other_words_is_told_apart(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(pdf_of(["Words of one."]))
    other.write_bytes(pdf_of(["Words of two."]))
    with pytest.raises(bounds.Broken, match="other words"):
        light._same(one, other)
    other.write_bytes(pdf_of(["Words of one.", "more"]))
    with pytest.raises(bounds.Broken, match="other pages"):
        light._same(one, other)


def test_one_that_is_locked_against_changes_is_left(copied):
    import pypdf

    writer = pypdf.PdfWriter(BytesIO(pdf_of(["Words."], picture=photo())))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    with pytest.raises(bounds.Broken, match="locked"):
        copied(out.getvalue())


def test_read_again_the_old_copy_and_cover_go(told, settings):
    reading = told(pdf_of(["Words."], picture=photo()))
    assert read.read(reading.checksum) == State.READ
    kept = [path for path in (settings.DATA_DIR / "files").rglob("*") if path.is_file()]
    assert len(kept) == 3
