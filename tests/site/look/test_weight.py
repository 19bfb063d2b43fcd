"""The first visit weighs little: the ceilings of the files every page loads."""

import gzip
import re
from pathlib import Path

import brotli
import pytest

STATIC = Path(__file__).resolve().parents[3] / "site" / "static"


def weight(name: str) -> int:
    return len(brotli.compress((STATIC / name).read_bytes(), quality=5))


def test_the_style_sheet_is_at_most_8_kb() -> None:
    assert weight("site.css") <= 8 * 1024


def test_the_sprite_is_at_most_4_kb() -> None:
    assert weight("icons.svg") <= 4 * 1024


def test_the_script_is_at_most_4_kb() -> None:
    assert weight("site.js") <= 4 * 1024


def test_all_scripts_of_a_topic_page_are_at_most_4_kb() -> None:
    """As whitenoise sends them. Whoever may reply gets both."""
    writing = STATIC.parents[1] / "community" / "discussions" / "static" / "discussions" / "write.js"
    files = [STATIC / "site.js", writing]
    assert sum(len(brotli.compress(file.read_bytes())) for file in files if file.exists()) <= 4 * 1024


def test_style_script_and_sprite_leave_14_kb_for_the_page_itself() -> None:
    assert weight("site.css") + weight("icons.svg") + weight("site.js") <= 16 * 1024


def test_a_phone_that_knows_only_gzip_pays_little_more() -> None:
    assert len(gzip.compress((STATIC / "site.css").read_bytes(), 6)) <= 9 * 1024


@pytest.mark.parametrize("name", ["site.css", "icons.svg", "site.js", "manifest.webmanifest"])
def test_nothing_is_fetched_from_anywhere_else(name: str) -> None:
    text = (STATIC / name).read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|//[a-z]+\.[a-z]", text)


def test_the_style_sheet_names_no_physical_side() -> None:
    rules = re.sub(r"/\*.*?\*/|env\([a-z-]+\)", "", (STATIC / "site.css").read_text(), flags=re.S)
    sides = r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|[;{](?:left|right|float)\s*:|text-align:(?:left|right)"
    assert re.findall(sides, rules) == []


def test_the_style_sheet_loads_no_font_and_no_other_sheet() -> None:
    assert not re.search(r"@font-face|@import|url\(", (STATIC / "site.css").read_text())
