"""The interface speaks all six languages whole: nothing untranslated, unsure, broken or not compiled."""

import ast
import gettext
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

LOCALE = Path(settings.LOCALE_PATHS[0])
WHOLE = ["fr", "es", "pt", "ar", "sw"]
FORMS = {"ar": 6}  # plural forms; two in the others
FIELD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])? ")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%n?|%n|\{\w*\}|</?\w+[^>]*>")


@dataclass
class Entry:
    """One message of a catalogue."""

    flags: set[str] = field(default_factory=set)
    msgctxt: str = ""
    msgid: str = ""
    msgid_plural: str = ""
    forms: dict[int, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.msgctxt}\x04{self.msgid}" if self.msgctxt else self.msgid


def read(code: str) -> list[Entry]:
    text = (LOCALE / code / "LC_MESSAGES/django.po").read_text(encoding="utf-8")
    return [entry(block) for block in text.strip().split("\n\n")]


def entry(block: str) -> Entry:
    found, kept = Entry(), ("", 0)
    for line in block.splitlines():
        if line.startswith("#,"):
            found.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif not line.startswith("#"):
            if named := FIELD.match(line):
                kept, line = (named[1], int(named[2] or 0)), line[named.end() :]
            words = ast.literal_eval(line)
            if kept[0] == "msgstr":
                found.forms[kept[1]] = found.forms.get(kept[1], "") + words
            else:
                setattr(found, kept[0], getattr(found, kept[0]) + words)
    return found


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def compiled(code: str) -> dict[str | tuple[str, int], str]:
    with (LOCALE / code / "LC_MESSAGES/django.mo").open("rb") as file:
        return dict(vars(gettext.GNUTranslations(file))["_catalog"])


@pytest.fixture(params=WHOLE)
def code(request) -> str:
    return str(request.param)


@pytest.fixture
def entries(code) -> list[Entry]:
    """Without the header."""
    return [entry for entry in read(code) if entry.msgid]


def test_six_languages():
    assert [code for code, _name in settings.LANGUAGES] == ["en", "fr", "es", "pt", "ar", "sw"]


def test_everything_is_translated(code, entries):
    assert len(entries) > 700
    plurals = [entry for entry in entries if entry.msgid_plural]
    assert all(set(entry.forms) == set(range(FORMS.get(code, 2))) for entry in plurals)
    assert [entry.msgid for entry in entries if not all(form.strip() for form in entry.forms.values())] == []


def test_nothing_is_unsure_or_left_over(code, entries):
    assert [entry.msgid for entry in entries if "fuzzy" in entry.flags] == []
    text = (LOCALE / code / "LC_MESSAGES/django.po").read_text(encoding="utf-8")
    assert "\n#~" not in text


def test_placeholders_and_tags_are_the_same(entries):
    """The singular may leave the number out, never bring in something new."""
    wrong = []
    for entry in entries:
        *singular, last = (placeholders(form) for _number, form in sorted(entry.forms.items()))
        known = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
        if last != placeholders(entry.msgid_plural or entry.msgid) or any(form - known for form in singular):
            wrong.append(entry.msgid)
    assert wrong == []


def test_line_ends_are_the_same(entries):
    wrong = []
    for entry in entries:
        if any(form.endswith("\n") != entry.msgid.endswith("\n") for form in entry.forms.values()):
            wrong.append(entry.msgid)
    assert wrong == []


def test_no_exclamation_marks(entries):
    assert [form for entry in entries for form in entry.forms.values() if "!" in form or "¡" in form] == []


def test_compiled_catalogue_is_current(code, entries):
    expected: dict[str | tuple[str, int], str] = {}
    for entry in entries:
        for number, form in entry.forms.items():
            expected[(entry.key, number) if entry.msgid_plural else entry.key] = form
    kept = compiled(code)
    assert {key: words for key, words in kept.items() if key} == expected


def test_header_names_nobody(code):
    header = read(code)[0].forms[0]
    facts = dict(line.split(": ", 1) for line in header.strip().splitlines() if ": " in line)
    assert facts["Project-Id-Version"] == "Workforce Commons"
    assert facts["Language"] == code
    assert facts["Plural-Forms"].startswith(f"nplurals={FORMS.get(code, 2)}; plural=")
    assert "@" not in header
    assert facts.get("Last-Translator", "") == ""


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "words"), [("fr", "Aller au texte"), ("es", "Ir al texto")])
def test_page_speaks(client, code, words):
    response = client.get(f"/{code}/groups/")
    assert response.status_code == 200
    assert words in response.content.decode()
