"""What records lack, as editors read it."""

import csv
import io

import pytest
from django.utils import timezone

from community.groups.models import Group
from foundation.pictures.models import Picture
from resources.library.models import LinkState, Reading, Resource, ResourceFile
from resources.library.models.readings import State
from resources.library.reports.gaps import LABELS, gaps, having
from tests.resources.files import jpeg_with_place, pdf

pytestmark = pytest.mark.django_db
PLACE = "/admin/reports/missing/"
WHOLE = {
    "themes": ["case-management"], "countries": ["KE"], "licence": "cc-by",
    "links": [{"url": "https://a.example/x", "language": "en"}],
}  # fmt: skip


def lacking(kind=""):
    return [record.title for record in having(Resource.objects.all(), kind)]


@pytest.mark.parametrize(
    "kind, without",
    [("theme", {"themes": []}), ("place", {"countries": []}), ("rights", {"licence": ""}), ("content", {"links": []})],
)
def test_a_gap_is_found_and_a_whole_record_is_not(keep, kind, without):
    keep("Whole", **WHOLE)
    keep("Lacking", **(WHOLE | without))
    assert lacking(kind) == lacking() == ["Lacking"]


def test_a_region_is_a_place_and_words_of_rights_are_rights(keep):
    keep(
        "Whole",
        **(WHOLE | {"countries": [], "regions": ["eastern-southern-africa"], "licence": "", "rights": "Ask us"}),
    )
    assert lacking() == []


def test_a_draft_without_a_summary(keep):
    keep("Lacking", **WHOLE)
    Resource.objects.update(summary="")
    assert lacking("summary") == ["Lacking"]


def test_a_dead_link(keep):
    keep("Lacking", **WHOLE)
    assert lacking("dead") == []
    LinkState.objects.create(url="https://a.example/x", status=404, checked_at=timezone.now())
    assert lacking("dead") == ["Lacking"]


@pytest.mark.parametrize(
    "kind, state", [("scanned", State.PICTURES), ("locked", State.LOCKED), ("broken", State.BROKEN)]
)
def test_a_file_without_text(keep, kind, state):
    record = keep("Lacking", **WHOLE)
    file = ResourceFile(resource=record, name="Guide", file=pdf())
    file.save()
    Reading.objects.update_or_create(checksum=file.checksum, defaults={"state": State.READ})
    assert lacking(kind) == []
    Reading.objects.update(state=state)
    assert lacking(kind) == ["Lacking"]


def test_every_gap_has_a_name():
    assert gaps().keys() == LABELS.keys()


def test_the_page_names_what_is_missing_filters_and_leads_to_the_form(keep, editor, signed_in):
    record = keep("Bare one")
    keep("Whole", **WHOLE)
    desk = signed_in(editor)
    page = desk.get(PLACE).content.decode()
    assert "Bare one" in page
    assert "Whole" not in page
    assert "No theme, No country and no region, No licence and no rights, No file and no link" in page
    assert f"/admin/snippets/library/resource/edit/{record.pk}/" in page
    assert "Bare one" not in desk.get(PLACE + "?gap=dead").content.decode()
    assert "Bare one" in desk.get(PLACE + "results/?gap=theme&live=true").content.decode()
    assert desk.get(PLACE + "?gap=nonsense&page=999").status_code in (200, 404)


def test_the_file_of_it_runs_nothing(keep, editor, signed_in):
    keep("=1+1")
    answer = signed_in(editor).get(PLACE + "?export=csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert rows[1][0] == "'=1+1"
    assert "No theme" in rows[1][1]


def test_the_queries_do_not_grow(keep, editor, signed_in, django_assert_max_num_queries):
    desk = signed_in(editor)
    for n in range(3):
        keep(f"Bare {n}")
    desk.get(PLACE)
    with django_assert_max_num_queries(25) as few:
        desk.get(PLACE)
    for n in range(20):
        keep(f"More {n}")
    with django_assert_max_num_queries(len(few)):
        desk.get(PLACE)


def test_what_a_group_keeps_is_not_named(keep, admin, signed_in):
    keep("Bare one")
    Resource.objects.update(group=Group.objects.create(name="Circle", slug="circle"))
    for tail in ("", "?export=csv"):
        answer = signed_in(admin).get(PLACE + tail)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Bare one" not in body


@pytest.mark.parametrize("place", [PLACE, "/admin/reports/pictures/", PLACE + "?export=csv"])
def test_a_member_and_a_moderator_read_neither(member, moderator, signed_in, place):
    for who in (member, moderator):
        assert signed_in(who).get(place).status_code in (302, 403)


def test_pictures_without_a_description_are_listed(admin, signed_in):
    for title, alt in (("Bare picture", ""), ("Told picture", "A nurse")):
        Picture.objects.create(title=title, alt=alt, file=jpeg_with_place())
    page = signed_in(admin).get("/admin/reports/pictures/").content.decode()
    assert "Bare picture" in page
    assert "Told picture" not in page
