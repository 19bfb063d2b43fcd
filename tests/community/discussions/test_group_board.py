"""A group's own board, and that a private one shows to nobody else."""

import uuid

import pytest

from community.discussions import actions
from community.discussions.models import Topic
from community.groups.models import Activity

CANARIES = ["Canary circle", "Canary title", "Canary body", "Canary purpose"]


def places(group, topic):
    base = topic.get_absolute_url()
    return [
        f"/groups/{group.slug}/discussions/",
        f"/groups/{group.slug}/discussions/new/",
        f"/discussions/{topic.board.slug}/",
        f"/discussions/{topic.board.slug}/new/",
        base,
        f"/discussions/t/{topic.pk}/",
        f"{base}?page=1",
        f"{base}?since=0",
        f"{base}?after=0",
        f"{base}edit/1/",
        f"{base}hide/1/",
        f"{base}close/",
        f"/api/discussions/{topic.pk}/posts/",
    ]


@pytest.mark.parametrize("who", ["outsider", "elsewhere", "moderator", "admin"])
def test_a_private_groups_board_is_not_there_for_others(group, private_topic, request, signed_in, who):
    reader = signed_in(request.getfixturevalue(who))
    for address in places(group, private_topic):
        answer = reader.get(address)
        assert answer.status_code == 404, address
        assert not any(canary in answer.content.decode() for canary in CANARIES)
        assert reader.post(address, {"body": "x", "key": str(uuid.uuid4())}).status_code in {404, 405}, address


def test_a_stranger_finds_nothing_of_it(group, private_topic, board, client):
    for address in places(group, private_topic):
        assert client.get(address).status_code in {302, 404}, address
    for address in ("/discussions/", "/discussions/unanswered/", "/groups/"):
        assert not any(canary in client.get(address).content.decode() for canary in CANARIES)


def test_a_stranger_does_not_learn_that_a_group_exists(group, private_topic, client):
    """The way to sign in is the same for a group that is there and for one that is not."""
    there = client.get(f"/groups/{group.slug}/discussions/new/")
    nowhere = client.get("/groups/nowhere/discussions/new/")
    assert there.status_code == nowhere.status_code
    slug = private_topic.board.slug
    assert client.get(f"/discussions/{slug}/new/").status_code == client.get("/discussions/nowhere/new/").status_code


def test_the_lists_of_others_do_not_name_it(private_topic, outsider, moderator, signed_in):
    for who in (outsider, moderator):
        for address in ("/discussions/", "/discussions/unanswered/", "/discussions/mine/"):
            text = signed_in(who).get(address).content.decode()
            assert not any(canary in text for canary in CANARIES), address


def test_its_members_read_and_write(group, private_topic, member, signed_in):
    reader = signed_in(member)
    assert "Canary title" in reader.get(f"/groups/{group.slug}/discussions/").content.decode()
    assert "Canary title" in reader.get("/discussions/").content.decode()
    answer = reader.get(private_topic.get_absolute_url())
    assert "Canary body" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert reader.get(f"/discussions/{private_topic.board.slug}/")["Location"] == f"/groups/{group.slug}/discussions/"
    sent = {"body": "Words", "key": str(uuid.uuid4())}
    assert reader.post(private_topic.get_absolute_url(), sent).status_code == 302


def test_the_token_of_a_private_topic_names_its_member(private_topic, member, coordinator, signed_in):
    def token(who):
        text = signed_in(who).get(private_topic.get_absolute_url()).content.decode()
        return text.split(f'data-stream="topic.{private_topic.pk}" data-token="')[1].split('"')[0]

    assert token(member) != token(coordinator)


def test_one_who_left_finds_nothing(group, private_topic, member, signed_in):
    reader = signed_in(member)
    assert reader.get(private_topic.get_absolute_url()).status_code == 200
    group.memberships.filter(member=member).delete()
    for address in places(group, private_topic):
        assert reader.get(address).status_code == 404, address
    assert "Canary" not in reader.get("/discussions/mine/").content.decode()


def test_the_first_topic_makes_the_board(group, member, signed_in):
    reader = signed_in(member)
    assert reader.get(f"/groups/{group.slug}/discussions/").status_code == 200
    address = f"/groups/{group.slug}/discussions/new/"
    assert reader.get(address).status_code == 200
    answer = reader.post(address, {"title": "First", "body": "Words", "key": str(uuid.uuid4())})
    topic = Topic.objects.get()
    assert answer["Location"] == topic.get_absolute_url()
    assert topic.board.group == group
    assert topic.space == f"group.{group.pk}"
    log = Activity.objects.get(act="topic")
    assert (log.group, log.label, log.url) == (group, "First", topic.get_absolute_url())


def test_a_hidden_topic_leaves_the_groups_log(private_topic, coordinator):
    actions.hide(coordinator, private_topic, "because")
    assert not Activity.objects.filter(label="Canary title").exists()


def test_only_members_begin_topics_in_an_open_group(group, private_topic, outsider, signed_in, client):
    group.openness = "open"
    group.save()
    assert client.get(private_topic.get_absolute_url()).status_code == 200
    answer = signed_in(outsider).get(f"/groups/{group.slug}/discussions/new/")
    assert answer.status_code == 403
    assert "Join the group" in answer.content.decode()
    text = signed_in(outsider).get(private_topic.get_absolute_url()).content.decode()
    assert "Only members of this group write here" in text
    assert 'name="body"' not in text


def test_a_closed_groups_contents_are_for_its_members(group, private_topic, outsider, member, signed_in):
    group.openness = "closed"
    group.save()
    assert signed_in(outsider).get(private_topic.get_absolute_url()).status_code == 404
    assert signed_in(outsider).get(f"/groups/{group.slug}/discussions/").status_code == 404
    assert signed_in(member).get(private_topic.get_absolute_url()).status_code == 200


def test_an_open_group_that_becomes_private_is_gone_from_kept_pages(group, private_topic, client):
    group.openness = "open"
    group.save()
    assert "Canary title" in client.get("/discussions/").content.decode()
    assert client.get(private_topic.get_absolute_url()).status_code == 200
    group.openness = "private"
    group.save()
    assert "Canary title" not in client.get("/discussions/").content.decode()
    assert client.get(private_topic.get_absolute_url()).status_code == 404


def test_a_group_called_like_a_board_has_another_slug(board, member):
    from community.groups.models import Group

    for slug in ("practice-questions", "mine"):
        group = Group.objects.create(slug=slug, name=slug, purpose="p")
        assert actions.board_of(group).slug == f"group-{group.pk}"
        assert actions.board_of(group) == actions.board_of(group)
