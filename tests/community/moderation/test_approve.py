"""Letting in a post that waits."""

import pytest
from django.core.exceptions import PermissionDenied

from community.discussions import actions as discussions
from community.discussions.models import Board, Held, Post, Topic
from community.members.models import Member
from community.moderation import actions
from community.moderation.actions.waiting import Gone
from community.notifications.models import Notification
from foundation.audit.models import Entry
from tests.community.discussions import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(topic, member, write):
    Board.objects.update(holds="both", pseudonyms=True)
    topic.board.refresh_from_db()
    return write(member, topic, "My first words", reply_to=1, language="sw")


@pytest.fixture
def inside(private_topic, member, write):
    Board.objects.update(holds="newcomers")
    private_topic.board.refresh_from_db()
    return write(member, private_topic, "Canary inside")


def test_it_is_written_as_if_sent_now_with_the_next_number(held, topic, coordinator, moderator, member, write, client):
    write(coordinator, topic, "Meanwhile")
    post = actions.approve(moderator, held)
    assert isinstance(post, Post)
    assert (post.number, post.author, post.body, post.reply_to, post.language) == (3, member, "My first words", 1, "sw")
    assert "My first words" in client.get(topic.get_absolute_url()).content.decode()
    notice = Notification.objects.get(member=member, kind="held_approved")
    assert notice.url.endswith("#post-3")
    assert [(line.act, line.what, line.who) for line in Entry.objects.all()] == [
        ("approve post", f"held:{held.pk}", moderator)
    ]


def test_a_topic_is_begun(held, topic, member, moderator):
    values = {"title": "My title", "body": "Words", "key": "0b0c6f3e-0000-4000-8000-000000000001", "kind": "question"}
    waiting = discussions.start_topic(member, topic.board, **values)
    made = actions.approve(moderator, waiting)
    assert isinstance(made, Topic)
    assert (made.title, made.kind, made.author, made.last_number) == ("My title", "question", member, 1)
    assert discussions.start_topic(member, topic.board, **values) == made


def test_a_pseudonym_stays_one(held, topic, member, moderator, write, signed_in):
    masked = write(member, topic, "Under no name", pseudonym=True)
    assert isinstance(masked, Held)
    text = signed_in(moderator).get("/moderation/waiting/").content.decode()
    part = text[text.index('class="note', text.index("My first words")) :]
    assert "Under a pseudonym" in part
    assert member.display_name not in part
    post = actions.approve(moderator, masked)
    assert post.pseudonym
    assert post.voice == post.pseudonym


def test_two_at_once_one_is_told(held, moderator, signed_in):
    actions.approve(moderator, held)
    with pytest.raises(Gone):
        actions.approve(moderator, held)
    for act, sent in (("approve", {}), ("refuse", {"why": "late"})):
        assert signed_in(moderator).post(f"/moderation/waiting/{held.pk}/{act}/", sent).status_code == 409
    assert Post.objects.filter(body="My first words").count() == 1


def test_what_can_no_longer_stand_there_is_refused_in_one_sentence_for_all(held, topic, member, moderator):
    Member.objects.filter(pk=member.pk).update(is_active=False)
    with pytest.raises(PermissionDenied, match="its author may no longer write"):
        actions.approve(moderator, held)
    Member.objects.filter(pk=member.pk).update(is_active=True)
    discussions.close(moderator, topic, "done")
    with pytest.raises(PermissionDenied, match="the place is closed"):
        actions.approve(moderator, held)
    held.refresh_from_db()
    assert held.state == "waiting"


def test_the_queue_lets_in_with_one_click(held, moderator, signed_in):
    client = signed_in(moderator)
    text = client.get("/moderation/waiting/").content.decode()
    assert "My first words" in text
    assert "a newcomer’s first post" in text
    answer = client.post(f"/moderation/waiting/{held.pk}/approve/", follow=True)
    assert "My first words" not in answer.content.decode()
    assert Post.objects.filter(body="My first words").exists()


def test_only_those_of_that_space_see_and_decide(held, inside, moderator, coordinator, outsider, member, signed_in):
    assert set(Held.objects.judged_by(moderator)) == {held}
    assert set(Held.objects.judged_by(coordinator)) == {inside}
    assert "Canary inside" not in signed_in(moderator).get("/moderation/waiting/").content.decode()
    for who, what in ((moderator, inside), (coordinator, held), (outsider, held)):
        with pytest.raises(PermissionDenied):
            actions.approve(who, what)
        with pytest.raises(PermissionDenied):
            actions.refuse(who, what, "why")
    assert signed_in(moderator).post(f"/moderation/waiting/{inside.pk}/approve/").status_code == 404
    for who in (outsider, member):
        assert signed_in(who).get("/moderation/waiting/").status_code == 403
        assert signed_in(who).post(f"/moderation/waiting/{held.pk}/approve/").status_code == 403


def test_who_decides_sees_the_files_that_wait_with_it(held, topic, outsider, moderator, write, signed_in):
    with_file = write(outsider, topic, "Look at this", files=[files.picture()])
    assert isinstance(with_file, Held)
    page = signed_in(moderator).get("/moderation/waiting/").content.decode()
    address = f"/moderation/waiting/{with_file.pk}/files/0/"
    assert address in page
    answer = signed_in(moderator).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "private, no-store"
    assert signed_in(moderator).get(address.replace("/0/", "/7/")).status_code == 404
    assert signed_in(outsider).get(address).status_code == 403
    actions.approve(moderator, with_file)
    assert signed_in(moderator).get(address).status_code == 404
