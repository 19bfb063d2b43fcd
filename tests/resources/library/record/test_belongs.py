import pytest

from community.groups.models import Group
from resources.library import actions
from resources.library.models import Relation, Resource
from resources.library.models.readings import State
from tests.resources.files import pdf

pytestmark = pytest.mark.django_db
KINDS = [
    ("translation", "A translation of", "Translated as"),
    ("adaptation", "An adaptation of", "Adapted as"),
    ("replaces", "Replaces", "Replaced by"),
    ("part", "A part of", "It has a part"),
]


def join(resource, kind, other):
    resource.relations = [*resource.relations.all(), Relation(kind=kind, other=other)]
    resource.save_revision().publish()


def page(client, resource):
    response = client.get(resource.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def two(keep):
    return keep("The handbook", language="fr", english_title="In English"), keep("The other one")


@pytest.mark.parametrize(("kind", "here", "there"), KINDS)
def test_both_ends_say_how_they_belong_together(client, two, kind, here, there):
    handbook, other = two
    page(client, other)  # kept
    join(handbook, kind, other)
    assert f'<dt>{here}</dt><dd><a href="{other.get_absolute_url()}" lang="en"' in page(client, handbook)
    back = page(client, other)
    assert f'<dt>{there}</dt><dd><a href="{handbook.get_absolute_url()}" lang="fr" dir="auto">The handbook</a>' in back
    assert "In English" in back


def test_what_was_replaced_says_so_at_the_top_and_leads_to_the_newer(client, two):
    newer, older = two
    join(newer, "replaces", older)
    shown = page(client, older)
    note = shown[shown.index("There is a newer one") :]
    assert f'<a href="{newer.get_absolute_url()}"' in note[:300]
    assert shown.index("There is a newer one") < shown.index('class="lead')
    assert "There is a newer one" not in page(client, newer)


def test_a_draft_or_a_closed_record_is_named_by_nobody(client, two, member, signed_in):
    newer, older = two
    join(newer, "replaces", older)
    group = Group.objects.create(slug="g", name="G", purpose="P", openness="private")
    for hidden in ({"live": False}, {"live": True, "group": group}):
        Resource.objects.filter(pk=newer.pk).update(**hidden)
        for reader in (client, signed_in(member)):
            shown = page(reader, older)
            assert "The handbook" not in shown
            assert "newer one" not in shown


def test_a_group_sees_what_its_own_records_belong_to(closed, two, coordinator, client, signed_in):
    public = two[1]
    join(closed.resource, "adaptation", public)
    Resource.objects.filter(pk=closed.resource_id).update(group=closed.resource.group)
    inside = page(signed_in(coordinator), closed.resource)
    assert f'<dt>An adaptation of</dt><dd><a href="{public.get_absolute_url()}"' in inside
    assert "Only who is in the group Circle sees this." in inside
    for reader in (client, signed_in(coordinator)):  # a public page is the same for all: it names no group's record
        assert "Supervising at a distance" not in page(reader, public)


def test_on_the_same_theme_names_no_groups_record(client, keep, closed, member, signed_in):
    closed.resource.themes.set([])
    shown = keep("Public one", themes=["supervision"])
    actions.keep_resource(
        None, title="Hidden one", summary="x", pillars=["supporting"], themes=["supervision"], slug=""
    )
    Resource.objects.filter(title="Hidden one").update(group=closed.resource.group)
    for reader in (client, signed_in(member)):
        assert "Hidden one" not in page(reader, shown)


def test_the_facts_of_a_record_are_all_there(client, keep):
    record = keep(
        "A study", series="Working papers, 7", doi="10.1002/(sici)1099", isbn="978-0-13-110362-7", identifier="WP/7",
        licence="cc-by-nc", study="mixed", rights="Ask before you print it.",
    )  # fmt: skip
    shown = page(client, record)
    assert '<dd dir="auto">Working papers, 7</dd>' in shown
    assert 'href="https://doi.org/10.1002/%28sici%291099"' in shown
    assert "<dt>ISBN</dt><dd><bdi>9780131103627</bdi>" in shown
    assert "<bdi>WP/7</bdi>" in shown
    assert 'rel="license external noopener">CC BY-NC</a>' in shown
    assert "creativecommons.org/licenses/by-nc/" in shown
    assert '?study=mixed">Mixed methods</a>' in shown
    assert "Ask before you print it." in shown


def test_a_licence_without_a_deed_is_a_word(client, keep):
    assert "<dd>All rights reserved</dd>" in page(client, keep("Mine", licence="reserved"))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.PICTURES, "Pictures of pages: the words in it cannot be searched or read as a web page."),
        (State.LOCKED, "Locked: the words in it cannot be searched or read as a web page."),
        (State.BROKEN, "We could not read it: the words in it cannot be searched or read as a web page."),
    ],
)
def test_a_file_whose_words_nobody_can_take_out_says_so_beside_its_link(client, file, read, state, words):
    read(file, state=state)
    shown = page(client, file.resource)
    link = shown[shown.index(f'<a href="{file.get_absolute_url()}"') :]
    assert words in link[: link.index("</a>")]


def test_the_counted_pages_stand_before_the_typed_ones(client, keep, read):
    file = actions.add_file(None, keep(), pdf(3000), language="en", name="Guide", pages=9)
    assert "<small>PDF, English, 9 pages</small>" in page(client, file.resource)
    read(file, state=State.PICTURES)
    file.resource.save()  # as the reading does
    from resources.library.models import Reading

    Reading.objects.update(pages=12)
    file.resource.save()
    assert "<small>PDF, English, 12 pages</small>" in page(client, file.resource)


def test_small_forms_come_first_and_a_long_wait_is_said(client, keep, read):
    file = actions.add_file(None, keep(), pdf(9_000_000), language="en", name="Guide")
    read(file, pages=20, light=bytes(900_000))
    shown = page(client, file.resource)
    places = [
        shown.index(words) for words in ("To read here", "Light PDF, with smaller pictures", "<small>PDF, English")
    ]
    assert places == sorted(places)
    assert "20 pages, in 2 parts" in shown
    assert "About 3 minutes on a slow line." in shown


def test_the_page_asks_the_same_whatever_it_holds(client, keep, read, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (2, 5):
        record = keep(f"Record {number}", links=[{"url": f"https://example.org/{number}", "language": "en"}])
        join(record, "part", keep(f"Other {number}"))
        for n in range(number):
            join(keep(f"Part {number} {n}"), "part", record)
            read(actions.add_file(None, record, pdf(3000 + n + 100 * number), language="en", name=f"F{n}"), pages=12)
        page(client, record)  # the costs are measured once
        Resource.objects.get(pk=record.pk).save()  # the kept page is of before
        with CaptureQueriesContext(connection) as seen:
            page(client, record)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 26


def test_members_share_the_page_and_each_has_an_own_key(file, member, elsewhere, signed_in):
    import re

    pages = [page(signed_in(who), file.resource) for who in (member, elsewhere)]
    keys = {re.search(r'name="key" value="([0-9a-f-]{36})"', text)[1] for text in pages}
    assert len(keys) == 2
    assert member.display_name not in pages[1]
    assert all('name="csrfmiddlewaretoken"' in text for text in pages)


def test_a_members_page_that_is_kept_asks_little(file, member, signed_in, django_assert_max_num_queries):
    client = signed_in(member)
    page(client, file.resource)
    with django_assert_max_num_queries(7):
        page(client, file.resource)


def test_what_a_group_keeps_is_not_talked_about_on_the_open_board(closed, coordinator, member, client, signed_in):
    import uuid

    from community.discussions.models import Topic

    inside, address = signed_in(coordinator), f"/resources/{closed.resource.slug}/talk/"
    assert 'name="body"' not in page(inside, closed.resource)
    sent = {"body": "Secret circle.", "key": uuid.uuid4(), "language": "en"}
    answer = inside.post(address, sent)
    assert answer.status_code == 403
    assert "Only your group sees this record" in answer.content.decode()
    assert "Secret circle." in answer.content.decode()
    assert signed_in(member).post(address, sent).status_code == 404
    assert client.post(address, sent).status_code in {302, 404}
    assert not Topic.objects.exists()
