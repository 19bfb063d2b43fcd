"""Each decision: done once, written down, told to whom it concerns, with the reason."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from community.discussions.models import PostVersion
from community.members.models import Member
from community.moderation import actions
from community.moderation.models import Decision, Report
from community.notifications.models import Notification
from foundation.audit.models import Entry
from foundation.letters.models import Letter
from tests import people

pytestmark = pytest.mark.django_db


def address(post):
    return f"/moderation/post/{post.pk}/"


def kinds(who):
    return list(Notification.objects.filter(member=who).order_by("pk").values_list("kind", flat=True))


def form(post, verdict, **values):
    last = post.decisions.first()
    return {"verdict": verdict, "why": "It names a child", "seen": last.pk if last else 0, "days": "7", **values}


def test_dismissing_leaves_the_post_and_tells_the_reporters_why(
    post, outsider, elsewhere, moderator, member, report, decide
):
    for who in (outsider, elsewhere):
        report(who, post)
    decision = decide(moderator, post, "dismiss", "It breaks no rule")
    post.refresh_from_db()
    assert post.is_shown
    assert set(Report.objects.values_list("state", "decision")) == {("decided", decision.pk)}
    for who in (outsider, elsewhere):
        [notice] = Notification.objects.filter(member=who)
        assert notice.kind == "report_dismissed"
        assert "It breaks no rule" in notice.sentence
    assert "report_dismissed" not in kinds(member)
    assert [(line.act, line.what) for line in Entry.objects.all()] == [("dismiss reports", f"post:{post.pk}")]


def test_hiding_tells_the_author_why_and_the_reporter_only_that(post, outsider, moderator, member, report, decide):
    report(outsider, post)
    decide(moderator, post, "hide", "It names a child")
    post.refresh_from_db()
    assert not post.is_shown
    assert "post_hidden" in kinds(member)
    [notice] = Notification.objects.filter(member=outsider)
    assert notice.kind == "report_acted"
    assert "It names a child" not in notice.sentence
    assert Entry.objects.get().act == "hide post"


def test_editing_out_keeps_the_old_words_with_by_whom_and_why(post, moderator, member, decide, client):
    decide(moderator, post, "edit_out", "A name", body="[a name] words")
    page = client.get(post.topic.get_absolute_url()).content.decode()
    assert "[a name] words" in page
    assert "Canary" not in page
    assert "Changed by a moderator" in page
    kept = PostVersion.objects.get(post=post)
    assert (kept.body, kept.by, kept.why) == ("Canary words", moderator, "A name")
    assert "A name" in Notification.objects.get(member=member, kind="post_edited_out").sentence
    assert Entry.objects.get().act == "edit out post"


def test_editing_out_needs_other_words_and_a_post_that_is_shown(post, moderator, decide):
    for body in ("Canary words", "  "):
        with pytest.raises(ValidationError):
            decide(moderator, post, "edit_out", body=body)
    decide(moderator, post, "hide")
    with pytest.raises(ValidationError):
        decide(moderator, post, "edit_out", body="Other words")
    assert not PostVersion.objects.exists()


def test_a_warning_reaches_the_author_alone(post, outsider, moderator, member, decide):
    decide(moderator, post, "warn", "Be kind")
    assert "Be kind" in Notification.objects.get(member=member, kind="warned").sentence
    assert not Notification.objects.filter(member=outsider).exists()
    assert Entry.objects.get().act == "warn author"


def test_suspending_closes_the_account_and_sends_a_letter(post, moderator, member, decide, signed_in):
    client = signed_in(member)
    decide(moderator, post, "suspend", "Names of clients", days=7)
    member.refresh_from_db()
    assert (member.is_active, bool(member.suspended_until)) == (False, True)
    assert client.get("/members/me/").status_code == 302
    assert "Names of clients" in Letter.objects.get(to=member.email).text
    assert Entry.objects.get().what == f"member:{member.pk}"
    assert Decision.objects.get().days == 7


@pytest.mark.parametrize("days", [None, 2, 365])
def test_a_suspension_is_for_the_days_that_are_offered(post, moderator, decide, days):
    with pytest.raises(ValidationError):
        decide(moderator, post, "suspend", days=days)
    assert not Member.objects.filter(is_active=False).exists()


def test_every_decision_needs_a_reason(post, moderator, signed_in, decide):
    for verdict in ("dismiss", "hide", "warn"):
        with pytest.raises(ValidationError):
            decide(moderator, post, verdict, "  ")
    answer = signed_in(moderator).post(address(post), form(post, "hide", why=""))
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()


def test_one_click_on_the_page_of_the_case_does_it(post, outsider, moderator, report, signed_in):
    report(outsider, post)
    client = signed_in(moderator)
    answer = client.post(address(post), form(post, "hide"), follow=True)
    assert answer.redirect_chain == [("/moderation/", 302)]
    post.refresh_from_db()
    assert not post.is_shown
    assert "No report is open" in answer.content.decode()


def test_who_comes_second_is_told_and_nothing_is_done(post, outsider, moderator, report, signed_in):
    report(outsider, post)
    second = people.moderator_named("Second Moderator")
    sent = form(post, "suspend")
    assert signed_in(moderator).post(address(post), form(post, "dismiss")).status_code == 302
    answer = signed_in(second).post(address(post), sent)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Somebody has just decided" in text
    assert "left as it is" in text
    assert Decision.objects.count() == 1
    assert not Member.objects.filter(is_active=False).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_decides(post, outsider, moderator, report):
    report(outsider, post)
    second = people.moderator_named("Second Moderator")
    gate, ended = threading.Barrier(2), []

    def judge(who):
        gate.wait()
        try:
            actions.decide(who, post, "hide", "It names a child", seen=0)
            ended.append("done")
        except actions.Decided:
            ended.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=judge, args=[who]) for who in (moderator, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["done", "late"]
    assert Decision.objects.count() == 1


def test_members_decide_nothing(post, member, outsider, coordinator, report, signed_in, client):
    report(outsider, post)
    for who in (member, outsider, coordinator):
        with pytest.raises(PermissionDenied):
            actions.decide(who, post, "hide", "why", seen=0)
        assert signed_in(who).get(address(post)).status_code == 404
        assert signed_in(who).post(address(post), form(post, "hide")).status_code == 404
        assert signed_in(who).get("/moderation/").status_code == 403
    assert client.get(address(post)).status_code == 302
    assert not Decision.objects.exists()


def test_nobody_decides_about_an_own_post(topic, moderator, outsider, write, report, signed_in):
    own = write(moderator, topic, "My own words")
    report(outsider, own, "harm")
    with pytest.raises(PermissionDenied):
        actions.decide(moderator, own, "dismiss", "It is fine", seen=0)
    client = signed_in(moderator)
    assert client.get(address(own)).status_code == 404
    assert "My own words" not in client.get("/moderation/").content.decode()
    assert not Report.objects.visible_to(moderator).exists()
