"""The database for programs: the page's own filters, nothing that the caller may not see."""

import json
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.discussions import actions as discussions
from community.discussions.models import Board
from community.groups import actions as groups
from resources.library import actions
from resources.library.models import Download, Relation, Resource
from tests.resources import files
from tests.site.api.shapes import fits

pytestmark = pytest.mark.django_db


def got(client, address="/api/resources/"):
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return answer.json()


def titles(client, query=""):
    return [item["title"] for item in got(client, f"/api/resources/?{query}")["items"]]


def test_a_record_is_told_whole(client, keep):
    old = keep("Old one")
    record = keep(
        "Guide", english_title="Guide in English", language="fr", kind="report", year=2018, authors="J. Roby",
        publishers=["UNICEF"], themes=["supervision"], countries=["KE"], regions=["global"], cadres=["supervisor"],
        doi="10.1000/182", licence="cc-by", rights="Ask.", level="community", study="survey", concepts=["performance"],
        links=[{"url": "https://example.org/x", "language": "fr"}], relations=[("replaces", old)],
    )  # fmt: skip
    actions.add_file(None, record, files.pdf(), language="fr", name="Whole", pages=3)
    Download.objects.create(resource=record, checksum="x", day="2026-01-01", language="fr", count=7)
    (told,) = [item for item in got(client)["items"] if item["id"] == record.pk]
    file = record.files.get()
    assert told["url"].endswith(f"/resources/{record.slug}/")
    assert (told["title"], told["english_title"], told["language"]) == ("Guide", "Guide in English", "fr")
    assert (told["kind"], told["study"], told["level"], told["licence"]) == ("report", "survey", "community", "cc-by")
    assert (told["themes"], told["countries"], told["concepts"]) == (["supervision"], ["KE"], ["performance"])
    assert (told["publishers"], told["pillars"], told["languages"]) == (["UNICEF"], ["supporting"], ["fr"])
    assert told["downloads"] == 7
    assert told["relations"][0]["title"] == "Old one"
    (part,) = told["files"]
    assert part["checksum"] == f"sha256:{file.checksum}"
    assert (part["bytes"], part["pages"], part["type"]) == (file.bytes, file.pages, "application/pdf")
    assert part["url"].endswith(file.get_absolute_url())
    assert told["links"] == [{"url": "https://example.org/x", "language": "fr", "label": ""}]
    for which in (record.pk, record.slug):
        assert got(client, f"/api/resources/{which}/") == told


def test_filters_words_and_order_are_those_of_the_page(client, keep):
    keep("Supervising by phone", themes=["supervision"], countries=["KE"], year=2018)
    keep("Counting workers", themes=["mapping-and-data"], countries=["UG"], year=2020, kind="law")
    assert titles(client, "theme=supervision") == ["Supervising by phone"]
    assert titles(client, "country=UG&type=law") == ["Counting workers"]
    assert titles(client, "q=counting") == ["Counting workers"]
    assert titles(client, "sort=title") == ["Counting workers", "Supervising by phone"]
    assert titles(client, "year=1999") == []
    assert titles(client, "theme=nonsense&country=%00&level='") == ["Counting workers", "Supervising by phone"]


def test_a_long_list_comes_in_pages(client, keep):
    for number in range(5):
        keep(f"Guide {number}", themes=["supervision"])
    first = got(client, "/api/resources/?limit=2&theme=supervision")
    assert (first["total"], first["page"], len(first["items"])) == (5, 1, 2)
    seen = [item["id"] for item in first["items"]]
    following = first["next"]
    while following:
        page = got(client, "/api/" + following.partition("/api/")[2])
        seen += [item["id"] for item in page["items"]]
        following = page["next"]
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=9999999999999", "page=-1", "page=x", "page=99999999", "q=" + "a" * 9000, "limit=٣"]
)
def test_odd_numbers_do_no_harm(client, keep, query):
    keep("Guide")
    assert titles(client, query) == ([] if query.startswith("q=") else ["Guide"])


def test_others_see_neither_drafts_nor_what_a_group_keeps(client, keep, admin, outsider):
    draft, inside, open_one = keep("Draft"), keep("Inside"), keep("Open")
    Relation.objects.create(resource=open_one, kind="part", other=inside)
    group = groups.start(admin, name="Circle", purpose="Ours", openness="private")
    inside.group = group
    inside.save()
    draft.live = False
    draft.save()
    for who, seen in ((None, ["Open"]), (outsider, ["Open"]), (admin, ["Inside", "Open"])):
        if who:
            client.force_login(who)
        assert sorted(titles(client)) == seen
        status = 200 if who == admin else 404
        assert client.get(f"/api/resources/{inside.pk}/").status_code == status
        assert client.get(f"/api/resources/{inside.slug}/").status_code == status
        assert client.get(f"/api/resources/{draft.pk}/").status_code == 404
        assert got(client, f"/api/resources/{open_one.pk}/")["relations"] == []


@pytest.mark.parametrize("which", ["nothing", "0", "9" * 40, "-1", "%00", "٣"])
def test_what_is_not_there_is_refused_as_json(client, keep, which):
    keep()
    answer = client.get(f"/api/resources/{which}/")
    assert answer.status_code == 404
    assert set(answer.json()) == {"error"}


def test_unchanged_is_said_without_a_body(client, keep):
    record = keep("Guide")
    first = client.get("/api/resources/")
    again = client.get("/api/resources/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    record.title = "Guide, mended"
    record.save()
    assert client.get("/api/resources/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_other_sites_may_read_what_strangers_may_and_nothing_else(client, keep, member):
    keep("Guide")
    answer = client.get("/api/resources/", headers={"Origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert client.options("/api/resources/").status_code == 204
    client.force_login(member)
    answer = client.get("/api/resources/", headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Cache-Control"] == "private, no-store"


def test_only_reading_is_possible(client):
    for send in (client.post, client.put, client.delete):
        answer = send("/api/resources/")
        assert (answer.status_code, set(answer.json())) == (405, {"error"})


def test_who_asks_too_often_is_told_when_to_come_back(client, settings, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setattr("portal.api.doors.A_MINUTE", 2)
    answers = [client.get("/api/resources/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2]["Retry-After"]) > 0
    assert "Try again" in answers[2].json()["error"]


def test_a_list_costs_the_same_queries_whatever_its_length(client, keep):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get("/api/resources/")
        return len(seen)

    def more(number):
        made = keep(
            f"Guide {number}", themes=["supervision"], publishers=["UNICEF"], countries=["KE"], cadres=["supervisor"]
        )
        actions.add_file(None, made, files.pdf(), language="fr", name="Whole")
        Relation.objects.create(resource=made, kind="part", other=Resource.objects.order_by("pk").first())

    keep("First")
    more(1)
    asked()
    first = asked()
    for number in range(2, 7):
        more(number)
    asked()
    assert asked() <= first
    assert first <= 17


# The description


def test_the_description_is_sound(client):
    said = got(client, "/api/openapi.json")
    assert said["openapi"].startswith("3.1")
    assert {"title", "version"} <= set(said["info"])
    names, known = set(), said["components"]["schemas"]
    for path, acts in said["paths"].items():
        (act,) = acts.values()
        names.add(act["operationId"])
        placed = {one["name"] for one in act["parameters"] if one["in"] == "path"}
        assert placed == {part.strip("{}") for part in path.split("/") if part.startswith("{")}
        assert all(one["description"] and one["schema"] for one in act["parameters"])
        assert act["responses"]["200"]["description"]
    assert len(names) == len(said["paths"])
    refs = {line.split('"')[0] for line in json.dumps(said).split('"#/components/schemas/')[1:]}
    assert refs <= set(known)


def test_every_address_of_it_answers_as_described(client, keep, member):
    board = Board.objects.create(slug="open-board", title="Open board")
    topic = discussions.start_topic(member, board, title="Rounds", body="Words", key=uuid.uuid4())
    record = keep(
        "Guide",
        themes=["supervision"],
        publishers=["UNICEF"],
        links=[{"url": "https://example.org/", "language": "fr"}],
    )
    actions.add_file(None, record, files.pdf(), language="fr", name="Whole")
    said = got(client, "/api/openapi.json")
    for path, acts in said["paths"].items():
        address = path.replace("{which}", str(record.pk)).replace("{topic}", str(topic.pk))
        shape = acts["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert fits(got(client, address), shape, said["components"]["schemas"]) == []


def test_a_page_says_it_in_words(client):
    page = client.get("/api/")
    assert page.status_code == 200
    for address in ("/api/openapi.json", "/api/resources/", "/oai?verb=Identify", "/feeds/resources.atom"):
        assert f'href="{address}"' in page.content.decode()
