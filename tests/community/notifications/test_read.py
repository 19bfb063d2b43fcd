import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.live import streams
from community.notifications import actions
from community.notifications.models import Notification


def told(member, number=1, url="/groups/"):
    for key in range(number):
        actions.notify(member, "group_approved", {"group": f"Group {key}"}, url, key=f"{key}")
    return Notification.objects.filter(member=member)


def test_the_page_tells_what_is_new_and_what_was_read(member, signed_in):
    told(member, 2).first()
    client = signed_in(member)
    page = client.get("/notifications/").content.decode()
    assert page.count("New.") == 2
    actions.read(member, Notification.objects.first())
    assert client.get("/notifications/").content.decode().count("New.") == 1


def test_following_a_notice_marks_it_read_in_the_language_of_the_reader(member, signed_in, monkeypatch):
    frames = []
    notice = told(member).get()
    monkeypatch.setattr(streams, "publish", lambda stream, frame, **_: frames.append(frame))
    client = signed_in(member)
    for _again in range(2):
        assert client.get(f"/fr/notifications/{notice.pk}/")["Location"] == "/fr/groups/"
    assert actions.unread(member) == 0
    assert frames == [{"unread": 0}]


def test_nobody_follows_or_reads_the_notices_of_another(member, outsider, admin, client, signed_in):
    notice = told(member).get()
    for who in (outsider, admin):
        assert signed_in(who).get(f"/notifications/{notice.pk}/").status_code == 404
        assert "Group 0" not in signed_in(who).get("/notifications/").content.decode()
    assert client.get("/notifications/").status_code == 302
    assert actions.unread(member) == 1


@pytest.mark.parametrize("url", ["https://example.org/", "//example.org/", "/\\example.org"])
def test_a_foreign_address_in_an_old_row_is_not_followed(member, signed_in, url):
    notice = told(member).get()
    Notification.objects.filter(pk=notice.pk).update(url=url)
    assert signed_in(member).get(f"/notifications/{notice.pk}/")["Location"] == "/notifications/"


def test_all_are_marked_read_at_once_and_only_ones_own(member, outsider, signed_in):
    told(member, 3)
    told(outsider, 1)
    client = signed_in(member)
    assert client.get("/notifications/read/").status_code == 405
    assert client.post("/notifications/read/").status_code == 302
    assert (actions.unread(member), actions.unread(outsider)) == (0, 1)


def test_an_empty_page_says_what_to_do(member, signed_in):
    assert "Nothing is new for you yet" in signed_in(member).get("/notifications/").content.decode()


def test_the_page_asks_as_often_for_many_notices_as_for_one(member, signed_in):
    client, numbers = signed_in(member), []
    for rows in (1, 19):
        told(member, rows)
        client.get("/notifications/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/notifications/")
        numbers.append(len(asked))
    assert numbers[1] <= numbers[0] <= 14
