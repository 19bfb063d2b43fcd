"""A large shelf for measuring: records with files that were read, their words spread as in books (Zipf).

No file is stored: what is measured is the list and the search. An urn holds each word as often as it is used; a page is
a stretch of it, so that 400,000 pages take minutes.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from foundation.fulltext.models import Entry
from foundation.fulltext.words import LONGEST_TEXT, stem
from foundation.text import fold
from foundation.vocabulary.models import Cadre, Concept, Country, Region, Term, Theme
from resources.library.models import Leaf, Level, Licence, Reading, Resource, ResourceFile, ResourceLink, Study
from resources.library.models.readings import State

AT_ONCE = 250  # records of one transaction
PAGE = 220  # words
KNOWN, USED = 20_000, 400_000  # words of one language, and of its urn
SYLLABLES = [
    "ba",
    "ko",
    "mi",
    "tu",
    "sa",
    "le",
    "no",
    "ri",
    "da",
    "fe",
    "ga",
    "lo",
    "pu",
    "ne",
    "vi",
    "to",
    "ra",
    "ce",
    "ju",
    "ma",
    "so",
    "ti",
    "be",
    "wa",
]
FIELD = {
    "en": "the social worker child family service support supervision case management training community care protection "
    "school referral plan record village violence visit budget law council",
    "fr": "le travailleur social enfant famille service appui supervision gestion formation communauté protection école "
    "orientation plan dossier village violence visite budget loi conseil",
    "es": "el trabajador social niño familia servicio apoyo supervisión caso gestión formación comunidad protección "
    "escuela plan registro aldea violencia visita presupuesto ley consejo",
    "pt": "o trabalhador social criança família serviço apoio supervisão caso gestão formação comunidade proteção escola "
    "plano registo aldeia violência visita orçamento lei conselho",
    "sw": "na mfanyakazi jamii mtoto familia huduma msaada usimamizi kesi mafunzo ulinzi shule mpango kumbukumbu kijiji "
    "ukatili ziara bajeti sheria baraza",
}


@dataclass(frozen=True)
class Urn:
    language: str
    words: list[str]
    stems: list[str]

    def drawn(self, dice: random.Random, many: int) -> tuple[list[str], list[str]]:
        start = dice.randrange(len(self.words) - many)
        return self.words[start : start + many], self.stems[start : start + many]


def urn(language: str, seed: int) -> Urn:
    """The n-th commonest word is there USED / n / 10 times; those of the field are among the first 400."""
    dice = random.Random(seed)
    made = {"".join(dice.choices(SYLLABLES, k=dice.randint(2, 5))) for _ in range(KNOWN * 2)}
    words = sorted(made)[:: max(1, len(made) // KNOWN)][:KNOWN]
    dice.shuffle(words)
    for place, word in enumerate(FIELD[language].split()):
        words.insert(place * place, word)
    stems = {word: stem(fold(word), language) for word in words}
    full = [word for place, word in enumerate(words, 1) for _ in range(max(1, USED // place // 10))]
    dice.shuffle(full)
    return Urn(language, full, [stems[word] for word in full])


def fill(many: int, pages: int) -> None:
    """`many` records; each has a file of about `pages` pages, or only a link where `pages` is 0."""
    dice = random.Random(11)
    urns = [urn(language, seed) for seed, language in enumerate(FIELD)]
    terms: dict[str, list[Term | Country]] = {
        name: list(model._base_manager.all())
        for name, model in (("themes", Theme), ("countries", Country), ("regions", Region), ("cadres", Cadre),
                            ("concepts", Concept))
    }  # fmt: skip
    for first in range(0, many, AT_ONCE):
        with transaction.atomic():
            _records(range(first, min(many, first + AT_ONCE)), pages, dice, urns, terms)


def _records(
    numbers: range, pages: int, dice: random.Random, urns: list[Urn], terms: dict[str, list[Term | Country]]
) -> None:
    drawn = {n: dice.choice(urns) for n in numbers}
    made = Resource.objects.bulk_create([_record(n, dice, drawn[n]) for n in numbers])
    for name, known in terms.items():
        through = getattr(Resource, name).through
        column = next(field.name for field in through._meta.fields if field.related_model is type(known[0]))
        few = [row for row in made if name in ("themes", "countries") or dice.random() < 0.3]
        through.objects.bulk_create([through(resource=row, **{column: dice.choice(known)}) for row in few])
    links = [
        ResourceLink(resource=row, language=dice.choice(["en", "fr", "es", "pt"]), url=f"https://example.org/{row.pk}")
        for row in made
        if not pages or row.pk % 5 == 0
    ]
    ResourceLink.objects.bulk_create(links)
    if pages:
        _files(made, pages, dice, [drawn[n] for n in numbers])
    parts = ("files", "links", "publishers", *terms)
    shown = Resource._base_manager.filter(pk__in=[row.pk for row in made]).prefetch_related(*parts)
    Entry.objects.put(words for row in shown if (words := row.search_words()))


def _record(n: int, dice: random.Random, urn: Urn) -> Resource:
    title, summary = (" ".join(urn.drawn(dice, k)[0]).capitalize() for k in (8, 25))
    return Resource(
        title=title, slug=f"bench-{n}", summary=f"{summary}.", year=dice.randint(2005, 2026), language=urn.language,
        kind=dice.choice(["report", "guideline", "toolkit", "form"]), live=True, level=dice.choice(["", *Level.values]),
        study=dice.choice(["", "", "", *Study.values]), licence=dice.choice(["", *Licence.values]),
        planning=n % 3 == 0, developing=n % 3 == 1, supporting=n % 3 == 2,
    )  # fmt: skip


def _files(made: list[Resource], pages: int, dice: random.Random, drawn: list[Urn]) -> None:
    files, readings, texts = [], [], []
    for row, urn in zip(made, drawn, strict=True):
        many = dice.randint(1, 2 * pages - 1)
        text = [urn.drawn(dice, PAGE) for _ in range(many)]
        name = hashlib.sha256(row.slug.encode()).hexdigest()
        distinct = " ".join(dict.fromkeys(stem for _words, stems in text for stem in stems))[:LONGEST_TEXT]
        files.append(
            ResourceFile(resource=row, language=urn.language, name="The whole guide", file=f"bench/{row.slug}.pdf",
                         pages=many, content_type="application/pdf", bytes=many * 30_000, checksum=name)
        )  # fmt: skip
        readings.append(
            Reading(checksum=name, state=State.READ, language=urn.language, pages=many, words=f" {distinct} ")
        )
        texts.append(text)
    ResourceFile.objects.bulk_create(files)
    kept = Reading.objects.bulk_create(readings)
    Leaf._base_manager.bulk_create(_leaves(kept, texts), batch_size=1000)


def _leaves(readings: list[Reading], texts: list[list[tuple[list[str], list[str]]]]) -> Iterator[Leaf]:
    for reading, text in zip(readings, texts, strict=True):
        for number, (words, stems) in enumerate(text, 1):
            yield Leaf(reading=reading, number=number, text=" ".join(words), words=f" {' '.join(stems)} ")
