"""The words of the vocabularies by what a file may call them: slug, code, or a name in any language."""

from collections.abc import Iterable
from typing import Any

from foundation.vocabulary.models import Cadre, Concept, Country, Region, Theme

TERMS: dict[str, Any] = {"themes": Theme, "countries": Country, "regions": Region, "cadres": Cadre, "concepts": Concept}


def compared(word: str) -> str:
    return " ".join(word.casefold().split())


class Words:
    """One query for each vocabulary, however many rows ask."""

    def __init__(self) -> None:
        self.terms: dict[str, dict[str, Any]] = {}
        self.known: dict[str, dict[str, str]] = {}
        for column, model in TERMS.items():
            named = "code" if column == "countries" else "slug"
            terms = {getattr(term, named): term for term in model._base_manager.all()}
            self.terms[column] = terms
            self.known[column] = {compared(name): key for key, term in terms.items() for name in term.names.values()}
            self.known[column] |= {compared(key): key for key in terms}

    def key(self, column: str, word: str) -> str | None:
        return self.known[column].get(compared(word))

    def all(self, column: str, keys: Iterable[str]) -> list[Any]:
        return [self.terms[column][key] for key in keys]
