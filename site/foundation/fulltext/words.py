"""A text as the words that are compared, and a query as groups of such words."""

from functools import lru_cache

from foundation.text import STEMMED, fold, stems, terms

LONGEST_TEXT = 200_000  # characters; PostgreSQL refuses a text whose words fill 1 MB
LONGEST_WORD = 60


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """One folded word, stemmed. Kept, since the stemmers are pure Python and slow."""
    return stems(word, language) or word


def compared(text: str, language: str) -> str:
    """What is stored of a text: folded, each word stemmed in the language the text is written in."""
    words = fold(text[:LONGEST_TEXT]).replace("_", " ").split()
    return " ".join(stem(word[:LONGEST_WORD], language) for word in words)


def alternatives(query: str) -> list[list[str]]:
    """For each word of a query, the forms it may have in the texts.

    A reader's query is in any of the languages, so a word stands for its stem in each of them.
    """
    groups = []
    for term in " ".join(terms(query)).replace("_", " ").split()[:20]:
        word = term[:LONGEST_WORD]
        forms = {part for language in ["", *STEMMED] for part in stem(word, language).split()}
        groups.append(sorted(forms))
    return groups
