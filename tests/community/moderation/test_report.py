"""Telling the moderators about a post."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from community.discussions import actions as discussions
from community.moderation import actions
from community.moderation.models import Report
from community.notifications.models import Notification
from foundation.limits import TooMany

pytestmark = pytest.mark.django_db


def form(**values):
    return {"reason": "harassment", "words": "He writes this each day", "key": str(uuid.uuid4()), **values}


def address(post):
    return f"/moderation/report/{post.topic_id}/{post.number}/"


def test_every_shown_post_leads_to_its_report(post, client, moderator):
    base = post.topic.get_absolute_url()
    assert f'href="{address(post)}"' in client.get(base).content.decode()
    assert f'href="/fr{address(post)}"' in client.get(f"/fr{base}").content.decode()
    discussions.hide(moderator, post, "names a child")
    assert f'href="{address(post)}"' not in client.get(base).content.decode()


def test_a_member_reports_a_post_without_javascript(post, outsider, signed_in):
    client = signed_in(outsider)
    page = client.get(address(post)).content.decode()
    assert "Report this post" in page
    assert "Canary words" in page
    assert "to_site" not in page
    answer = client.post(address(post), form(), follow=True)
    assert "Nobody is told it was you" in answer.content.decode()
    made = Report.objects.get()
    assert (made.post, made.reporter, made.reason, made.state) == (post, outsider, "harassment", "open")


def test_a_stranger_is_led_to_sign_in(post, client):
    answer = client.get(address(post))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=/moderation/report/")
    assert client.post(address(post), form()).status_code == 302
    assert not Report.objects.exists()


def test_without_a_reason_the_words_come_back(post, outsider, signed_in):
    answer = signed_in(outsider).post(address(post), form(reason=""))
    assert answer.status_code == 422
    assert "He writes this each day" in answer.content.decode()
    assert "Choose what comes nearest" in answer.content.decode()


def test_each_person_has_one_open_report_of_a_post(post, outsider, elsewhere, report, decide, moderator):
    first = report(outsider, post)
    assert report(outsider, post, "spam") == first
    report(elsewhere, post)
    assert Report.objects.count() == 2
    decide(moderator, post, "dismiss")
    assert report(outsider, post).pk != first.pk


def test_the_same_key_is_the_same_report(post, topic, outsider, write, coordinator):
    key = uuid.uuid4()
    first = actions.report(outsider, post, "spam", "", key)
    assert actions.report(outsider, post, "spam", "", key) == first
    assert Report.objects.count() == 1


def test_what_cannot_be_read_cannot_be_reported(inner, outsider, moderator, signed_in, report):
    for who in (outsider, moderator):
        assert signed_in(who).get(address(inner)).status_code == 404
        assert signed_in(who).post(address(inner), form()).status_code == 404
        with pytest.raises(PermissionDenied):
            report(who, inner)


def test_nobody_reports_an_own_post_or_one_that_is_gone(post, member, outsider, moderator, report, signed_in):
    with pytest.raises(PermissionDenied):
        report(member, post)
    assert signed_in(member).post(address(post), form()).status_code == 403
    discussions.hide(moderator, post, "names a child")
    post.refresh_from_db()
    with pytest.raises(PermissionDenied):
        report(outsider, post)
    assert signed_in(outsider).get(address(post)).status_code == 404


def test_a_suspended_member_reports_nothing(post, outsider, report):
    outsider.is_active = False
    with pytest.raises(PermissionDenied):
        report(outsider, post)


def test_ten_reports_an_hour(topic, coordinator, outsider, write, report, settings):
    settings.RATE_LIMITS = False
    posts = [write(coordinator, topic, f"Post {n}") for n in range(11)]
    settings.RATE_LIMITS = True
    for post in posts[:10]:
        report(outsider, post)
    with pytest.raises(TooMany):
        report(outsider, posts[10])


def test_coordinators_hear_of_a_report_in_their_group_and_not_of_whom(inner, coordinator, elsewhere, group, report):
    group.memberships.create(member=elsewhere, state="in")
    report(elsewhere, inner, "client", "A name")
    notice = Notification.objects.get(member=coordinator, kind="reported")
    assert (notice.url, notice.params) == ("/moderation/", {})
    assert elsewhere.display_name not in notice.sentence
    assert not Notification.objects.filter(kind="reported").exclude(member=coordinator).exists()


def test_moderators_hear_of_danger_at_once_where_they_may_read(post, inner, outsider, coordinator, moderator, report):
    report(outsider, post, "spam")
    assert not Notification.objects.filter(member=moderator).exists()
    report(coordinator, inner, "harm")
    assert not Notification.objects.filter(member=moderator).exists()
    report(coordinator, post, "harm")
    assert Notification.objects.get(member=moderator).kind == "reported_harm"
