"""What could tell who a client is. Every person, number and place here is made up."""

import itertools
import time

import pytest
from django.utils import translation

from community.confidentiality.findings import find
from community.confidentiality.kinds import ASKED, HARD, Finding, Kind, sentences

FOUND = {
    Kind.EMAIL: [
        "Write to amina.k@example.org today",
        "amina+work@mail.example.co.ke",
        "amina (at) example (dot) org",
        "راسلني على amina@example.org",
    ],
    Kind.PHONE: [
        "+254 712 345 678",
        "Call 0712345678 after six",
        "00 258 84 123 4567",
        "(020) 555 0199",
        "06 12 34 56 78",
        "her line is 555-0199-22",
        "712345678",
        "call 5550199",
        "هاتف ٠٧٧٢٣٤٥٦٧٨",
        "٠٧٧ ٢٣٤ ٥٦٧٨",
        "simu 0754 123 456",
        "+244\u00a0923\u00a0123\u00a0456",
        "https://wa.me/254712345678",
        "555\u20110199\u20112233",
    ],
    Kind.DATE: [
        "on 12 May 2024 she came",
        "12/05/2024",
        "2024-05-12",
        "12.05.2024",
        "12-05-24",
        "5/12/24",
        "20240512",
        "May 12, 2024",
        "the 3rd of June",
        "le 12 mai 2024",
        "le 1er février",
        "el 12 de mayo de 2024",
        "12 de setembro",
        "dia 12 de março de 2024",
        "tarehe 12 Mei 2024",
        "12 Desemba",
        "١٢/٠٥/٢٠٢٤",
        "١٢ مايو ٢٠٢٤",
        "في ٣ كانون الثاني",
    ],
    Kind.BIRTH: [
        "born on 12 May 2014",
        "DOB: 12/05/2014",
        "née le 12 mai 2014",
        "nacida el 12 de mayo",
        "nasceu a 12 de maio de 2014",
        "alizaliwa 12 Mei 2014",
        "تاريخ الميلاد ١٢/٠٥/٢٠١٤",
    ],
    Kind.COORDINATES: [
        "-1.29207, 36.82195",
        "12.3456 45.6789",
        "1.29° S, 36.82° E",
        "1°17'31\"S 36°49'19\"E",
        "6GCRPR78+9V",
        "///filled.count.soap",
        "https://maps.example.org/@-1.29207,36.82195,17z",
    ],
    Kind.NUMBER: [
        "Case no. 2024/118",
        "case number 40817",
        "passport A1234567",
        "National ID: 29384756",
        "file CP-2023-0045",
        "dossier n° 4521",
        "expediente número 88-1203",
        "processo nº 1234/2023",
        "kitambulisho namba 19840212",
        "CP/2023/0045",
        "123.456.789-09",
        "رقم الهوية: ٩٨٧٦٥٤٣٢",
        "4000123412341234",
    ],
    Kind.ADDRESS: [
        "14 Old Mill Road",
        "221B Baker Street",
        "12, rue des Lilas",
        "Calle Flores 45",
        "Rua das Acácias, nº 12",
        "Mtaa wa Uhuru 7",
        "house no. 14 by the well",
        "Shelter #212",
        "Plot 23, Kiwanja",
        "P.O. Box 1234",
        "BP 118",
        "شارع النيل رقم ٤٥",
    ],
    Kind.PROFILE: [
        "https://www.facebook.com/amina.invented",
        "instagram.com/amina_invented",
        "https://www.tiktok.com/@amina",
        "https://x.com/amina/status/123456789",
        "see https://linkedin.com/in/amina-invented/",
        "t.me/amina_invented",
    ],
    Kind.NAME: [
        "her name is Amina",
        "The boy’s name was Joseph",
        "a girl called Amina Yusuf",
        "She is called Amina.",
        "une fille nommée Aline",
        "Elle s’appelle Aline",
        "son prénom est Aline",
        "la niña se llama Rosa",
        "su nombre es Rosa",
        "a menina chama-se Rosa",
        "o nome dela é Rosa",
        "anaitwa Neema",
    ],
}
CLEAN = [
    "",
    "A girl of fourteen, in a village, has not come to school for three weeks.",
    "In 2019 we had 12 social workers, in 2024 there were 45.",
    "Between 2010-2015 and 2016-2024",
    "from 2019 2020 2021",
    "1 200 000 people, or 1,200,000, or 1.200.000",
    "1200000 households",
    "KES 1500000 a year; $ 2345678",
    "1500-2500 families",
    "10 20 30 40 50",
    "1 2 3 4 5 6 7 8 9",
    "100 200 300 400",
    "ages 10-14, 15-17 and 18-24",
    "from 08:30 to 16:45",
    "section 3.2.1.4.5.6.7",
    "p = 0.0123456",
    "version 1.2.13",
    "0.123, 0.456",
    "ISBN 978-0-306-40615-7",
    "12.5 % of 3.4 million",
    "May 2024 was hard; so was mai 2024",
    "2 may stay, 3 march on",
    "12 marshmallows",
    "in case 1000 people come",
    "a case in 2024, case 2 of 3",
    "We file 2024 reports.",
    "ISO 9001 and COVID-19",
    "see A/RES/64/142",
    "https://example.org/2024-05-12/71234567",
    "https://example.org/report?id=0712345678",
    "https://www.facebook.com/groups/socialworkers",
    "@grace said so",
    "10:1 is our ratio",
    "My name is Grace.",
    "a programme called Watoto Wetu",
    "the form is called Intake",
    "le programme s’appelle Espoir",
    "El programa se llama Semillas",
    "She was called The Bold",
    "2 High Court judges",
    "three streets and a road",
    "البند ٣ من ١٢",
    "عمرها ١٤ سنة",
]


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in FOUND.items() for text in texts])
def test_it_is_found_as_what_it_is(kind, text):
    assert [one.kind for one in find(text)] == [kind] or (
        kind == Kind.COORDINATES and {one.kind for one in find(text)} == {kind}
    )


@pytest.mark.parametrize("text", CLEAN)
def test_plain_talk_is_left_alone(text):
    assert find(text) == []


def test_a_finding_tells_where_it_stands_in_the_text_as_it_was_written():
    text = "Appelez le ٠٧٧٢٣٤٥٦٧٨ ou amina@example.org avant le 3 mai."
    found = find(text)
    assert [one.kind for one in found] == [Kind.PHONE, Kind.EMAIL, Kind.DATE]
    assert all(text[one.start : one.end] == one.words for one in found)
    assert found[0].words == "٠٧٧٢٣٤٥٦٧٨"


def test_several_of_one_kind_are_each_found():
    assert len(find("0712 345 678 or 0712 345 679, and 0712 345 680")) == 3


def test_none_lies_over_another():
    found = find("born 12/05/2014, case no. 2024/118, 12 May 2024, 0712345678 a@b.example 14 Old Mill Road")
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert len(found) == 6


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "a",
        "a.",
        "@",
        "1-",
        "case ",
        "A1 ",
        "Rue ",
        "x@x.",
        "12 ",
        "((",
        "°1'",
        "www.",
        "Aa ",
        "+",
        "t.me/a ",
    ],
)
def test_a_long_strange_text_takes_no_time(piece):
    begun = time.process_time()
    find((piece * 20_000)[:20_000])
    assert time.process_time() - begun < 2


def test_a_date_is_asked_about_in_a_case_only():
    assert Kind.DATE in HARD
    assert Kind.DATE not in ASKED
    assert {Kind.BIRTH, Kind.PHONE} <= HARD & ASKED
    assert not HARD & {Kind.NAME, Kind.PROFILE}


def test_the_sentence_names_what_was_found_once():
    with translation.override("en"):
        said = sentences(find("0712 345 678, again 0712 345 678 and amina@example.org"))
    assert said == [
        "This looks like a telephone number: 0712 345 678.",
        "This looks like an e-mail address: amina@example.org.",
    ]


def test_every_kind_has_its_sentence():
    with translation.override("en"):
        for kind in Kind:
            assert "XX" in sentences([Finding(kind, 0, 2, "XX")])[0]
