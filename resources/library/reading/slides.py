"""Text of a presentation, slide by slide, with the speaker's notes."""

from pathlib import Path

from resources.library.reading.bounds import Broken
from resources.library.reading.found import Found, Page
from resources.library.reading.parts import Parts
from resources.library.reading.tidy import clean

BESIDE = {"sldNum", "dt", "ftr", "hdr", "sldImg"}  # what stands on every slide
TITLES = {"title", "ctrTitle"}


def read(path: Path) -> Found:
    parts = Parts(path)
    main = "ppt/presentation.xml"
    if main not in parts.names:
        raise Broken("This presentation has no list of slides.")
    leads = parts.relations(main)
    ids = [about.get("r:id", "") for kind, tag, about in parts.events(main) if kind == "start" and tag == "sldId"]
    slides = [leads[one][1] for one in ids if one in leads and leads[one][1] in parts.names]
    return Found((_slide(parts, slide) for slide in slides), len(slides))


def _slide(parts: Parts, name: str) -> Page:
    title, said = _said(parts, name)
    for kind, notes in parts.relations(name).values():
        if kind == "notesSlide" and notes in parts.names:
            said += _said(parts, notes)[1]
    return Page("\n\n".join(said), title)


def _said(parts: Parts, name: str) -> tuple[str, list[str]]:
    """The title, and the paragraphs without it."""
    title: list[str] = []
    made: list[str] = []
    text: list[str] = []
    role, taking = "", False
    for kind, tag, about in parts.events(name):
        if kind == "text":
            if taking:
                text.append(tag)
        elif kind == "start":
            taking = tag == "t"
            if tag == "sp":
                role = ""
            elif tag == "ph":
                role = about.get("type", "body")
            elif tag == "br":
                text.append("\n")
        else:
            taking = False
            if tag == "p":
                line = clean("".join(text))
                text = []
                if line and role not in BESIDE:
                    (title if role in TITLES else made).append(line)
    return " ".join(title).replace("\n", " ")[:200], made
