"""What holds for every template of the house, whoever wrote it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ROOMS = [ROOT / name for name in ("site", "community", "resources", "blog")]
ALL = sorted(path for room in ROOMS for path in room.glob("**/templates/**/*.html"))
PAGES = [path for path in ALL if "letters" not in path.parts and "wagtailadmin" not in path.parts]
SPRITE = set(re.findall(r'<symbol id="(\w+)"', (ROOT / "site" / "static" / "icons.svg").read_text()))
ICON = re.compile(r"""\{%\s*icon\s+["'](\w+)["']""")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_are_templates_to_look_at() -> None:
    assert len(PAGES) > 10


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_style_or_script_stands_inside_a_page(path: Path) -> None:
    text = path.read_text()
    assert not re.search(
        r"<style\b|\sstyle=|<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|\son[a-z]+=\"|javascript:", text
    )


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_icon_is_in_the_sprite(path: Path) -> None:
    assert set(ICON.findall(path.read_text())) <= SPRITE


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_whole_page_names_its_language_and_its_direction(path: Path) -> None:
    for tag in re.findall(r"<html\b[^>]*>", path.read_text()):
        assert "lang=" in tag
        assert "dir=" in tag


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_picture_says_what_it_shows(path: Path) -> None:
    for tag in re.findall(r"<img\b[^>]*>", path.read_text()):
        assert "alt=" in tag


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_form_that_posts_carries_its_token(path: Path) -> None:
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", path.read_text(), flags=re.S):
        assert "csrf_token" in form


def test_every_drawing_of_the_sprite_is_named_once() -> None:
    names = re.findall(r'<symbol id="(\w+)"', (ROOT / "site" / "static" / "icons.svg").read_text())
    assert len(names) == len(set(names))
