from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.live import streams
from community.members import actions
from community.members.models import Member, Suspension
from foundation.audit.models import Entry
from foundation.letters.models import Letter
from portal.ops import chores
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def cut(monkeypatch):
    ids: list[int] = []
    monkeypatch.setattr(streams, "cut", ids.append)
    return ids


def test_a_suspended_member_is_out_at_once_and_it_is_written_down(moderator, member, signed_in, cut):
    client = signed_in(member)
    actions.suspend(moderator, member, "Names of clients in three posts")
    assert client.get("/members/me/").status_code == 302
    assert set(cut) == {member.pk}
    entry = Entry.objects.get()
    assert (entry.who, entry.act, entry.what) == (moderator, "suspend", f"member:{member.pk}")


def test_a_readmitted_member_can_come_in_again(moderator, member, cut):
    actions.readmit(moderator, actions.suspend(moderator, member, "why"))
    member.refresh_from_db()
    assert member.is_active


def test_a_member_suspends_nobody(member, elsewhere):
    with pytest.raises(PermissionDenied):
        actions.suspend(member, elsewhere, "why")
    elsewhere.refresh_from_db()
    assert elsewhere.is_active


def test_a_moderator_needs_a_reason_and_cannot_suspend_an_administrator_or_themselves(moderator, member, admin):
    for whom, why in ((member, " "), (admin, "why"), (moderator, "why")):
        with pytest.raises(PermissionDenied):
            actions.suspend(moderator, whom, why)


def test_signing_out_and_a_new_password_close_the_sockets_of_that_member(client, member, monkeypatch):
    ids: list[int] = []
    monkeypatch.setattr(streams, "cut", ids.append)
    for path, form in (
        ("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "four quite new words"}),
        ("/accounts/logout/", {}),
    ):
        client.force_login(member)
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        ids.clear()
        client.post(path, form)
        assert ids == [member.pk], path
        member.set_password(PASSWORD)
        member.save()


def pass_days(number: int) -> None:
    for row in Suspension.objects.exclude(until=None):
        Suspension.objects.filter(pk=row.pk).update(until=row.until - timedelta(days=number))


def test_a_suspension_for_days_ends_by_itself_and_that_is_written_down(moderator, member, cut):
    actions.suspend(moderator, member, "Names of clients", days=3)
    member.refresh_from_db()
    assert timedelta(days=2) < member.suspended_until - timezone.now() <= timedelta(days=3)
    chores.readmit_due()
    member.refresh_from_db()
    assert not member.is_active
    pass_days(3)
    chores.readmit_due()
    chores.readmit_due()
    member.refresh_from_db()
    assert (member.is_active, member.suspended_until) == (True, None)
    assert [(line.who, line.act) for line in Entry.objects.order_by("pk")] == [
        (moderator, "suspend"),
        (None, "readmit"),
    ]


def test_of_two_suspensions_the_longer_one_counts(moderator, member, cut):
    actions.suspend(moderator, member, "Spam", days=1)
    actions.suspend(moderator, member, "Threats", days=30)
    pass_days(1)
    chores.readmit_due()
    member.refresh_from_db()
    assert not member.is_active
    pass_days(29)
    chores.readmit_due()
    member.refresh_from_db()
    assert member.is_active


def test_a_suspension_without_an_end_waits_for_a_moderator(moderator, member, cut):
    actions.suspend(moderator, member, "Threats", days=1)
    actions.suspend(moderator, member, "More threats")
    pass_days(40)
    chores.readmit_due()
    member.refresh_from_db()
    assert (member.is_active, member.suspended_until) == (False, None)
    actions.readmit(moderator, member)
    member.refresh_from_db()
    assert member.is_active


def test_the_member_gets_one_letter_in_their_own_language(moderator, member, cut):
    Member.objects.filter(pk=member.pk).update(language="fr")
    member.refresh_from_db()
    actions.suspend(moderator, member, "Names of <clients>", days=7)
    letter = Letter.objects.get()
    assert letter.to == member.email
    assert letter.headers["Content-Language"] == "fr"
    assert "Names of <clients>" in letter.text
    assert "Names of &lt;clients&gt;" in letter.html
    assert moderator.display_name not in letter.text + letter.html


def test_who_is_suspended_reads_at_the_sign_in_until_when_and_why(moderator, member, client, cut):
    actions.suspend(moderator, member, "Names of clients", days=7)
    answer = client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Names of clients" in text
    assert "You can sign in again from" in text
    assert "/contact/" in text
    assert moderator.display_name not in text


def test_a_wrong_password_tells_nothing_of_a_suspension(moderator, member, client, cut):
    actions.suspend(moderator, member, "Names of clients", days=7)
    answer = client.post("/accounts/login/", {"login": member.email, "password": "something else"})
    assert answer.status_code == 422
    assert "Names of clients" not in answer.content.decode()


def test_a_suspension_about_something_without_a_name_names_only_that(moderator, admin, elsewhere, cut):
    actions.suspend(moderator, admin, "Threats", days=1, about=elsewhere)  # any thing stands for a post here
    [line] = Entry.objects.all()
    assert (line.act, line.what) == ("suspend author", f"member:{elsewhere.pk}")
    assert not Suspension.objects.visible_to(moderator).exists()
    actions.readmit(moderator, elsewhere)
    admin.refresh_from_db()
    assert not admin.is_active
    pass_days(1)
    chores.readmit_due()
    admin.refresh_from_db()
    assert admin.is_active
    assert [line.what for line in Entry.objects.all()] == [f"member:{elsewhere.pk}"] * 3


def test_suspensions_are_read_by_moderators_only(moderator, member, elsewhere, cut):
    actions.suspend(moderator, elsewhere, "Spam", days=1)
    assert Suspension.objects.visible_to(moderator).count() == 1
    assert not Suspension.objects.visible_to(member).exists()
