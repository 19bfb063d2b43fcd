"""Citations of a record: BibTeX, RIS, CSL-JSON."""

from resources.library.citing.bibtex import bibtex
from resources.library.citing.csl import csl
from resources.library.citing.facts import PARTS
from resources.library.citing.ris import ris

__all__ = ["PARTS", "bibtex", "csl", "ris"]
