"""The evidence matrix: what is known, what is missing, and for whom it counts."""

import pytest
from django.contrib.auth.models import AnonymousUser
from lxml import html

from community.groups import actions as groups
from foundation.vocabulary.models import Concept
from resources.library import evidence
from resources.library.models import Resource, Study

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(keep):
    def make(title, kind="trial", concepts=("performance",), **values):
        made = keep(title, study=kind, **values)
        made.concepts.set(Concept.objects.filter(slug__in=concepts))
        made.save()
        return made

    return make


def page_of(client, address="/resources/evidence/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def cell(tree, concept, kind):
    found = tree.xpath(f"//table//a[contains(@href,'study={kind}') and contains(@href,'concept={concept}')]")
    return found[0] if found else None


def words(node):
    return " ".join(node.text_content().split())


def test_a_number_leads_to_just_these_records(client, study, keep):
    for title in ("One", "Two"):
        study(title, "trial", ["performance", "retention"])
    study("Three", "survey")
    keep("No study")
    tree = page_of(client)
    link = cell(tree, "performance", "trial")
    assert words(link) == "Trial or quasi-experiment 2"
    found = client.get(link.get("href"))
    assert found.context is None or found.context["total"] == 2
    titles = found.content.decode()
    assert [">One<" in titles, ">Two<" in titles, ">Three<" in titles, ">No study<" in titles] == [
        True,
        True,
        False,
        False,
    ]
    assert words(cell(tree, "retention", "trial")).endswith("2")
    assert words(cell(tree, "performance", "survey")).endswith("1")


def test_an_empty_place_says_so_and_leads_to_the_form(client, study):
    study("One", "trial")
    tree = page_of(client)
    empty = cell(tree, "curricula", "cost")
    assert "nothing yet" in words(empty)
    assert empty.get("href") == "/resources/submit/?evidence=1&concept=curricula&study=cost"


def test_what_is_missing_is_said_in_words(client, study):
    study("One", "trial")
    text = words(page_of(client))
    assert "Trial or quasi-experiment: nothing yet on 12 key concepts" in text
    assert "Cohort" not in text
    assert "Cost or budget analysis: nothing yet on any key concept" in text
    assert "Nothing yet of 9 kinds of study. Propose a study" in text


def test_rows_and_columns_have_their_heads(client, study):
    study("One")
    tree = page_of(client)
    assert len(tree.xpath("//th[@scope='col']")) == len(Study) + 1
    assert len(tree.xpath("//th[@scope='row']")) == Concept.objects.count() == 13
    assert [words(head) for head in tree.xpath("//th[@scope='rowgroup']")] == [
        "■ Planning",
        "▲ Developing",
        "● Supporting",
    ]
    assert tree.xpath("//table/caption")


def test_a_country_narrows_it_and_stays_in_the_links(client, study):
    study("One", countries=["KE", "UG"])
    study("Two", countries=["UG"])
    tree = page_of(client, "/resources/evidence/?country=ke")
    link = cell(tree, "performance", "trial")
    assert words(link).endswith(" 1")
    assert "country=KE" in link.get("href")
    assert tree.xpath("//select/option[@selected]/@value") == ["KE"]
    assert set(tree.xpath("//select/option/@value")) == {"", "KE", "UG"}
    both = cell(page_of(client, "/resources/evidence/?country=UG"), "performance", "trial")
    assert words(both).endswith(" 2")


@pytest.mark.parametrize("country", ["", "XX", "%00", "KE'--", "x" * 3000, "٣"])
def test_a_country_that_is_none_is_passed_over(client, study, country):
    study("One", countries=["KE"])
    assert words(cell(page_of(client, f"/resources/evidence/?country={country}"), "performance", "trial")).endswith("1")


def test_drafts_and_records_of_others_groups_do_not_count(client, study, admin, outsider):
    draft, inside = study("Draft"), study("Inside", kind="cost", countries=["TZ"])
    group = groups.start(admin, name="Circle", purpose="Ours", openness="private")
    Resource.objects.filter(pk=draft.pk).update(live=False)
    Resource.objects.filter(pk=inside.pk).update(group=group)
    for who, number in ((None, 0), (outsider, 0), (admin, 1)):
        if who:
            client.force_login(who)
        tree = page_of(client)
        assert tree.xpath("//data[@data-count='evidence']/@value")[0] == str(number)
        assert ("TZ" in tree.xpath("//select/option/@value")) == bool(number)
        assert ("nothing yet" in words(cell(tree, "performance", "cost"))) == (not number)


def test_a_kept_page_changes_with_the_records(client, study):
    assert "nothing yet" in words(cell(page_of(client), "performance", "trial"))
    study("One")
    assert words(cell(page_of(client), "performance", "trial")).endswith("1")
    record = Resource.objects.get(title="One")
    record.unpublish()
    assert "nothing yet" in words(cell(page_of(client), "performance", "trial"))


def test_the_numbers_come_from_one_query(study, django_assert_num_queries):
    for n in range(6):
        study(f"Study {n}", Study.values[n], ["performance", "governance"], countries=["KE"])
    with django_assert_num_queries(2):  # and the concepts
        sections = evidence.grid(AnonymousUser(), "KE")
    assert sum(cell.number for section in sections for row in section.rows for cell in row.cells) == 12


def test_the_page_costs_the_same_whatever_it_counts(client, study, member, django_assert_max_num_queries):
    client.force_login(member)
    for n in range(5):
        study(f"Study {n}", Study.values[n], ["performance", "governance"], countries=["KE"])
    client.get("/resources/evidence/")
    with django_assert_max_num_queries(14):
        client.get("/resources/evidence/")


def test_it_is_light(client, study):
    import brotli

    study("One")
    assert len(brotli.compress(client.get("/resources/evidence/").content, quality=5)) < 12 * 1024


def test_it_speaks_the_readers_language_and_stands_on_the_list(client, study):
    study("One")
    assert "Supervision et qualité du travail" in words(page_of(client, "/fr/resources/evidence/"))
    assert 'href="/ar/resources/submit/' in client.get("/ar/resources/evidence/").content.decode()
    assert 'href="/resources/evidence/"' in client.get("/resources/").content.decode()


def test_only_reading_is_possible(client):
    assert client.post("/resources/evidence/").status_code == 405
