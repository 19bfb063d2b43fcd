"""The whole is harvested by a client that others use."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import sickle
from sickle.oaiexceptions import NoRecordsMatch

from foundation.vocabulary.actions import load
from foundation.vocabulary.models import Theme
from resources.library.models import Resource

MANY = 450
START = datetime(2026, 1, 1, tzinfo=UTC)


def many(number=MANY):
    made = [
        Resource(
            title=f"Record {n} & <more>", slug=f"record-{n}", summary="x", planning=True, live=True,
            kind="law" if n % 3 == 0 else "report", language="fr" if n % 2 else "en",
        )
        for n in range(number)
    ]  # fmt: skip
    Resource.objects.bulk_create(made)
    rows = list(Resource.objects.order_by("pk"))
    for n, row in enumerate(rows):
        row.updated_at = START + timedelta(minutes=n // 7)  # several changed at once, as after an import
    Resource.objects.bulk_update(rows, ["updated_at"], batch_size=200)
    return rows


@pytest.fixture
def harvester(client, monkeypatch):
    """Asks the site without a network between."""
    asked = []

    def get(_address, params=None, **_rest):
        answer = client.get("/oai", params)
        asked.append(dict(params))
        text = answer.content.decode()
        return SimpleNamespace(
            status_code=answer.status_code, content=answer.content, text=text, encoding="utf-8",
            headers=answer.headers, raise_for_status=lambda: None,
        )  # fmt: skip

    monkeypatch.setattr("sickle.app.requests.get", get)
    made = sickle.Sickle("http://testserver/oai")
    made.asked = asked
    return made


def numbers(records):
    return [int(record.header.identifier.rpartition(":")[2]) for record in records]


@pytest.mark.django_db(transaction=True)
def test_over_a_real_line_each_record_comes_once(live_server):
    load()
    rows = many(120)
    gone = rows[5]
    gone.live = False
    gone.save()
    away = sickle.Sickle(f"{live_server.url}/oai")
    assert away.Identify().protocolVersion == "2.0"
    records = list(away.ListRecords(metadataPrefix="oai_dc"))
    assert sorted(numbers(records)) == [row.pk for row in rows]
    assert [record.header.identifier for record in records if record.header.deleted] == [f"oai:127.0.0.1:{gone.pk}"]
    assert records[0].metadata["title"] == ["Record 0 & <more>"]
    assert {part.setSpec for part in away.ListSets()} >= {"type:law", "lang:fr"}
    posted = sickle.Sickle(f"{live_server.url}/oai", http_method="POST")
    assert len(list(posted.ListIdentifiers(metadataPrefix="oai_dc"))) == 120


@pytest.mark.django_db
def test_all_records_come_once_over_the_pages(harvester):
    rows = many()
    records = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    assert numbers(records) == [row.pk for row in rows]
    assert len(harvester.asked) == 5


@pytest.mark.django_db
def test_the_token_tells_how_many_there_are(harvester):
    many(250)
    pages = sickle.iterator.OAIResponseIterator(harvester, {"verb": "ListRecords", "metadataPrefix": "oai_dc"})
    told = [(page.xml.find(".//{*}resumptionToken"), len(page.xml.findall(".//{*}record"))) for page in pages]
    assert [int(token.get("completeListSize")) for token, _size in told] == [250] * 3
    assert [int(token.get("cursor")) for token, _size in told] == [0, 100, 200]
    assert [size for _token, size in told] == [100, 100, 50]
    assert not told[-1][0].text


@pytest.mark.django_db
def test_a_short_list_has_no_token(harvester):
    many(3)
    (page,) = sickle.iterator.OAIResponseIterator(harvester, {"verb": "ListRecords", "metadataPrefix": "oai_dc"})
    assert page.xml.find(".//{*}resumptionToken") is None


@pytest.mark.django_db
def test_what_changes_meanwhile_is_not_passed_over(harvester):
    rows = many(250)
    harvest = harvester.ListRecords(metadataPrefix="oai_dc")
    first = [next(harvest) for _ in range(100)]
    rows[3].title, rows[240].title = "Changed early", "Changed late"
    rows[3].save()
    rows[240].save()
    rows[200].delete()
    Resource.objects.create(title="New", slug="new", summary="x", planning=True, live=True)
    rest = list(harvest)
    told = numbers([*first, *rest])
    assert set(told) >= {row.pk for row in rows if row.pk} | set(Resource.objects.values_list("pk", flat=True))
    titles = [record.metadata["title"][0] for record in rest if not record.header.deleted]
    assert {"Changed early", "Changed late", "New"} <= set(titles)
    assert sum(record.header.deleted for record in rest) == 1
    assert len(told) == 250 + 2  # the early one twice, and the new one


@pytest.mark.django_db
def test_sets_and_dates_stay_over_the_pages(harvester):
    rows = many(250)
    supervision = Theme.objects.get(slug="supervision")
    for row in rows[:130]:
        row.themes.through.objects.create(resource=row, theme=supervision)
    assert numbers(harvester.ListRecords(metadataPrefix="oai_dc", set="theme:supervision")) == [
        row.pk for row in rows[:130]
    ]
    laws = [row.pk for row in rows if row.kind == "law"]
    assert numbers(harvester.ListRecords(metadataPrefix="oai_dc", set="type:law")) == laws
    french = [row.pk for row in rows if row.language == "fr"]
    assert numbers(harvester.ListRecords(metadataPrefix="oai_dc", set="lang:fr")) == french
    late = [row.pk for row in rows if row.updated_at >= START + timedelta(minutes=30)]
    asked = {"metadataPrefix": "oai_dc", "from": "2026-01-01T00:30:00Z"}
    assert numbers(harvester.ListRecords(**asked)) == late
    between = [
        row.pk for row in rows if START + timedelta(minutes=30) <= row.updated_at <= START + timedelta(minutes=50)
    ]
    assert numbers(harvester.ListRecords(**asked, until="2026-01-01T00:50:00Z")) == between


@pytest.mark.django_db
def test_deletions_are_pages_of_the_list_as_well(harvester):
    rows = many(220)
    for row in rows[:150]:
        row.delete()
    records = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    assert sum(record.header.deleted for record in records) == 150
    assert len(set(numbers(records))) == 220
    headers = list(harvester.ListIdentifiers(metadataPrefix="oai_dc", ignore_deleted=True))
    assert len(headers) == 70


@pytest.mark.django_db
def test_a_token_of_another_verb_or_a_changed_one_is_refused(harvester, client):
    many(150)
    page = harvester.harvest(verb="ListRecords", metadataPrefix="oai_dc")
    token = page.xml.find(".//{*}resumptionToken").text
    for verb, text in (("ListIdentifiers", token), ("ListRecords", token[:-2] + "xx"), ("ListRecords", "a" * 5000)):
        answer = client.get("/oai", {"verb": verb, "resumptionToken": text})
        assert b'code="badResumptionToken"' in answer.content
    with pytest.raises(NoRecordsMatch):
        harvester.ListRecords(metadataPrefix="oai_dc", set="theme:evidence")
