"""A report shown on purpose to the moderators of the whole site: the words of that post alone."""

import uuid

import pytest

from community.moderation.models import Report
from foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
INSIDE = ("Canary title", "Canary circle", "Canary purpose", "Canary body", "Grace", "Amina", "circle")


@pytest.fixture
def shown(inner, elsewhere, group, report):
    group.memberships.create(member=elsewhere, state="in")
    return report(elsewhere, inner, "harassment", "Please help", to_site=True)


def test_the_form_of_a_group_offers_it_and_says_what_is_shown(inner, coordinator, signed_in):
    client = signed_in(coordinator)
    address = f"/moderation/report/{inner.topic_id}/{inner.number}/"
    assert "Show it to the moderators of the whole site too" in client.get(address).content.decode()
    client.post(address, {"reason": "harm", "key": uuid.uuid4(), "to_site": "on"})
    assert Report.objects.get().escalated


def test_a_moderator_reads_that_post_alone(inner, shown, moderator, signed_in):
    client = signed_in(moderator)
    pages = ("/moderation/", f"/moderation/post/{inner.pk}/", "/admin/report/", f"/admin/report/inspect/{shown.pk}/")
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        for word in INSIDE:
            assert word not in text, (address, word)
    text = client.get(f"/moderation/post/{inner.pk}/").content.decode()
    assert "Canary inside" in text
    assert "Please help" in text
    assert client.get(inner.topic.get_absolute_url()).status_code == 404


def test_reports_of_the_same_post_that_were_not_shown_stay_inside(
    inner, shown, coordinator, moderator, report, signed_in
):
    report(coordinator, inner, "spam", "Only for the group")
    assert "Only for the group" not in signed_in(moderator).get(f"/moderation/post/{inner.pk}/").content.decode()


def test_a_moderator_hides_it_though_the_place_stays_closed(inner, shown, moderator, decide):
    decide(moderator, inner, "hide")
    inner.refresh_from_db()
    shown.refresh_from_db()
    assert not inner.is_shown
    assert shown.state == "decided"
    assert Entry.objects.get(act="hide post").space == f"group.{inner.topic.board.group_id}"


def test_a_suspension_from_there_does_not_tell_who_was_suspended(inner, shown, member, moderator, decide, signed_in):
    decide(moderator, inner, "suspend", "Threats", days=3)
    member.refresh_from_db()
    assert not member.is_active
    assert Entry.objects.get().what == f"post:{inner.pk}"
    assert "Never suspended by name" in signed_in(moderator).get(f"/moderation/members/{member.pk}/").content.decode()


def test_a_coordinator_who_leaves_the_post_does_not_close_it_for_the_site(inner, shown, coordinator, decide):
    decide(coordinator, inner, "dismiss")
    shown.refresh_from_db()
    assert shown.state == "open"


def test_a_report_outside_a_group_has_nothing_to_escalate(post, outsider, report):
    assert not report(outsider, post, to_site=True).escalated


def test_members_do_not_see_it_for_being_shown(inner, shown, outsider, member, signed_in):
    for who in (outsider, member):
        assert not Report.objects.visible_to(who).exists()
        assert signed_in(who).get(f"/moderation/post/{inner.pk}/").status_code == 404
