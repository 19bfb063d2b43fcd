"""Who drafts submits, an editor approves; what is scheduled comes and goes by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowContentType

from community.groups.models import Group as InterestGroup
from portal.ops.chores import publish_scheduled
from resources.library import offices
from resources.library.models import Resource
from tests import people
from tests.resources.library.test_edit_in_admin import form

pytestmark = pytest.mark.django_db


def room(name, *args):
    return reverse(f"wagtailsnippets_library_resource:{name}", args=args)


@pytest.fixture
def contributor(signed_in):
    who = people.person("Cora Contributor")
    who.groups.add(Group.objects.get(name=offices.CONTRIBUTORS))
    return signed_in(who)


@pytest.fixture
def desk(signed_in):
    who = people.person("Edwin Editor")
    who.groups.add(Group.objects.get(name=offices.EDITORS))
    return signed_in(who)


@pytest.fixture
def submitted(desk, contributor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        contributor.post(room("add"), form(**{"action-submit": "1"}))
    return Resource.objects.get()


def action(record, name):
    return room("workflow_action", record.pk, name, record.current_workflow_task_state.pk)


def test_a_contributor_has_no_button_to_publish_and_publishing_all_the_same_makes_a_draft(contributor):
    page = contributor.get(room("add")).content.decode()
    assert 'name="action-publish"' not in page
    assert 'name="action-submit"' in page
    contributor.post(room("add"), form(**{"action-publish": "1"}))
    assert not Resource.objects.get().live


def test_what_is_submitted_waits_for_an_editor_who_hears_of_it_and_approves(submitted, desk, client, mailoutbox):
    assert submitted.workflow_in_progress
    assert not submitted.live
    assert [mail.to for mail in mailoutbox] == [["edwin.editor@example.org"]]
    assert "A tool" in desk.get("/admin/").content.decode(), "the first page of the rooms names what waits"
    assert desk.post(action(submitted, "approve"), {"comment": ""}).status_code in {200, 302}
    assert Resource.objects.get().live
    assert client.get(submitted.get_absolute_url()).status_code == 200


def test_a_contributor_may_not_approve(submitted, contributor):
    answer = contributor.post(action(submitted, "approve"), {"comment": ""})
    assert answer.status_code in {302, 403}
    assert not Resource.objects.get().live


def test_an_editor_asks_for_changes_and_it_stays_a_draft(submitted, desk):
    desk.post(action(submitted, "reject"), {"comment": "Which country?"})
    record = Resource.objects.get()
    assert not record.live
    assert record.current_workflow_state.status == "needs_changes"


def test_the_review_stands_once_and_is_left_as_administrators_make_it():
    offices.review()
    offices.review()
    assert Workflow.objects.filter(name=offices.REVIEW).count() == 1
    kept = WorkflowContentType.objects.get()
    kept.delete()
    offices.review()
    assert not WorkflowContentType.objects.exists()


def test_what_a_group_keeps_is_not_reviewed_by_others(keep):
    record = keep()
    assert record.get_workflow()
    record.group = InterestGroup.objects.create(name="Circle", slug="circle")
    assert record.get_workflow() is None


def test_a_scheduled_record_comes_and_goes_by_itself_and_kept_pages_follow(desk, client):
    moment = timezone.now()
    times = {
        "go_live_at": (moment + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M"),
        "expire_at": (moment + timedelta(hours=3)).strftime("%Y-%m-%d %H:%M"),
    }
    desk.post(room("add"), form(title="Scheduled tool", **times, **{"action-publish": "1"}))
    record = Resource.objects.get()

    def shown():
        return "Scheduled tool" in client.get("/resources/").content.decode()

    publish_scheduled()
    assert not shown()
    with time_machine.travel(moment + timedelta(hours=2)):
        publish_scheduled()
        assert shown()
        assert client.get(record.get_absolute_url()).status_code == 200
    with time_machine.travel(moment + timedelta(hours=4)):
        publish_scheduled()
        assert not shown()
        assert client.get(record.get_absolute_url()).status_code == 404


def test_a_locked_record_is_kept_from_others(desk, contributor, keep):
    record = keep()
    desk.post(room("lock", record.pk))
    record.refresh_from_db()
    assert record.locked
    contributor.post(room("edit", record.pk), form(title="Over it", slug=record.slug))
    assert Resource.objects.get().latest_revision.as_object().title != "Over it"


def test_history_and_comparing_open(desk, keep):
    record = keep()
    record.title = "A second title"
    record.save_revision()
    assert desk.get(room("history", record.pk)).status_code == 200
    compared = desk.get(f"/admin/snippets/library/resource/history/{record.pk}/revisions/compare/earliest...latest/")
    assert "second" in compared.content.decode()


def test_a_record_counts_as_added_from_when_readers_could_see_it(submitted, keep):
    Resource.objects.filter(pk=submitted.pk).update(added_at=timezone.now() - timedelta(days=60))
    between = keep("Kept meanwhile")
    submitted.refresh_from_db()
    submitted.latest_revision.publish()
    newest = list(Resource.objects.filter(live=True))
    assert [record.pk for record in newest] == [submitted.pk, between.pk]
