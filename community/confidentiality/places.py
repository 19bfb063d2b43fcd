"""Where somebody lives: points on the map and house addresses in simple forms."""

import re
from collections.abc import Iterator

POINT = re.compile(
    r"(?<![\w.])(-?\d{1,2}\.\d{4,12})\s?°?\s?[NSns]?\s{0,2}[,;/ ]\s{0,2}(-?\d{1,3}\.\d{4,12})(?!\d)"
    r"|(?<![\w.])(-?\d{1,2}\.\d{2,12})\s?°?\s?[NS],?\s{0,2}(-?\d{1,3}\.\d{2,12})\s?°?\s?[EWO]\b"
)
DEGREES = re.compile(r"(?<!\d)\d{1,3}°\s?\d{1,2}\s?['′’](?:\s?\d{1,2}(?:\.\d+)?\s?(?:[\"″”]|''))?\s?[NSEWO]?")
PLUS_CODE = re.compile(r"\b[2-9CFGHJMPQRVWX]{8}\+[2-9CFGHJMPQRVWX]{2,3}\b")
THREE_WORDS = re.compile(r"///\w{2,20}\.\w{2,20}\.\w{2,20}")

UPPER = r"[A-ZÀ-ÖØ-Þ]"
NAME = rf"{UPPER}[\w'’.-]{{1,30}}"
NUMBERED = r"(?:n(?:o|º|°|úm|um)?\.?\s?[º°]?\s?|namba\s|number\s|#\s?)"
HOUSES = re.compile(
    rf"\b\d{{1,5}}[A-Za-z]?,?\s(?:{NAME}\s){{1,3}}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Crescent|Boulevard|Blvd|Terrace)\b\.?"
    rf"|\b\d{{1,5}}(?:\s?(?:bis|ter))?,?\s(?i:rue|avenue|boulevard|allée|impasse|chemin|quai)\s(?:d[eu]s?\s(?:la\s|l['’])?|d['’])?{NAME}"
    rf"|\b(?i:calle|avenida|carrera|rua|travessa|praça|mtaa wa|barrio|jirón)\s(?:d[aeo]s?\s)?{NAME}(?:\s(?:de\s)?{NAME}){{0,3}},?\s(?i:{NUMBERED})?\d{{1,5}}\b"
    rf"|\b(?i:house|plot|flat|apartment|apt|shelter|tent|maison|appartement|parcelle|casa|apartamento|nyumba)\s(?i:{NUMBERED})\d{{1,5}}[A-Za-z]?\b"
    rf"|\b(?:House|Plot|Flat|Apartment|Shelter|Tent)\s\d{{1,5}}[A-Za-z]?,\s(?:{NAME}|[A-Z]\b)"
    r"|\b(?:P\.?\s?O\.?\s?Box|B\.?P\.?|S\.?L\.?P\.?|Apartado(?: postal)?|Caixa [Pp]ostal)\s(?:n[o°º]\.?\s?)?\d{1,6}\b"
    r"|(?:شارع|حارة|زقاق)\s[\w ]{2,30}[،,]?\s(?:رقم\s|منزل\s|بناية\s)\d{1,5}"
)


def points(text: str) -> Iterator[tuple[int, int]]:
    for found in POINT.finditer(text):
        north, east = [float(part) for part in found.groups() if part is not None]
        if abs(north) <= 90 and abs(east) <= 180:
            yield found.start(), found.end()
    for pattern in (DEGREES, PLUS_CODE, THREE_WORDS):
        for found in pattern.finditer(text):
            yield found.start(), found.end()


def houses(text: str) -> Iterator[tuple[int, int]]:
    for found in HOUSES.finditer(text):
        yield found.start(), found.end()
