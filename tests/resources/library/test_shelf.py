"""A group keeps files and links of its own, without an editor."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from community.groups.models import Group
from community.notifications.models import Notification
from resources.library.actions import shelf
from resources.library.models import Reading, Resource, ResourceFile

pytestmark = pytest.mark.django_db
PLACE = "/groups/circle/resources/"


@pytest.fixture
def group(coordinator, member):
    made = Group.objects.create(slug="circle", name="Canary circle", purpose="x", openness="private")
    made.memberships.create(member=coordinator, coordinates=True)
    made.memberships.create(member=member)
    return made


def sent(words=b"Canary words of the file."):
    return SimpleUploadedFile("notes.txt", words)


@pytest.fixture
def put(group):
    def make(who, **values):
        values = {"title": "Canary tool", "about": "For us.", "language": "en", "key": uuid.uuid4()} | values
        values.setdefault("file", sent())
        return shelf.put_on_shelf(who, values.pop("group", group), **values)

    return make


def form(**values):
    return {
        "title": "Canary tool",
        "about": "For us.",
        "language": "en",
        "key": str(uuid.uuid4()),
        "url": "",
        "kind": "form",
    } | values


def test_what_a_coordinator_adds_is_there_at_once_for_the_group(group, coordinator, member, signed_in):
    assert signed_in(coordinator).post(f"{PLACE}new/", form(file=sent())).status_code == 302
    made = Resource.objects.get()
    assert (made.live, made.group) == (True, group)
    client = signed_in(member)
    assert "Canary tool" in client.get(PLACE).content.decode()
    assert client.get(made.get_absolute_url()).status_code == 200
    file = client.get(ResourceFile.objects.get().get_absolute_url())
    assert b"".join(file.streaming_content) == b"Canary words of the file."


def test_what_a_member_sends_waits_for_a_coordinator(put, group, coordinator, member, signed_in):
    made = put(member)
    assert not made.live
    assert Notification.objects.get(member=coordinator).kind == "shelf_sent"
    assert signed_in(member).get(made.get_absolute_url()).status_code == 404
    assert "Canary tool" not in signed_in(member).get(PLACE).content.decode()
    client = signed_in(coordinator)
    assert "Waiting for a coordinator" in client.get(PLACE).content.decode()
    file = f"{PLACE}files/{ResourceFile.objects.get().pk}/"
    assert b"".join(client.get(file).streaming_content) == b"Canary words of the file."
    assert signed_in(member).get(file).status_code == 404
    assert client.post(f"{PLACE}{made.pk}/show/").status_code == 302
    assert signed_in(member).get(made.get_absolute_url()).status_code == 200
    assert Notification.objects.get(member=member).kind == "shelf_taken"


def test_only_members_add_and_only_coordinators_decide(put, coordinator, member, outsider, admin, signed_in):
    for who in (outsider, admin):
        with pytest.raises(PermissionDenied):
            put(who)
        assert signed_in(who).get(PLACE).status_code == 404
        assert signed_in(who).get(f"{PLACE}new/").status_code == 404
    made = put(coordinator)
    for who in (member, outsider, admin):
        with pytest.raises(PermissionDenied):
            shelf.take_off_shelf(who, made, "x")
        with pytest.raises(PermissionDenied):
            shelf.let_on_shelf(who, made)
        assert signed_in(who).post(f"{PLACE}{made.pk}/remove/", {"why": "x"}).status_code == 404


def test_taking_it_away_tells_the_sender_why_and_leaves_nothing(
    put, coordinator, member, settings, signed_in, django_capture_on_commit_callbacks
):
    made = put(member)
    Reading.objects.get_or_create(checksum=made.files.get().checksum)
    client = signed_in(coordinator)
    assert client.post(f"{PLACE}{made.pk}/remove/", {"why": ""}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{PLACE}{made.pk}/remove/", {"why": "We have it"}).status_code == 302
    assert "We have it" in Notification.objects.get(member=member).sentence
    assert not Resource.objects.exists()
    assert not Reading.objects.exists()
    assert not [path for path in (settings.DATA_DIR / "files").rglob("*") if path.is_file()]


def test_a_file_that_is_kept_elsewhere_stays_read(put, keep, coordinator):
    from resources.library.actions import add_file

    made = put(coordinator)
    add_file(None, keep("Public"), sent(), language="en", name="Public")
    shelf.take_off_shelf(coordinator, made)
    assert Reading.objects.count() == 1
    assert ResourceFile.objects.get().file.storage.exists(ResourceFile.objects.get().file.name)


def test_the_same_key_is_one_record(put, coordinator):
    key = uuid.uuid4()
    assert put(coordinator, key=key) == put(coordinator, key=key, title="Again")
    assert Resource.objects.count() == 1


def test_a_dangerous_file_or_a_private_address_is_refused_and_words_are_kept(group, coordinator, signed_in):
    client = signed_in(coordinator)
    answer = client.post(f"{PLACE}new/", form(file=sent(b"MZ\x90 program"), title="My typed title"))
    assert answer.status_code == 422
    assert "My typed title" in answer.content.decode()
    assert "Choose your file again." in answer.content.decode()
    assert client.post(f"{PLACE}new/", form(url="http://10.0.0.1/x")).status_code == 422
    assert client.post(f"{PLACE}new/", form()).status_code == 422


def test_it_takes_no_address_from_the_public_ones(put, keep, coordinator):
    put(coordinator, title="A guide")
    assert keep("A guide").slug == "a-guide"


def test_two_members_of_an_open_group_keep_it_to_the_group(put, coordinator, outsider, client, signed_in):
    opened = Group.objects.create(slug="open", name="Open", purpose="x", openness="open")
    opened.memberships.create(member=coordinator, coordinates=True)
    made = put(coordinator, group=opened)
    for asker in (client, signed_in(outsider)):
        assert asker.get(made.get_absolute_url()).status_code == 404
        assert asker.get("/groups/open/resources/").status_code in {302, 404}
        assert "Canary tool" not in asker.get("/groups/open/").content.decode()


def test_the_tab_is_shown_to_members_alone(group, member, signed_in, client):
    assert PLACE in signed_in(member).get("/groups/circle/").content.decode()
    Group.objects.filter(pk=group.pk).update(openness="open")
    assert PLACE not in client.get("/groups/circle/").content.decode()


def test_the_tab_asks_as_often_for_many_as_for_few(put, coordinator, signed_in, django_assert_max_num_queries):
    client = signed_in(coordinator)
    put(coordinator, url="https://example.org/a", file=None)
    client.get(PLACE)
    with django_assert_max_num_queries(40) as few:
        client.get(PLACE)
    for number in range(4):
        put(coordinator, url=f"https://example.org/{number}", file=None)
    with django_assert_max_num_queries(len(few)):
        client.get(PLACE)


def test_nothing_of_it_is_in_the_editors_log(put, coordinator):
    from wagtail.models import ModelLogEntry

    put(coordinator)
    assert not ModelLogEntry.objects.filter(label__contains="Canary").exists()


def test_empty_words_are_refused(put, coordinator):
    for wrong in ({"title": "x" * 301}, {"about": "y" * 601}, {"language": "zz"}):
        with pytest.raises(ValidationError):
            put(coordinator, **wrong)
