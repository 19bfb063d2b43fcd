import pytest

from resources.library.models import Leaf
from resources.library.models.readings import State
from tests.resources.files import pdf_of

pytestmark = pytest.mark.django_db


def test_a_phrase_of_page_17_lies_on_leaf_17(told):
    pages = [f"This is page {n} of the guide." for n in range(1, 41)]
    pages[16] += "\nA kinship carer keeps the ledger."
    reading = told(pdf_of(pages))
    assert (reading.state, reading.pages, reading.leaves.count()) == (State.READ, 40, 40)
    leaf = Leaf.objects.get(reading=reading, text__contains="kinship carer")
    assert leaf.number == 17
    assert " kinship carer keep the ledger " in leaf.words
    assert "kinship" in reading.words.split()
