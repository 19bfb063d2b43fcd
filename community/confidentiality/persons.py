"""What points at one person: addresses, pages, numbers in a register, a name that is said to be one."""

import re
from collections.abc import Iterator

EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[\[(]at[\])]\s?)[\w-]{1,63}(?:(?:\.|\s?[\[(](?:dot|point|punto|ponto)[\])]\s?)[\w-]{1,63}){1,6}",
    re.IGNORECASE,
)
URL = re.compile(
    r"(?:\b(?:https?://|www\.)|(?<![\w.@/-])(?=[a-z0-9.-]{1,30}\.(?:com|me|net)/))[^\s<>()\[\]\"]{2,600}", re.IGNORECASE
)
PROFILE = re.compile(
    r"(?:^|[./])(?:"
    r"(?:facebook|fb)\.com/(?!(?:groups|events|watch|share|sharer|hashtag|help|login|pages/?$)\b)[\w.-]+"
    r"|instagram\.com/(?!(?:p|reel|explore|stories/highlights)/)[\w.-]+|(?:tiktok\.com/@|snapchat\.com/add/|threads\.net/@)[\w.-]+"
    r"|(?:twitter|x)\.com/(?!(?:i|search|hashtag|home|share|intent)\b)\w+|linkedin\.com/in/[\w%.-]+|(?:t|telegram)\.me/[\w+]+"
    r"|vk\.com/[\w.]+)",
    re.IGNORECASE,
)
CALLED = re.compile(r"wa\.me/\+?\d{7,15}|api\.whatsapp\.com/send\S*?\d{7,15}", re.IGNORECASE)

CUE = (
    r"(?:case|file|client|beneficiary|registration|reference|passport|national id|identity card|id card|id|nin|ration card|"
    r"birth certificate|dossier|passeport|carte d['’]identité|expediente|pasaporte|c[eé]dula|dni|curp|processo|passaporte|"
    r"bilhete de identidade|cpf|bi|kesi|faili|pasipoti|kitambulisho)"
)
SAID = r"(?:\s?(?:no|nr|num|number|numéro|numero|número|nambari|namba|n)\b\.?\s?[°º]?|\s?n[°º]\.?|\s?[:#]){1,3}"
WITH_CUE = re.compile(rf"\b{CUE}{SAID}\s?([A-Z0-9][A-Z0-9/.-]{{2,24}})\b", re.IGNORECASE)
BARE_CUE = re.compile(
    rf"\b{CUE}\s([A-Z0-9]{{1,6}}[/-][A-Z0-9/-]{{3,20}}|[A-Z]{{1,3}}\d{{5,12}}|\d{{6,20}})\b", re.IGNORECASE
)
ARABIC_CUE = re.compile(r"(?:رقم\s(?:ال\w+\s?){1,3}|الهوية|جواز السفر)\s?:?\s?([A-Z0-9][A-Z0-9/-]{3,20})")
SHAPES = re.compile(
    r"\b[A-Z]{1,3}\d{6,9}\b|\b\d{3}-\d\dC\d{5}\b|\b\d{3}\.\d{3}\.\d{3}-\d\d\b|\b\d{3}-\d\d-\d{4}\b|(?<![\d.,+])\d{16,24}(?!\d)"
    r"|\b(?!ISO|UN|RES|ISBN|ISSN|COVID)[A-Z]{2,6}[-/](?:19|20)\d\d[-/]\d{2,6}\b|\b(?!ISO|UN|RES)[A-Z]{2,6}[-/]\d{2,6}[-/](?:19|20)\d\d\b"
)

UPPER = r"[A-ZÀ-ÖØ-Þ]"
NAME = rf"(?!(?:The|This|That|Mother|Mum|Dad|God|Social|Child|No|Not|Le|La|El|Un|Une|Una|Uma)\b)({UPPER}[\w'’-]{{1,30}}(?:\s{UPPER}[\w'’-]{{1,30}}){{0,2}})"
ONE = r"(?:girl|boy|child|baby|mother|father|sister|brother|aunt|uncle|woman|man|client|teenager|daughter|son)"
NAMES = [
    re.compile(rf"\b(?i:(?:her|his|their|the\s{ONE}['’]s)\s(?:real\s|first\s|full\s)?name\s(?:is|was))\s{NAME}"),
    re.compile(rf"\b(?i:{ONE}\s(?:is\s|was\s)?|(?:she|he)\s(?:is|was)\s)(?:named|called)\s{NAME}"),
    re.compile(rf"\b(?i:elle|il|fille|garçon|enfant|bébé|mère|père|femme|homme)\s(?:qui\s)?(?i:s['’]appell?(?:e|ait)|nommée?|prénommée?|appelée?)\s{NAME}"),
    re.compile(rf"\b(?i:son\s(?:nom|prénom)\s(?:est|était))\s{NAME}"),
    re.compile(rf"\b(?i:ella|él|niñ[ao]|chic[ao]|joven|madre|padre|beb[eé]|mujer|hombre)\s(?:que\s)?(?i:se\sllamaba|se\sllama|llamad[oa])\s{NAME}"),
    re.compile(rf"\b(?i:su\snombre\s(?:es|era)|(?:o\snome\sdel[ea]|(?:o\s)?seu\snome)\s(?:é|era))\s{NAME}"),
    re.compile(rf"\b(?i:el[ea]|menin[ao]|criança|jovem|mãe|pai|bebé|mulher|homem)\s(?:que\s)?(?i:chama-se|se\schama|chamava-se|chamad[oa])\s{NAME}"),
    re.compile(rf"\b(?i:anaitwa|aitwaye|jina\slake\sni)\s{NAME}"),
]  # fmt: skip


def emails(text: str) -> Iterator[tuple[int, int]]:
    for found in EMAIL.finditer(text):
        yield found.start(), found.end()


def links(text: str) -> Iterator[tuple[int, int]]:
    for found in URL.finditer(text):
        yield found.start(), found.end()


def numbers(text: str) -> Iterator[tuple[int, int]]:
    """Beside a word such as “case no.”; else only in a shape that registers use."""
    for pattern in (WITH_CUE, BARE_CUE, ARABIC_CUE):
        for found in pattern.finditer(text):
            figures = sum(letter.isdigit() for letter in found[1])
            if figures >= 3 and not re.fullmatch(r"(?:19|20)\d\d", found[1]):
                yield found.start(), found.end()
    for found in SHAPES.finditer(text):
        yield found.start(), found.end()


def names(text: str) -> Iterator[tuple[int, int]]:
    """Only where the text itself says that a word is somebody's name."""
    for pattern in NAMES:
        for found in pattern.finditer(text):
            yield found.start(1), found.end(1)
