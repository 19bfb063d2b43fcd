"""The protocol: each verb, each error, rubbish of all sorts."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.groups import actions as groups
from resources.library import actions
from resources.library.models import Gone, Kind, Relation, Resource
from tests.resources import files

pytestmark = pytest.mark.django_db
SPACES = {
    "o": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
RECORDS = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


@pytest.fixture
def ask(client):
    def asked(**arguments):
        answer = client.get("/oai", {name.rstrip("_"): value for name, value in arguments.items()})
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/xml; charset=utf-8"
        return ElementTree.fromstring(answer.content)

    return asked


def error(tree):
    found = tree.find("o:error", SPACES)
    return found.get("code") if found is not None else None


def texts(tree, path):
    return [found.text for found in tree.iterfind(f".//{path}", SPACES)]


def at(record, moment):
    Resource.objects.filter(pk=record.pk).update(updated_at=moment)
    return record


def identifier(record):
    return f"oai:127.0.0.1:{record.pk}"


def test_it_says_who_it_is(ask, keep, client):
    at(keep(), datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC))
    tree = ask(verb="Identify")
    assert texts(tree, "o:protocolVersion") == ["2.0"]
    assert texts(tree, "o:earliestDatestamp") == ["2020-01-02T03:04:05Z"]
    assert texts(tree, "o:deletedRecord") == ["persistent"]
    assert texts(tree, "o:adminEmail")[0] in client.get("/.well-known/security.txt").content.decode()
    assert tree.find("o:request", SPACES).get("verb") == "Identify"
    assert texts(tree, "o:baseURL")[0].endswith("/oai")


def test_an_empty_house_answers_as_well(ask):
    assert texts(ask(verb="Identify"), "o:earliestDatestamp")
    assert error(ask(**RECORDS)) == "noRecordsMatch"
    assert "type:report" in texts(ask(verb="ListSets"), "o:setSpec")


def test_it_names_its_form_and_its_sets(ask, keep):
    record = keep(language="fr", themes=["supervision"])
    assert texts(ask(verb="ListMetadataFormats"), "o:metadataPrefix") == ["oai_dc"]
    assert texts(ask(verb="ListMetadataFormats", identifier=identifier(record)), "o:metadataPrefix") == ["oai_dc"]
    sets = ask(verb="ListSets")
    assert {"theme", "theme:supervision", "type:law", "lang:fr"} <= set(texts(sets, "o:setSpec"))
    assert "lang:ar" not in texts(sets, "o:setSpec")
    assert "Supervision" in texts(sets, "o:setName")


def test_a_record_is_told_in_dublin_core(ask, keep):
    old = keep("The first edition")
    record = keep(
        "Guide d’encadrement", english_title="Guide to supervision", language="fr", kind="report", year=2018,
        authors="Roby, J.; Diop, Awa", publishers=["UNICEF"], themes=["supervision"], countries=["KE"],
        regions=["global"], doi="10.1000/182", licence="cc-by", rights="Ask for pictures.",
        links=[{"url": "https://example.org/x?a=1&b=2", "language": "fr"}],
    )  # fmt: skip
    actions.add_file(None, record, files.pdf(), language="en", name="Whole", pages=3)
    Relation.objects.create(resource=record, kind="replaces", other=old)
    tree = ask(verb="GetRecord", identifier=identifier(record), metadataPrefix="oai_dc")
    told = {name: texts(tree, f"dc:{name}") for name in ("title", "creator", "date", "type", "language", "rights")}
    assert told == {
        "title": ["Guide d’encadrement", "Guide to supervision"], "creator": ["Roby, J.", "Diop, Awa"],
        "date": ["2018"], "type": ["Report"], "language": ["en", "fr"],
        "rights": ["https://creativecommons.org/licenses/by/", "Ask for pictures."],
    }  # fmt: skip
    assert texts(tree, "dc:identifier")[1:] == ["https://doi.org/10.1000/182"]
    assert texts(tree, "dc:source") == ["https://example.org/x?a=1&b=2"]
    assert texts(tree, "dc:coverage") == ["Kenya", "Global"]
    assert texts(tree, "dc:format") == ["application/pdf"]
    assert texts(tree, "dc:relation")[0].endswith(f"/{old.slug}/")
    assert texts(tree, "o:setSpec") == ["theme:supervision", "type:report", "lang:en", "lang:fr"]
    assert tree.find(".//o:datestamp", SPACES).text.endswith("Z")


def test_names_are_english_whatever_was_spoken_before(ask, keep, client):
    record = keep(themes=["supervision"], countries=["TZ"])
    client.get("/fr/")
    tree = ask(verb="GetRecord", identifier=identifier(record), metadataPrefix="oai_dc")
    assert texts(tree, "dc:subject") == ["Supervision"]
    assert texts(tree, "dc:type") == ["Report"]


def test_characters_that_xml_has_no_room_for_are_left_out(ask, keep):
    record = keep("A guide")
    Resource.objects.filter(pk=record.pk).update(title="A\x0bguide \ufffe & <b>", summary="x\x1f\x0c\ud7ffy")
    tree = ask(verb="GetRecord", identifier=identifier(record), metadataPrefix="oai_dc")
    assert texts(tree, "dc:title") == ["A guide & <b>"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Nonsense"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "x"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({**RECORDS, "from": ["2020-01-01", "2021-01-01"]}, "badArgument"),
        ({**RECORDS, "from": "2020-01-01", "until": "2021-01-01T00:00:00Z"}, "badArgument"),
        ({**RECORDS, "from": "2022-01-01", "until": "2021-01-01"}, "badArgument"),
        ({**RECORDS, "from": "2020-13-01"}, "badArgument"),
        ({**RECORDS, "from": "yesterday"}, "badArgument"),
        ({**RECORDS, "from": "0000-00-00"}, "badArgument"),
        ({**RECORDS, "until": "٢٠٢٠-٠١-٠١"}, "badArgument"),
        ({**RECORDS, "until": "2020-01-01T00:00:00+01:00"}, "badArgument"),
        ({**RECORDS, "set": "theme:\x00"}, "badArgument"),
        ({**RECORDS, "set": ""}, "badArgument"),
        ({**RECORDS, "set": "nothing:here"}, "badArgument"),
        ({**RECORDS, "set": "theme:nobody"}, "noRecordsMatch"),
        ({**RECORDS, "from": "2099-01-01"}, "noRecordsMatch"),
        ({**RECORDS, "until": "0001-01-01"}, "noRecordsMatch"),
        ({**RECORDS, "resumptionToken": "x"}, "badArgument"),
        ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": ""}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
        ({"verb": "ListRecords", "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:127.0.0.1:99999999"}, "idDoesNotExist"),
        (
            {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:127.0.0.1:" + "9" * 40},
            "idDoesNotExist",
        ),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "\x00'\ufffe"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:elsewhere.org:1"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "x"}, "idDoesNotExist"),
    ],
)
def test_each_mistake_has_its_name(client, keep, arguments, code):
    keep()
    for send in (client.get, client.post):
        answer = send("/oai", arguments)
        assert answer.status_code == 200
        tree = ElementTree.fromstring(answer.content)
        assert error(tree) == code
        assert tree.find("o:request", SPACES).text.endswith("/oai")


def test_the_far_ends_of_time_do_no_harm(ask, keep):
    keep()
    tree = ask(**RECORDS, from_="0001-01-01", until="9999-12-31")
    assert len(texts(tree, "o:identifier")) == 1
    assert error(ask(**RECORDS, from_="9999-12-31T23:59:59Z", until="9999-12-31T23:59:59Z")) == "noRecordsMatch"


def test_it_may_be_posted_to_without_a_form_of_ours(keep):
    keep()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/oai", RECORDS).status_code == 200
    assert strict.put("/oai", RECORDS).status_code == 405
    assert strict.head("/oai", {"verb": "Identify"}).status_code == 200


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b"%", b"verb=%ff%fe", b"verb[]=1", b"&" * 2000])
def test_rubbish_is_answered_with_a_reason(client, body):
    answer = client.post("/oai", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 400)
    assert client.post("/oai", body, content_type="multipart/form-data; boundary=x").status_code in (200, 400)
    assert client.get("/oai?" + body.decode("latin-1")).status_code in (200, 400)


def test_who_asks_too_often_is_told_to_wait(client, settings, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setattr("portal.api.oai.views.A_MINUTE", 3)
    answers = [client.get("/oai", {"verb": "Identify"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[3]["Retry-After"]) > 0


def test_until_counts_itself_in_as_a_day_and_as_a_second(ask, keep):
    record = at(keep(), datetime(2024, 5, 6, 23, 59, 59, 900_000, tzinfo=UTC))
    for until in ("2024-05-06", "2024-05-06T23:59:59Z"):
        assert texts(ask(**RECORDS, until=until), "o:identifier") == [identifier(record)]
    for until in ("2024-05-05", "2024-05-06T23:59:58Z"):
        assert error(ask(**RECORDS, until=until)) == "noRecordsMatch"
    for since in ("2024-05-06", "2024-05-06T23:59:59Z"):
        assert texts(ask(**RECORDS, from_=since), "o:identifier") == [identifier(record)]
    assert error(ask(**RECORDS, from_="2024-05-07")) == "noRecordsMatch"


def test_drafts_and_a_groups_records_are_not_told(ask, keep, admin):
    draft, inside = keep("Draft"), keep("Inside")
    group = groups.start(admin, name="Circle", purpose="Ours", openness="private")
    Resource.objects.filter(pk=draft.pk).update(live=False)
    Resource.objects.filter(pk=inside.pk).update(group=group)
    assert error(ask(**RECORDS)) == "noRecordsMatch"
    for record in (draft, inside):
        assert error(ask(verb="GetRecord", identifier=identifier(record), metadataPrefix="oai_dc")) == "idDoesNotExist"


@pytest.mark.parametrize("how", ["unpublish", "delete", "queryset", "group", "bare"])
def test_what_was_public_and_is_gone_is_told_for_ever(ask, keep, admin, how):
    record = keep("Once here", themes=["supervision"], kind="law", language="sw")
    name = identifier(record)
    if how == "unpublish":
        record.unpublish()
    elif how == "delete":
        record.delete()
    elif how == "queryset":
        Resource.objects.filter(pk=record.pk).delete()
    elif how == "group":
        record.group = groups.start(admin, name="Circle", purpose="Ours", openness="private")
        record.save_revision().publish()
    else:
        record.live = False
        record.save()
    tree = ask(verb="GetRecord", identifier=name, metadataPrefix="oai_dc")
    assert tree.find(".//o:header", SPACES).get("status") == "deleted"
    assert tree.find(".//o:metadata", SPACES) is None
    assert b"Once here" not in ElementTree.tostring(tree)
    assert texts(ask(**RECORDS, set="theme:supervision"), "o:identifier") == [name]
    assert texts(ask(**RECORDS, set="lang"), "o:identifier") == [name]
    assert error(ask(**RECORDS, set="type:report")) == "noRecordsMatch"
    assert texts(ask(**RECORDS, from_=f"{timezone.now() - timedelta(days=1):%Y-%m-%d}"), "o:identifier") == [name]


def test_what_comes_back_is_there_again(ask, keep):
    record = keep("Away and back")
    record.unpublish()
    assert Gone.objects.count() == 1
    record.save_revision().publish()
    assert Gone.objects.count() == 0
    tree = ask(verb="GetRecord", identifier=identifier(record), metadataPrefix="oai_dc")
    assert texts(tree, "dc:title") == ["Away and back"]


def test_what_never_was_public_leaves_no_trace(keep, admin):
    draft = Resource(title="Draft", summary="x", planning=True, live=False)
    draft.save()
    draft.save_revision()
    draft.title = "Still a draft"
    draft.save()
    draft.delete()
    group = groups.start(admin, name="Circle", purpose="Ours", openness="private")
    inside = keep("Inside", group=group)
    inside.unpublish()
    inside.delete()
    assert Gone.objects.count() == 0


def test_an_unpublished_record_that_is_deleted_stays_gone_once(keep):
    record = keep()
    record.unpublish()
    record.delete()
    assert Gone.objects.count() == 1


def test_a_page_costs_the_same_queries_whatever_its_length(client, keep):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get("/oai", RECORDS)
        return len(seen)

    keep("One", themes=["supervision"], publishers=["UNICEF"])
    first = asked()
    for number in range(5):
        other = keep(f"More {number}", themes=["supervision"], publishers=["UNICEF"], countries=["KE"])
        Relation.objects.create(resource=other, kind="part", other=Resource.objects.first())
    assert asked() <= first + 1  # the records they belong to
    assert first <= 13


def test_each_type_is_a_set(ask, keep):
    for kind in Kind.values[:3]:
        keep(f"A {kind}", kind=kind)
    for kind in Kind.values[:3]:
        assert len(texts(ask(**RECORDS, set=f"type:{kind}"), "o:identifier")) == 1
    assert len(texts(ask(**RECORDS, set="type"), "o:identifier")) == 3
    assert error(ask(**RECORDS, set="theme")) == "noRecordsMatch"
