"""Exact days, in figures or with the name of a month in the languages of the site."""

import re
from collections.abc import Iterator

# English months need their capital: "two may stay" and "3 march on" are no dates.
ENGLISH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
OTHERS = (
    "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|"
    "janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|"
    "januari|februari|machi|aprili|mei|juni|julai|agosti|septemba|oktoba|novemba|desemba|"
    "january|february|april|june|july|august|september|october|november|december"
)
ARABIC = (
    "كانون الثاني|تشرين الأول|تشرين الثاني|كانون الأول|يناير|فبراير|مارس|أبريل|ابريل|إبريل|مايو|يونيو|يونيه|يوليو|يوليه|"
    "أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|"
    "جانفي|فيفري|أفريل|ماي|جوان|جويلية|أوت"
)
MONTH = rf"(?:{ENGLISH}|(?i:{OTHERS})|{ARABIC})"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
YEAR = r"(?:19|20)\d\d"
WORDED = re.compile(
    rf"(?<![\d.,/:-])(?:{DAY})(?:st|nd|rd|th|er|º|ª)?\s{{0,2}}(?:of |de |tarehe |من )?-?{MONTH}\b\.?(?:,?\s(?:de |del |ya )?{YEAR}\b)?"
    rf"|\b(?:{ENGLISH})\.?\s{DAY}(?:st|nd|rd|th)?\b(?![.,:]?\d)(?:,?\s{YEAR}\b)?"
)
FIGURES = re.compile(
    rf"(?<![\w./-]){YEAR}\s?([-/.])\s?(?:0?[1-9]|1[0-2])\s?\1\s?{DAY}(?![\w/-]|\.\d)"
    rf"|(?<![\w./-]){DAY}\s?([-/.])\s?(?:0?[1-9]|1[0-2])\s?\2\s?{YEAR}(?![\w/-]|\.\d)"
    rf"|(?<![\w./-])(?:0?[1-9]|1[0-2])\s?([-/.])\s?{DAY}\s?\3\s?{YEAR}(?![\w/-]|\.\d)"
    r"|(?<![\w./-])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/\d\d(?![\w/-])"
    r"|(?<![\w./-])(?:0[1-9]|[12]\d|3[01])([-.])(?:0[1-9]|1[0-2])\4\d\d(?![\w/-]|\.\d)"
    r"|(?<![\w./-])(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\w/-])"
)
BORN = re.compile(
    r"\b(?:born|birth|birthday|d\.?o\.?b|née?s?|naissance|nacid[oa]s?|nació|nacimiento|nascid[oa]s?|nasceu|nascimento|"
    r"alizaliwa|kuzaliwa)\b|(?:ولد|ولدت|مواليد|الميلاد|ميلاد)",
    re.IGNORECASE,
)
NEAR = 30  # characters before a date in which a word of birth makes it one of birth


def dates(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (FIGURES, WORDED):
        for found in pattern.finditer(text):
            yield found.start(), found.end()


def is_of_birth(text: str, start: int) -> bool:
    return bool(BORN.search(text, max(0, start - NEAR), start))
