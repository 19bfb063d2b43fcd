"""The mark of the answer: by whom, where it is shown, and that it goes with its post."""

import uuid
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied

from community.discussions import actions
from community.discussions.models import Kind, Topic
from community.notifications.models import Notification
from foundation.audit.models import Entry as Line


@pytest.fixture
def question(board, coordinator, member, write):
    """Of the coordinator, with a reply of the member."""
    board.pseudonyms = True
    board.save()
    topic = actions.start_topic(
        coordinator, board, title="Who pays for airtime?", body="Asked.", key=uuid.uuid4(), kind=Kind.QUESTION
    )
    write(member, topic, "The district office.")
    topic.refresh_from_db()
    return topic


@pytest.fixture
def reply(question):
    return question.posts.get(number=2)


def address(topic, number=2):
    return f"/discussions/t/{topic.pk}/answer/{number}/"


def test_who_asked_marks_and_takes_it_back(question, reply, coordinator):
    assert actions.mark_answer(coordinator, question, reply).answer == 2
    assert actions.mark_answer(coordinator, question, None).answer is None


def test_a_moderator_marks_and_it_is_written_down(question, reply, moderator):
    assert actions.mark_answer(moderator, question, reply).answer == 2
    line = Line.objects.get()
    assert (line.who, line.act, line.why) == (moderator, "mark answer", "post 2")


def test_that_the_asker_marked_is_written_nowhere(question, reply, coordinator):
    actions.mark_answer(coordinator, question, reply)
    assert not Line.objects.exists()


def test_another_member_may_not(question, reply, member, elsewhere, signed_in):
    for who in (member, elsewhere):
        with pytest.raises(PermissionDenied, match="Only who asked"):
            actions.mark_answer(who, question, reply)
        assert signed_in(who).post(address(question), {"marked": "on"}).status_code == 403
        assert "Mark as answer" not in signed_in(who).get(question.get_absolute_url()).content.decode()


def test_the_question_itself_is_no_answer(question, coordinator):
    with pytest.raises(PermissionDenied, match="cannot be its answer"):
        actions.mark_answer(coordinator, question, question.posts.get(number=1))


def test_a_talk_has_no_answer(topic, coordinator, member, write):
    with pytest.raises(PermissionDenied, match="Only a question"):
        actions.mark_answer(coordinator, topic, write(member, topic))


def test_a_post_that_is_gone_is_no_answer(question, reply, coordinator, moderator):
    actions.hide(moderator, reply, "because")
    with pytest.raises(PermissionDenied, match="no longer here"):
        actions.mark_answer(coordinator, question, reply)


def test_the_mark_goes_with_its_post(question, reply, coordinator, moderator):
    actions.mark_answer(coordinator, question, reply)
    actions.hide(moderator, reply, "because")
    question.refresh_from_db()
    assert question.answer is None


def test_a_closed_question_may_still_get_its_mark(question, reply, coordinator, moderator):
    actions.close(moderator, question, "because")
    assert actions.mark_answer(coordinator, question, reply).answer == 2


def test_one_who_left_the_group_marks_nothing(private_topic, group, coordinator, member, write):
    Topic.objects.filter(pk=private_topic.pk).update(kind=Kind.QUESTION)
    reply = write(member, private_topic)
    group.memberships.filter(member=coordinator).delete()
    with pytest.raises(PermissionDenied):
        actions.mark_answer(coordinator, private_topic, reply)


def test_moving_the_mark_changes_both_posts_and_tells_both(question, reply, coordinator, elsewhere, write):
    actions.mark_answer(coordinator, question, reply)
    other = write(elsewhere, question, "The ministry.")
    with mock.patch("community.live.streams.publish") as publish:
        actions.mark_answer(coordinator, question, other)
    frames = [call.args[1]["en"] for call in publish.call_args_list if call.args[0] == question.stream]
    assert [(frame["number"], frame["seq"]) for frame in frames] == [(2, 5), (3, 6)]
    assert "Marked as the answer" not in frames[0]["html"]
    assert '<article class="post best" id="post-3"' in frames[1]["html"]


def test_the_same_mark_again_changes_nothing(question, reply, coordinator):
    seq = actions.mark_answer(coordinator, question, reply).seq
    assert actions.mark_answer(coordinator, question, reply).seq == seq


def test_the_author_of_the_answer_hears_it_once(question, reply, coordinator, member):
    Notification.objects.all().delete()
    for wished in (reply, None, reply):
        actions.mark_answer(coordinator, question, wished)
    row = Notification.objects.get()
    assert (row.member, row.kind) == (member, "answered")
    assert row.sentence == "Your post in “Who pays for airtime?” was marked as the answer."


def test_the_page_the_list_and_programs_say_it(question, reply, coordinator, client):
    before = client.get(question.get_absolute_url()).content.decode()
    assert "Answered in post" not in before
    actions.mark_answer(coordinator, question, reply)
    text = client.get(question.get_absolute_url()).content.decode()
    assert "Answered in post 2" in text
    assert f'href="{question.get_absolute_url()}#post-2"' in text
    assert text.count("Marked as the answer") == 1
    assert "Grace" not in text.split('class="flag"')[1].split("</p>")[0]
    assert '<span class="st a">Answered.</span>' in client.get("/discussions/").content.decode()
    items = client.get(f"/api/discussions/{question.pk}/posts/").json()["items"]
    assert [item["answers"] for item in items] == [False, True]


def test_search_says_it(question, reply, coordinator, client):
    actions.mark_answer(coordinator, question, reply)
    assert "Answered." in client.get("/search/?q=airtime").content.decode()


def test_over_the_form(question, coordinator, signed_in):
    client = signed_in(coordinator)
    text = client.get(question.get_absolute_url()).content.decode()
    assert f'formaction="{address(question)}" name="marked" value="on"' in text
    assert address(question, 1) not in text
    for _ in range(2):
        answer = client.post(address(question), {"marked": "on"})
        assert (answer.status_code, answer["Location"]) == (302, question.get_absolute_url() + "#post-2")
    assert 'name="marked" value="off"' in client.get(question.get_absolute_url()).content.decode()
    client.post(address(question), {"marked": "off"})
    question.refresh_from_db()
    assert question.answer is None


def test_taking_a_mark_from_a_post_that_has_none_leaves_the_other(question, reply, coordinator, elsewhere, write):
    from django.test import Client

    actions.mark_answer(coordinator, question, reply)
    other = write(elsewhere, question)
    client = Client()
    client.force_login(coordinator)
    client.post(address(question, other.number), {"marked": "off"})
    question.refresh_from_db()
    assert question.answer == 2


def test_in_place_both_articles_come_back(question, reply, coordinator, elsewhere, write, signed_in):
    actions.mark_answer(coordinator, question, reply)
    write(elsewhere, question)
    answer = signed_in(coordinator).post(address(question, 3), {"marked": "on"}, headers={"x-requested-with": "fetch"})
    text = answer.content.decode()
    assert text.count("<article data-own ") == 2
    assert text.count("Marked as the answer") == 1


def test_a_stranger_signs_in_first(question, client):
    assert client.post(address(question), {"marked": "on"})["Location"].startswith("/accounts/login/")


def test_a_pseudonymous_asker_marks_and_stays_unknown(board, question, elsewhere, member, write, signed_in, moderator):
    topic = actions.start_topic(
        elsewhere, board, title="Asked in the veil", body="b", key=uuid.uuid4(), kind="question", pseudonym=True
    )
    reply = write(member, topic)
    assert signed_in(elsewhere).post(address(topic), {"marked": "on"}).status_code == 302
    topic.refresh_from_db()
    assert topic.answer == reply.number
    assert not Line.objects.exists()
    row = Notification.objects.get(member=member, kind="answered")
    assert row.params == {"topic": topic.title}
    for who in (member, moderator):
        assert "Elias" not in signed_in(who).get(topic.get_absolute_url()).content.decode()
