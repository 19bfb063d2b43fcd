"""What words find, the same on every database: synonyms, job titles, forms of a word, identifiers, nonsense."""

import itertools
import re
from urllib.parse import urlencode

import pytest

from tests.site.search.test_index import RUBBISH

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(keep):
    keep("Placing children in families", themes=["alternative-care"], summary="A course.", cadres=["supervisor"])
    keep("Guide for field staff", cadres=["para-social-worker"], summary="What to do on a visit.")
    keep("Duties at the district", cadres=["social-welfare-officer"], summary="Posts and grades.")
    keep("Para-professionals in the village", summary="Who they are.", doi="10.1000/182", isbn="978-92-806-1234-9")
    keep("Soutenir les équipes", language="fr", summary="Les superviseurs évaluent les formations.")
    keep("Cuidar de quien cuida", language="es", summary="Los trabajadores comunitarios y sus comunidades.")
    keep("Crianças e famílias", language="pt", summary="As situações das crianças acolhidas.")
    keep("Mwongozo wa vikundi", language="sw", summary="Watoto na wazazi katika mashauri ya familia.")
    keep("دليل الأخصائي الاجتماعي", language="ar", summary="حماية الطفل في الأسرة")
    keep("Living in Eswatini", countries=["SZ"], summary="A day at work.")


def found(client, words, **more):
    answer = client.get("/resources/", {"q": words, **more})
    assert answer.status_code == 200
    return re.findall(r'<h3><a href="[^"]+"><span[^>]*>([^<]+)</span>', answer.content.decode())


SAID = [
    ("orphanage", "Placing children in families"),
    ("orphanages", "Placing children in families"),
    ("residential care", "Placing children in families"),
    ("orfanato", "Placing children in families"),
    ("para professional", "Para-professionals in the village"),
    ("para-professional", "Para-professionals in the village"),
    ("paraprofessional", "Para-professionals in the village"),
    ("Paraprofessionals", "Para-professionals in the village"),
    ("paraprofessional", "Guide for field staff"),
    ("para-social worker", "Guide for field staff"),
    ("lihlombe lekukhalela", "Guide for field staff"),
    ("afisa ustawi wa jamii", "Duties at the district"),
    ("maafisa ustawi", "Duties at the district"),
    ("oficial de bienestar", "Duties at the district"),
    ("superviseur", "Soutenir les équipes"),
    ("equipe", "Soutenir les équipes"),
    ("EQUIPES FORMATION", "Soutenir les équipes"),
    ("trabajador comunitario", "Cuidar de quien cuida"),
    ("comunidad", "Cuidar de quien cuida"),
    ("criança", "Crianças e famílias"),
    ("crianca acolhida", "Crianças e famílias"),
    ("mtoto", "Mwongozo wa vikundi"),
    ("mzazi", "Mwongozo wa vikundi"),
    ("kikundi", "Mwongozo wa vikundi"),
    ("shauri", "Mwongozo wa vikundi"),
    ("miongozo", "Mwongozo wa vikundi"),
    ("أخصائي", "دليل الأخصائي الاجتماعي"),
    ("الاخصائي", "دليل الأخصائي الاجتماعي"),
    ("طفل", "دليل الأخصائي الاجتماعي"),
    ("الطفل", "دليل الأخصائي الاجتماعي"),
    ("اسرة", "دليل الأخصائي الاجتماعي"),
    ("Swaziland", "Living in Eswatini"),
    ("10.1000/182", "Para-professionals in the village"),
    ("https://doi.org/10.1000/182", "Para-professionals in the village"),
    ("doi:10.1000/182", "Para-professionals in the village"),
    ("978-92-806-1234-9", "Para-professionals in the village"),
    ("9789280612349", "Para-professionals in the village"),
    ("978 92 8061 2349", "Para-professionals in the village"),
]
NOWHERE = ["zebra", "orphanage zebra", "10.1000/183", "9789280612346"]


def test_words_people_use_find_the_record(client, library):
    """In one library for all words: making it costs more than asking."""
    missed = [(words, title) for words, title in SAID if title not in found(client, words)]
    assert missed == []
    assert [words for words in NOWHERE if found(client, words)] == []
    assert {words: len(found(client, words)) for words in ("", " ", "\t\n ", "\u00a0")} == dict.fromkeys(
        ["", " ", "\t\n ", "\u00a0"], 10
    )


TYPED = [*RUBBISH, "a" * 10_000, "word " * 2_000, "\x00" * 50, "’‘“”", "-", "--", "/* */"]


def test_nothing_that_is_typed_breaks_the_search(client, library):
    for words, place in itertools.product(TYPED, ("/resources/", "/ar/resources/", "/search/")):
        answer = client.get(f"{place}?{urlencode({'q': words, 'lang': 'en', 'theme': words})}")
        assert answer.status_code == 200, (place, words[:50])
        assert b"<svg onload" not in answer.content


def test_a_word_of_the_title_comes_before_one_of_the_text(client, written):
    written(["supervision of all"], title="Travel")
    written(["travel"], title="Supervision")
    assert found(client, "supervision") == ["Supervision", "Travel"]
