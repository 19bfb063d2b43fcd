"""A private group does not show to an outsider anywhere: every address, every persona, canaries in every text."""

import uuid

import pytest
from django.test import Client

from community.discussions import actions as discussions
from community.groups import actions as groups
from tests import people

NAME, PURPOSE, TITLE, BODY = "Canaryname", "Canarypurpose", "Canarytitle", "Canarybody"
CANARIES = [NAME, PURPOSE, TITLE, BODY]
LISTS = [
    "/", "/fr/", "/groups/", "/discussions/", "/discussions/unanswered/", "/discussions/mine/", "/notifications/",
    "/members/me/", "/resources/", "/blog/", "/week/", "/countries/", "/sitemap.xml", "/robots.txt",
    "/feeds/discussions.atom", "/feeds/resources.atom", "/feeds/blog.atom",
    *(f"/search/?q={word}" for word in CANARIES), f"/resources/?q={TITLE}",
]  # fmt: skip
PERSONAS = ["stranger", "outsider", "elsewhere", "moderator", "left"]


@pytest.fixture
def private(coordinator, member, elsewhere, django_capture_on_commit_callbacks):
    """The group, its topic, and one who was in it and left."""
    with django_capture_on_commit_callbacks(execute=True):
        coordinator.joined_at = coordinator.joined_at.replace(year=2020)
        coordinator.save()
        group = groups.start(coordinator, name=NAME, purpose=PURPOSE, openness="open", language="en")
        group.openness = "private"
        group.save()
        other = groups.start(elsewhere, name="Another group", purpose="Open to all", openness="open", language="en")
        assert other.pk
        for who in (member, people.person("Lena Left")):
            group.memberships.create(member=who, state="in")
        board = discussions.board_of(group)
        topic = discussions.start_topic(coordinator, board, title=TITLE, body=BODY, key=uuid.uuid4())
        discussions.reply(member, topic, body=BODY, key=uuid.uuid4())
        groups.leave(people.Member.objects.get(display_name="Lena Left"), group)
    return group, topic


def client_of(persona: str, request) -> Client:
    client = Client()
    if persona == "left":
        client.force_login(people.Member.objects.get(display_name="Lena Left"))
    elif persona != "stranger":
        client.force_login(request.getfixturevalue(persona))
    return client


def addresses(group, topic) -> list[str]:
    base = topic.get_absolute_url()
    return [
        f"/groups/{group.slug}/", f"/groups/{group.slug}/members/", f"/groups/{group.slug}/discussions/",
        f"/groups/{group.slug}/discussions/new/", f"/discussions/{discussions.board_of(group).slug}/", base, base + "?since=0", base + "?after=0", base + "?page=1",
        base + "edit/1/", f"/discussions/t/{topic.pk}/", f"/api/discussions/{topic.pk}/posts/?after=0",
    ]  # fmt: skip


@pytest.mark.parametrize("persona", PERSONAS)
def test_its_addresses_are_not_there(private, persona, request):
    client = client_of(persona, request)
    for address in addresses(*private):
        answer = client.get(address, follow=True)
        text = answer.content.decode()
        login = any("/accounts/login/" in place for place, _code in answer.redirect_chain)
        assert answer.status_code == 404 or (login and persona == "stranger"), address
        assert not [word for word in CANARIES if word in text and word not in address], address


@pytest.mark.parametrize("persona", PERSONAS)
def test_no_list_names_it(private, persona, request):
    client = client_of(persona, request)
    for address in LISTS:
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        text = (
            answer.content.decode().replace(address.rpartition("=")[2], "")
            if "q=" in address
            else answer.content.decode()
        )
        found = [word for word in CANARIES if word.lower() in text.lower() and not address.endswith(word)]
        assert not found, f"{address}: {found}"
        if "q=" in address:
            assert "/t/" not in "".join(part for part in text.split('href="') if "/discussions/t/" in part[:20]), (
                address
            )


@pytest.mark.parametrize("persona", PERSONAS)
def test_nothing_can_be_written_into_it(private, persona, request):
    group, topic = private
    client = client_of(persona, request)
    sent = {"body": "I should not be here", "title": "No", "key": str(uuid.uuid4())}
    for address in (topic.get_absolute_url(), f"/groups/{group.slug}/discussions/new/", f"/groups/{group.slug}/join/"):
        assert client.post(address, sent).status_code in {302, 403, 404}, address
    assert topic.posts.count() == 2
    assert not group.memberships.filter(member__display_name__in=["Omar Outsider", "Lucia Moderator"]).exists()


def test_its_members_see_it(private, member, signed_in):
    group, topic = private
    client = signed_in(member)
    for address in (f"/groups/{group.slug}/", topic.get_absolute_url(), f"/groups/{group.slug}/discussions/"):
        assert client.get(address).status_code == 200, address
    assert BODY in client.get(topic.get_absolute_url()).content.decode()
    assert TITLE in client.get(f"/search/?q={TITLE}").content.decode()
