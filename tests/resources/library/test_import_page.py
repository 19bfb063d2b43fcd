"""The page where an editor brings in a file, the files that go out, and the two commands."""

import io
import json
import uuid

import pytest
from django.contrib.auth.models import Group as Office
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from community.groups.models import Group
from foundation.audit.models import Entry
from resources.library import offices, tasks
from resources.library.actions import bring
from resources.library.models import Import, ImportState, Resource
from tests import people

pytestmark = pytest.mark.django_db
PLACE = "/admin/resources/import/"
LIST = "/admin/snippets/library/resource/"
HEAD = "title,summary,pillars\n"


def of_office(name, office):
    who = people.person(name)
    who.groups.add(Office.objects.get(name=office))
    return type(who).objects.get(pk=who.pk)


@pytest.fixture
def editor(db):
    return of_office("Edwin Editor", offices.EDITORS)


@pytest.fixture
def contributor(db):
    return of_office("Cora Contributor", offices.CONTRIBUTORS)


def sent(text, name="list.csv", **values):
    return {"file": SimpleUploadedFile(name, text.encode()), "key": str(uuid.uuid4()), "pillar": "", **values}


def test_an_editor_reads_what_would_happen_and_then_does_it(editor, signed_in):
    desk = signed_in(editor)
    assert "english_title" in desk.get(PLACE).content.decode(), "the columns are named"
    answer = desk.post(PLACE, sent(HEAD + "Guide A,For visits,planning\n"), follow=True)
    page = answer.content.decode()
    assert "1 new" in page
    assert "Guide A" in page
    assert not Resource.objects.exists(), "nothing before the second button"
    taken = Import.objects.get()
    page = desk.post(f"{PLACE}{taken.pk}/", {"publish": "on"}, follow=True).content.decode()
    assert "Done: 1 new, 0 changed, 0 refused" in page
    assert Resource.objects.get().live
    assert Entry.objects.filter(act="import done", who=editor).count() == 1
    taken.refresh_from_db()
    assert not taken.file, "the file is not kept"


def test_without_the_tick_they_are_drafts(editor, signed_in):
    desk = signed_in(editor)
    desk.post(PLACE, sent(HEAD + "Guide A,s,planning\n"))
    desk.post(f"{PLACE}{Import.objects.get().pk}/", {})
    assert not Resource.objects.get().live


def test_bad_rows_hold_up_all_unless_they_are_left_out(editor, signed_in):
    desk = signed_in(editor)
    page = desk.post(PLACE, sent(HEAD + "A,s,nonsense\nB,s,planning\n"), follow=True).content.decode()
    assert "“nonsense” is not a word we know here" in page
    place = f"{PLACE}{Import.objects.get().pk}/"
    answer = desk.post(place, {})
    assert answer.status_code == 422
    assert "Some rows are wrong" in answer.content.decode()
    assert not Resource.objects.exists()
    desk.post(place, {"good_only": "on"})
    assert [record.title for record in Resource.objects.all()] == ["B"]


def test_a_key_that_comes_twice_is_one_import_and_a_second_click_does_nothing_more(editor, signed_in):
    desk = signed_in(editor)
    key = str(uuid.uuid4())
    for _n in range(2):
        desk.post(PLACE, sent(HEAD + "A,s,planning\n", key=key))
    place = f"{PLACE}{Import.objects.get().pk}/"
    for _n in range(2):
        assert desk.post(place, {}, follow=True).status_code == 200
    assert Resource.objects.count() == 1


@pytest.mark.parametrize(
    "name, text, sentence", [("a.exe", "MZ", "ends in .csv"), ("a.csv", "x", "must name the columns")]
)
def test_a_file_that_is_none_is_refused_in_words(editor, signed_in, name, text, sentence):
    assert sentence in signed_in(editor).post(PLACE, sent(text, name), follow=True).content.decode()


def test_no_file_is_told_beside_the_field(editor, signed_in):
    answer = signed_in(editor).post(PLACE, {"key": str(uuid.uuid4())})
    assert answer.status_code == 422


def test_a_contributor_brings_in_drafts_and_may_not_publish(contributor, signed_in):
    desk = signed_in(contributor)
    desk.post(PLACE, sent(HEAD + "A,s,planning\n"))
    taken = Import.objects.get()
    assert 'name="publish"' not in desk.get(f"{PLACE}{taken.pk}/").content.decode()
    with pytest.raises(PermissionDenied):
        bring.start(contributor, taken, publish=True, good_only=False)
    desk.post(f"{PLACE}{taken.pk}/", {})
    assert not Resource.objects.get().live


def test_a_member_may_not_and_nobody_opens_the_import_of_another(editor, contributor, member, signed_in):
    assert signed_in(member).get(PLACE).status_code in (302, 403)
    with pytest.raises(PermissionDenied):
        bring.take(member, uuid.uuid4(), SimpleUploadedFile("a.csv", b"title\n"))
    taken = bring.take(editor, uuid.uuid4(), SimpleUploadedFile("a.csv", HEAD.encode() + b"A,s,planning\n"))
    assert signed_in(contributor).get(f"{PLACE}{taken.pk}/").status_code == 404


def test_a_large_file_is_brought_in_by_jobs_that_may_run_twice(editor, monkeypatch):
    monkeypatch.setattr(bring, "INLINE", 2)
    monkeypatch.setattr(bring, "AT_ONCE", 3)
    queue = []
    monkeypatch.setattr(type(tasks.bring_in_rows), "enqueue", lambda self, pk: queue.append(pk))
    rows = "".join(f"Guide {n},s,planning\n" for n in range(7))
    taken = bring.take(editor, uuid.uuid4(), SimpleUploadedFile("a.csv", (HEAD + rows).encode()))
    assert taken.state == ImportState.LOOKED
    bring.start(editor, taken, publish=True, good_only=False)
    assert Resource.objects.count() == 0
    assert bring.go_on(taken.pk)
    assert Resource.objects.count() == 3
    while bring.go_on(taken.pk):
        pass
    bring.go_on(taken.pk)
    assert Resource.objects.filter(live=True).count() == 7
    taken.refresh_from_db()
    assert (taken.state, taken.found["done"]) == (ImportState.DONE, {"new": 7, "changed": 0})


def test_a_change_is_one_revision_and_the_same_is_none(editor, keep):
    record = keep("A", slug="a")
    other = keep("B", slug="b", summary="s", pillars=["planning"])
    revisions = other.latest_revision_id
    text = f"slug,{HEAD}a,A new,s,planning\nb,B,s,planning\n"
    taken = bring.take(editor, uuid.uuid4(), SimpleUploadedFile("a.csv", text.encode()))
    assert (taken.found["changed"], taken.found["same"]) == (1, 1)
    bring.start(editor, taken, publish=True, good_only=False)
    record.refresh_from_db()
    other.refresh_from_db()
    assert (record.title, record.live) == ("A new", True)
    assert record.latest_revision.user == editor
    assert other.latest_revision_id == revisions


@pytest.mark.parametrize("name, sign", [("csv", "slug,title"), ("ris", "TY  - "), ("bibtex", "@"), ("csl", "[")])
def test_the_filtered_list_is_taken_as_a_file(editor, signed_in, keep, name, sign):
    keep("A report here", kind="report")
    keep("A toolkit here", kind="toolkit")
    answer = signed_in(editor).get(f"{LIST}?kind=toolkit&export={name}")
    text = b"".join(answer.streaming_content).decode()
    assert sign in text
    assert "A toolkit here" in text
    assert "A report here" not in text
    assert "attachment" in answer["Content-Disposition"]
    if name == "csl":
        assert json.loads(text)[0]["title"] == "A toolkit here"


def test_the_ticked_ones_are_taken_as_a_file(editor, signed_in, keep):
    one, _two = keep("One of them"), keep("Another one")
    answer = signed_in(editor).post(f"/admin/bulk/library/resource/download/?id={one.pk}", {"format": "csv"})
    text = b"".join(answer.streaming_content).decode()
    assert "One of them" in text
    assert "Another one" not in text


def test_no_file_holds_what_a_group_keeps(admin, signed_in, keep):
    keep("Kept by a group")
    Resource.objects.update(group=Group.objects.create(name="Circle", slug="circle"))
    for name in ("csv", "ris", "bibtex", "csl"):
        answer = signed_in(admin).get(f"{LIST}?export={name}")
        assert b"Kept by a group" not in b"".join(answer.streaming_content)
        out = io.StringIO()
        call_command("export_resources", "--format", name, "--drafts", stdout=out)
        assert "Kept by a group" not in out.getvalue()


def test_a_member_takes_no_file(member, signed_in, keep):
    keep("A")
    assert signed_in(member).get(f"{LIST}?export=csv").status_code in (302, 403)


def test_the_commands_write_and_read_the_same(keep, tmp_path):
    keep("One", summary="=1+1", doi="10.1000/1")
    file = tmp_path / "all.csv"
    call_command("export_resources", "--format", "csv", "--to", str(file))
    out = io.StringIO()
    call_command("import_resources", str(file), "--dry-run", stdout=out)
    assert "0 new, 0 changed, 1 the same, 0 wrong" in out.getvalue()


def test_the_command_names_bad_rows_and_brings_in_nothing_unless_told(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(HEAD + "A,s,nonsense\nB,s,planning\n")
    out = io.StringIO()
    with pytest.raises(CommandError, match="Nothing was brought in"):
        call_command("import_resources", str(file), stdout=out)
    assert "Row 2, pillars: “nonsense” is not a word we know here." in out.getvalue()
    assert not Resource.objects.exists()
    call_command("import_resources", str(file), "--good-only", "--publish", stdout=out)
    assert Resource.objects.get().live
    with pytest.raises(CommandError):
        call_command("import_resources", str(tmp_path / "none.csv"))
