"""What is offered where a search finds nothing or little: other spellings, fewer words, fewer filters, the board.

Everything offered was searched for as the reader sees the library, and says how much it finds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, product
from types import MappingProxyType
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.groups.models import Reader
from foundation.fulltext.queries import Asked
from foundation.text import fold
from resources.library import columns, wordlist
from resources.library.actions import misses
from resources.library.filters import Chosen
from resources.library.found import Found, own
from resources.library.options import chips, legends
from resources.library.terms import Changes, Names, stamp

FEW = 3  # with fewer hits a better spelling is offered
WORDS = 6  # of a query that are looked at one by one
OFFERS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    label: str
    number: int
    address: str
    bare: bool = False  # the filters were taken away as well


@dataclass
class Help:
    spellings: list[Offer] = field(default_factory=list)
    fewer: Offer | None = None  # with one word less
    drop: Offer | None = None  # without the filter that takes most away
    bare: Offer | None = None  # without any filter
    wordless: Offer | None = None  # the filters alone
    ask: str = ""


def beside(chosen: Chosen, looked: Found, changes: Changes, names: Names) -> "dict[str, Help | Offer | None]":
    """What a list shows beside its hits, or in their place. Words that find nothing at all are marked as missed."""
    if looked.ids:
        return {"nothing": None, "meant": meant(chosen, looked, changes, len(looked.ids))}
    if chosen.q and not looked.searched:
        misses.found_none(chosen.q, changes, looked.own)
    return {"nothing": help_for(chosen, looked, changes, names), "meant": None}


def help_with(query: str, reader: Reader) -> Help:
    """For a search of the whole site: other spellings that find resources, and the board."""
    changes = stamp()
    chosen = Chosen(q=query, sort="relevance")
    return help_for(chosen, Found(chosen, columns.now(changes), own(reader), get_language() or "en"), changes, {})


def help_for(chosen: Chosen, looked: Found, changes: Changes, names: Names) -> Help:
    """For a page without hits; `looked` is what was searched. One query for each word that is tried."""
    help = Help(ask=_board(chosen, names))
    if chosen.q:
        words = Words(chosen, looked)
        help.spellings = words.spellings(wordlist.now(changes))
        if not help.spellings and not looked.searched:
            help.fewer = words.fewer()
    if chosen.facets:
        help.drop, help.bare = _without_filters(chosen, looked, names)
        seen = looked.columns.open | looked.columns.bits(looked.own)
        number = looked.columns.narrowed(seen, chosen.facets).bit_count() if chosen.q else 0
        if number:
            label = ", ".join(chip.label for chip in chips(chosen, names))
            help.wordless = Offer(label, number, replace(chosen, q="", sort="newest").address())
    return help


def meant(chosen: Chosen, looked: Found, changes: Changes, hits: int) -> Offer | None:
    """Another spelling that finds more, where a search finds little."""
    if not chosen.q or not 0 < hits < FEW:
        return None
    better = [one for one in Words(chosen, looked).spellings(wordlist.now(changes), rare=FEW) if one.number > hits]
    return better[0] if better else None


class Words:
    """The words of a query one by one, with what each finds of what the reader sees, as bits of the columns."""

    def __init__(self, chosen: Chosen, looked: Found) -> None:
        self.chosen, self.looked = chosen, looked
        self.words = fold(chosen.q).replace("_", " ").split()[:WORDS]  # as the index takes them
        self.seen = looked.columns.open | looked.columns.bits(looked.own)
        self._hits: dict[str, int] = {}

    def hits(self, words: str) -> int:
        if words not in self._hits:
            asked = Asked(words, ["resource"])
            if asked.empty:
                return 0
            with connection.cursor() as cursor:
                cursor.execute(asked.sql("SELECT e.object_id"), asked.values())
                self._hits[words] = self.seen & self.looked.columns.bits(row[0] for row in cursor.fetchall())
        return self._hits[words]

    def spellings(self, known: wordlist.WordList, rare: int = 1) -> list[Offer]:
        """The best first; a word that is found itself is left as it is."""
        choices = [[word] if self._stands(word, known, rare) else self._others(word, known) for word in self.words]
        mended = [" ".join(filter(None, words)) for words in islice(product(*choices), 8)]
        tried = [text for text in mended if not set(text.split()) <= set(self.words)] + self._joined(known)
        offers: dict[int, Offer] = {}  # of those that find the very same, the first
        for text in dict.fromkeys(tried):
            offer = self._offer(text, known.spelled) if text != " ".join(self.words) else None
            if offer:
                offers.setdefault(self._left(text), offer)
        return list(offers.values())[:OFFERS]

    def fewer(self) -> Offer | None:
        """Without the word that stands in the way."""
        if len(self.words) < 2:
            return None
        shorter = [" ".join(self.words[:at] + self.words[at + 1 :]) for at in range(len(self.words))]
        offers = [offer for text in shorter if (offer := self._offer(text))]
        return max(offers, key=lambda offer: offer.number, default=None)

    def _stands(self, word: str, known: wordlist.WordList, rare: int) -> bool:
        return self.hits(word).bit_count() >= rare or (rare > 1 and word in known)

    def _others(self, word: str, known: wordlist.WordList) -> list[str]:
        others = [*known.parted(word), *known.near(word)]
        return [other for other in others if self.hits(other)][:OFFERS] or [""]  # what nobody knows is left out

    def _joined(self, known: wordlist.WordList) -> list[str]:
        """`super vision` as `supervision`."""
        pairs = [(at, one + two) for at, (one, two) in enumerate(zip(self.words, self.words[1:], strict=False))]
        return [
            " ".join([*self.words[:at], both, *self.words[at + 2 :]])
            for at, both in pairs
            if both in known and not (self.hits(self.words[at]) and self.hits(self.words[at + 1]))
        ]

    def _left(self, text: str) -> int:
        left = self.seen
        for word in text.split():
            left &= self.hits(word)
        return left

    def _offer(self, text: str, spelled: Mapping[str, str] = MappingProxyType({})) -> Offer | None:
        """With the filters where it finds something with them, else without."""
        left = self._left(text)
        narrowed = self.looked.columns.narrowed(left, self.chosen.facets).bit_count()
        facets = self.chosen.facets if narrowed else {}
        number = narrowed or left.bit_count()
        text = " ".join(spelled.get(word, word) for word in text.split())
        address = replace(self.chosen, q=text, facets=facets, sort="relevance").address()
        return Offer(text, number, address, bool(self.chosen.facets) and not facets) if number else None


def _without_filters(chosen: Chosen, looked: Found, names: Names) -> tuple[Offer | None, Offer | None]:
    numbers = {
        facet: looked.columns.narrowed(looked.searched, chosen.facets, facet).bit_count() for facet in chosen.facets
    }
    facet = max(numbers, key=lambda one: numbers[one])
    drop = None
    if numbers[facet] and len(chosen.facets) > 1:
        labels = ", ".join(chip.label for chip in chips(chosen, names) if chip.facet == facet)
        left = {one: values for one, values in chosen.facets.items() if one != facet}
        label = _("%(filter)s: %(values)s") % {"filter": legends()[facet][0], "values": labels}
        drop = Offer(label, numbers[facet], replace(chosen, facets=left).address())
    every = looked.searched.bit_count()
    bare = Offer("", every, replace(chosen, facets={}).address()) if every else None
    return drop, bare


def _board(chosen: Chosen, names: Names) -> str:
    """The form for a question with the search in it; nothing is sent before the reader posts it."""
    words = [chosen.q, *(chip.label for chip in chips(chosen, names))]
    looked_for = ", ".join(filter(None, words))
    title = _("Who knows something about: %(words)s") % {"words": looked_for[:100]}
    body = _("I looked on this site for: %(words)s. Nothing was found.") % {"words": looked_for[:300]}
    return f"{reverse('ask')}?{urlencode({'title': title, 'body': body, 'kind': 'question'})}"
