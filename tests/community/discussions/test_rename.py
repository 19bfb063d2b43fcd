"""A better title: the address, the search, the notices and the group's log follow."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.discussions import actions
from community.notifications.models import Notification
from foundation.audit.models import Entry as Audit
from foundation.fulltext.models import Entry
from tests import people

WHY = "It named a place"


def rename(who, topic, title="Visits by bus", why=WHY):
    return actions.rename(who, topic, title=title, why=why)


def test_the_title_changes_everywhere_and_the_old_address_leads_on(topic, moderator, client):
    old = topic.get_absolute_url()
    client.get(old)
    client.get("/discussions/")
    rename(moderator, topic)
    topic.refresh_from_db()
    assert topic.slug == "visits-by-bus"
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, topic.get_absolute_url())
    assert "no-cache" in answer["Cache-Control"]
    assert "Visits by bus" in client.get(topic.get_absolute_url()).content.decode()
    for address in ("/discussions/", "/search/?q=visits", "/feeds/discussions.atom", topic.get_absolute_url()):
        text = client.get(address).content.decode()
        assert "Visits by bus" in text, address
        assert "How do you plan" not in text, address
    assert "bus" in Entry.objects.get(kind="topic", object_id=topic.pk, part=1).title


def test_it_can_be_called_as_before_again(topic, moderator, client):
    old = topic.get_absolute_url()
    rename(moderator, topic)
    rename(moderator, topic, "How do you plan visits?")
    assert client.get(old).status_code == 200


def test_what_was_told_under_the_old_title_tells_the_new_one(topic, member, coordinator, moderator, write):
    write(member, topic)
    before = Notification.objects.filter(member=coordinator)
    rename(moderator, topic)
    assert before.exists()
    for row in Notification.objects.filter(member=coordinator):
        assert row.params["topic"] == "Visits by bus"
        assert "/visits-by-bus/" in row.url


def test_the_author_is_told_why_and_it_is_written_down(topic, moderator, coordinator):
    rename(moderator, topic)
    row = Notification.objects.get(member=coordinator, kind="topic_renamed")
    assert row.sentence == f"A discussion you began is now called “Visits by bus”. The reason: {WHY}"
    entry = Audit.objects.get()
    assert (entry.act, entry.what, entry.why) == ("rename topic", f"topic:{topic.pk}", WHY)


def test_the_groups_log_tells_the_new_title(private_topic, group, coordinator):
    rename(coordinator, private_topic)
    line = group.log.get(act="topic")
    assert (line.label, line.url) == ("Visits by bus", f"/discussions/t/{private_topic.pk}/visits-by-bus/")


def test_a_title_and_a_reason_are_needed(topic, moderator, signed_in):
    for title, why in (("", WHY), ("x" * 161, WHY), ("Fine", " ")):
        with pytest.raises(ValidationError):
            rename(moderator, topic, title, why)
        answer = signed_in(moderator).post(f"{topic.get_absolute_url()}rename/", {"title": title, "why": why})
        assert answer.status_code == 422


def test_the_form_does_it(topic, moderator, signed_in):
    browser = signed_in(moderator)
    address = f"{topic.get_absolute_url()}rename/"
    assert topic.title in browser.get(address).content.decode()
    answer = browser.post(address, {"title": "Visits by bus", "why": WHY})
    assert answer["Location"].endswith("/visits-by-bus/")


def test_who_does_not_moderate_is_refused(topic, private_topic, member, outsider, moderator, signed_in):
    for who in (member, outsider):
        with pytest.raises(PermissionDenied):
            rename(who, topic)
        assert signed_in(who).get(f"{topic.get_absolute_url()}rename/").status_code == 403
    for who in (outsider, moderator):
        assert signed_in(who).get(f"{private_topic.get_absolute_url()}rename/").status_code == 404
        with pytest.raises(PermissionDenied):
            rename(who, private_topic)


def test_a_coordinator_of_another_group_is_refused(private_topic, elsewhere, signed_in):
    from community.groups.models import Group

    other = Group.objects.create(slug="other", name="Other", purpose="Other", openness="open")
    other.memberships.create(member=elsewhere, state="in", coordinates=True)
    board = actions.board_of(other)
    inside = people.person("Ines Inside")
    other.memberships.create(member=inside, state="in")
    theirs = actions.start_topic(inside, board, title="Theirs", body="W", key="6f0c1d2e-0000-4000-8000-000000000002")
    assert rename(elsewhere, theirs).title == "Visits by bus"
    assert signed_in(elsewhere).get(f"{private_topic.get_absolute_url()}rename/").status_code == 404
    with pytest.raises(PermissionDenied):
        rename(elsewhere, private_topic)
