"""Text of a workbook, sheet by sheet: a row a line. Formulas give the value that was kept with them."""

from pathlib import Path

from resources.library.reading import bounds
from resources.library.reading.found import Found, Page
from resources.library.reading.parts import Parts
from resources.library.reading.tidy import clean

MAIN = "xl/workbook.xml"


def read(path: Path) -> Found:
    """Hidden sheets are left out, as the program leaves them out."""
    parts = Parts(path)
    if MAIN not in parts.names:
        raise bounds.Broken("This workbook has no list of sheets.")
    leads = parts.relations(MAIN)
    sheets = [
        (about.get("name", ""), leads[about["r:id"]][1])
        for kind, tag, about in parts.events(MAIN)
        if kind == "start"
        and tag == "sheet"
        and about.get("state", "visible") == "visible"
        and about.get("r:id") in leads
    ]
    sheets = [(title, name) for title, name in sheets if name in parts.names]
    strings = _strings(parts)
    return Found((_sheet(parts, title, name, strings) for title, name in sheets), len(sheets))


def _strings(parts: Parts) -> list[str]:
    """What cells point to."""
    made: list[str] = []
    if "xl/sharedStrings.xml" not in parts.names:
        return made
    text: list[str] = []
    taking, beside = False, 0
    for kind, tag, _about in parts.events("xl/sharedStrings.xml"):
        if kind == "text":
            if taking:
                text.append(tag)
            continue
        if tag == "rPh":  # how it is pronounced
            beside += 1 if kind == "start" else -1
        taking = kind == "start" and tag == "t" and not beside
        if kind == "end" and tag == "si":
            made.append("".join(text))
            text = []
    return made


def _sheet(parts: Parts, title: str, name: str, strings: list[str]) -> Page:
    rows: list[str] = []
    cells: list[str] = []
    text: list[str] = []
    size, shared, taking = 0, False, False
    for kind, tag, about in parts.events(name):
        if kind == "text":
            if taking:
                text.append(tag)
        elif kind == "start":
            taking = tag in ("v", "t")
            if tag == "c":
                shared, text = about.get("t") == "s", []
        else:
            taking = False
            if tag == "c" and (value := _value("".join(text), strings, shared=shared)):
                cells.append(value)
            elif tag == "row" and cells:
                rows.append(" | ".join(cells))
                size += len(rows[-1])
                cells = []
                if size > bounds.LETTERS_OF_PAGE:
                    break
    return Page("\n\n".join(rows), clean(title).replace("\n", " ")[:200])


def _value(text: str, strings: list[str], *, shared: bool) -> str:
    if shared:
        text = strings[int(text)] if text.isdecimal() and len(text) < 9 and int(text) < len(strings) else ""
    return clean(text).replace("\n", " ")
