import pytest
from django.core.exceptions import PermissionDenied

from community.live import streams
from community.members import actions
from foundation.audit.models import Entry

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
    from tests.people import PASSWORD

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
