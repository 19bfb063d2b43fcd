"""Text stands out at least 4.5 to 1, borders that carry meaning 3 to 1, in light and in dark."""

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).resolve().parents[3] / "site" / "static" / "site.css").read_text()
WORDS = [
    ("ink", "paper"), ("ink", "panel"), ("ink", "tint"), ("ink", "claytint"), ("ink", "warntint"), ("ink", "plumtint"),
    ("soft", "paper"), ("soft", "panel"), ("act", "paper"), ("act", "panel"), ("act", "tint"), ("act", "warntint"),
    ("act", "plumtint"), ("act", "claytint"), ("act2", "paper"), ("on", "act"), ("on", "act2"), ("clay", "paper"),
    ("clay", "panel"), ("clay", "claytint"), ("paper", "clay"), ("plum", "paper"), ("plum", "panel"), ("plum", "plumtint"),
    ("warn", "paper"), ("warn", "warntint"), ("bad", "paper"), ("soft", "tint"),
]  # fmt: skip
SHAPES = [
    ("edge", "paper"),
    ("edge", "panel"),
    ("act", "paper"),
    ("clay", "paper"),
    ("plum", "paper"),
    ("bad", "paper"),
]


def palette(dark: bool) -> dict[str, str]:
    light_part, dark_part = SHEET.split("@media screen and (prefers-color-scheme:dark)", 1)
    found = dict(re.findall(r"--(\w+):(#[0-9a-f]{3,6})\b", light_part))
    if dark:
        found |= dict(re.findall(r"--(\w+):(#[0-9a-f]{3,6})\b", dark_part.split("}}", 1)[0]))
    return found


def light_of(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(letter * 2 for letter in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light_of(one), light_of(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), WORDS)
def test_words_can_be_read(text: str, ground: str, dark: bool) -> None:
    colours = palette(dark)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_that_mean_something_can_be_seen(shape: str, ground: str, dark: bool) -> None:
    colours = palette(dark)
    assert contrast(colours[shape], colours[ground]) >= 3


def test_dark_changes_every_colour_that_light_has() -> None:
    dark_part = SHEET.split("@media screen and (prefers-color-scheme:dark)", 1)[1].split("}}", 1)[0]
    assert set(palette(False)) == set(re.findall(r"--(\w+):#", dark_part))
