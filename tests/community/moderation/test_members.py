"""A moderator suspends a member and lets them in again, on the site."""

import pytest

from community.members.models import Suspension
from foundation.audit.models import Entry
from foundation.letters.models import Letter

pytestmark = pytest.mark.django_db


def address(who):
    return f"/moderation/members/{who.pk}/"


def test_a_moderator_suspends_and_readmits_with_history(member, moderator, signed_in):
    client = signed_in(moderator)
    assert client.post(address(member), {"why": "Spam each day", "days": "14"}).status_code == 302
    member.refresh_from_db()
    assert not member.is_active
    assert Letter.objects.filter(to=member.email).count() == 1
    page = client.get(address(member)).content.decode()
    assert "Spam each day" in page
    assert "Let member in" in page
    assert member.email not in page
    assert client.post(address(member), {"why": "Talked about it"}).status_code == 302
    member.refresh_from_db()
    assert member.is_active
    assert "Spam each day" in client.get(address(member)).content.decode()
    assert [line.act for line in Entry.objects.order_by("pk")] == ["suspend", "readmit"]


def test_until_a_moderator_lets_them_in(member, moderator, signed_in):
    signed_in(moderator).post(address(member), {"why": "Threats", "days": "0"})
    assert Suspension.objects.get().until is None


def test_without_a_reason_nothing_is_done(member, moderator, signed_in):
    assert signed_in(moderator).post(address(member), {"why": " ", "days": "7"}).status_code == 422
    member.refresh_from_db()
    assert member.is_active


def test_an_administrator_is_not_suspended_by_a_moderator(admin, moderator, signed_in):
    assert signed_in(moderator).post(address(admin), {"why": "No", "days": "7"}).status_code == 403


def test_nobody_else_finds_the_page(member, coordinator, group, moderator, client, signed_in):
    for who in (member, coordinator):
        assert signed_in(who).get(address(moderator)).status_code == 404
        assert signed_in(who).post(address(moderator), {"why": "x", "days": "7"}).status_code == 404
    assert client.get(address(member)).status_code == 302
    assert signed_in(moderator).get(address(moderator)).status_code == 404
