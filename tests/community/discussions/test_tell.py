"""Telling of a post: each person once, by the nearest reason, and nobody who may not read it."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.discussions import actions
from community.discussions.actions import tell
from community.discussions.models import Board
from community.groups import actions as groups
from community.members.models import Member
from community.notifications import watching
from community.notifications.models import Notification, On, Watch
from foundation.vocabulary.models import Theme


def kinds(who):
    return [row.kind for row in Notification.objects.filter(member=who)]


@pytest.fixture
def theme(db):
    return Theme.objects.create(slug="night-work", names={"en": "Night work"})


@pytest.fixture
def masks(board):
    board.pseudonyms = True
    board.save()
    return board


@pytest.fixture
def begin(board):
    def start(who, on=None, **values):
        return actions.start_topic(who, on or board, title="A new topic", body="Words", key=uuid.uuid4(), **values)

    return start


@pytest.fixture
def mentioned(monkeypatch):
    """Puts people into every post, as if they were mentioned."""

    def put(*people):
        monkeypatch.setattr(tell, "_mentioned", lambda _post: {who.pk for who in people})

    return put


def test_who_takes_part_follows_from_then_on(topic, coordinator, member, write):
    write(member, topic)
    rows = Watch.objects.filter(on=On.TOPIC, object_id=topic.pk, muted=False)
    assert {row.member_id for row in rows} == {coordinator.pk, member.pk}


def test_who_writes_under_a_pseudonym_follows_too(topic, masks, member, elsewhere, write):
    topic.refresh_from_db()
    write(member, topic, pseudonym=True)
    write(elsewhere, topic)
    assert kinds(member) == ["reply"]


def test_followers_hear_of_a_reply_once(topic, coordinator, member, elsewhere, write):
    watching.follow(elsewhere, On.TOPIC, topic.pk)
    post = write(member, topic)
    assert tell.of_post(post.pk) == 0
    assert [kinds(who) for who in (coordinator, member, elsewhere)] == [["reply"], [], ["reply"]]
    row = Notification.objects.get(member=elsewhere)
    assert row.sentence == "Amina Member replied in “How do you plan visits?”."
    assert row.url == topic.get_absolute_url() + "#post-2"


def test_who_muted_it_or_stopped_hears_nothing(topic, coordinator, member, elsewhere, write):
    watching.mute(coordinator, On.TOPIC, topic.pk)
    write(elsewhere, topic)
    watching.unfollow(elsewhere, On.TOPIC, topic.pk)
    write(member, topic)
    assert kinds(coordinator) == kinds(elsewhere) == []


def test_writing_does_not_end_the_silence(topic, coordinator, member, write):
    watching.mute(coordinator, On.TOPIC, topic.pk)
    write(coordinator, topic)
    write(member, topic, reply_to=2)
    assert kinds(coordinator) == []


def test_who_is_replied_to_is_told_so(topic, coordinator, member, elsewhere, write):
    write(member, topic)
    watching.unfollow(member, On.TOPIC, topic.pk)
    write(elsewhere, topic, reply_to=2)
    assert kinds(member) == ["replied"]
    assert kinds(coordinator) == ["reply", "reply"]


def test_the_nearest_reason_is_told_and_no_other(topic, coordinator, member, write, mentioned):
    mentioned(coordinator)
    write(member, topic, reply_to=1)
    assert kinds(coordinator) == ["mention"]


def test_a_mention_reaches_who_muted_it(topic, coordinator, member, write, mentioned):
    watching.mute(coordinator, On.TOPIC, topic.pk)
    mentioned(coordinator)
    write(member, topic)
    assert kinds(coordinator) == ["mention"]


def test_who_mentions_themselves_hears_nothing(topic, member, write, mentioned):
    mentioned(member)
    write(member, topic)
    assert kinds(member) == []


def test_nobody_is_told_by_a_mention_of_what_they_may_not_read(private_topic, member, outsider, write, mentioned):
    mentioned(outsider)
    write(member, private_topic)
    assert kinds(outsider) == []


@pytest.mark.parametrize("on", [On.BOARD, On.THEME, On.MEMBER])
def test_followers_of_board_theme_and_author_hear_of_a_new_topic(begin, board, theme, member, elsewhere, on, write):
    watching.follow(elsewhere, on, {On.BOARD: board.pk, On.THEME: theme.pk, On.MEMBER: member.pk}[on])
    topic = begin(member, theme=theme)
    assert kinds(elsewhere) == ["topic"]
    write(member, topic)
    assert kinds(elsewhere) == ["topic"], "a follower of the board does not follow each topic"


def test_several_reasons_are_one_notice(begin, board, theme, member, elsewhere):
    watching.follow(elsewhere, On.BOARD, board.pk)
    watching.follow(elsewhere, On.THEME, theme.pk)
    watching.follow(elsewhere, On.MEMBER, member.pk)
    begin(member, theme=theme)
    assert kinds(elsewhere) == ["topic"]


def test_a_muted_theme_is_silent_on_a_board_that_is_followed(begin, board, theme, member, elsewhere):
    watching.follow(elsewhere, On.BOARD, board.pk)
    watching.mute(elsewhere, On.THEME, theme.pk)
    begin(member, theme=theme)
    begin(member)
    assert kinds(elsewhere) == ["topic"]


def test_another_board_or_theme_is_not_told(begin, member, elsewhere, theme):
    other = Board.objects.create(slug="other", title="Other")
    watching.follow(elsewhere, On.BOARD, other.pk)
    watching.follow(elsewhere, On.THEME, theme.pk)
    begin(member)
    assert kinds(elsewhere) == []


def test_who_follows_a_person_does_not_hear_of_their_pseudonym(begin, masks, member, elsewhere):
    watching.follow(elsewhere, On.MEMBER, member.pk)
    begin(member, pseudonym=True)
    assert kinds(elsewhere) == []


def test_who_muted_a_person_hears_their_pseudonym_as_everybody_does(begin, masks, member, elsewhere, write):
    """Silence would tell who it is."""
    watching.mute(elsewhere, On.MEMBER, member.pk)
    watching.follow(elsewhere, On.BOARD, masks.pk)
    topic = begin(member, pseudonym=True)
    watching.follow(elsewhere, On.TOPIC, topic.pk)
    write(member, topic, pseudonym=True)
    assert kinds(elsewhere) == ["reply", "topic"]
    write(member, topic)
    assert kinds(elsewhere) == ["reply", "topic"], "under the own name the silence holds"


def test_a_muted_person_is_not_heard_at_all(topic, coordinator, member, write, mentioned):
    watching.mute(coordinator, On.MEMBER, member.pk)
    mentioned(coordinator)
    write(member, topic)
    assert kinds(coordinator) == []


def test_a_notice_of_a_pseudonym_names_nothing_of_the_account(topic, masks, member, coordinator, write):
    topic.refresh_from_db()
    post = write(member, topic, pseudonym=True)
    row = Notification.objects.get(member=coordinator)
    assert row.params == {"topic": topic.title, "author": post.pseudonym}
    assert "Amina" not in row.sentence + row.key + row.url
    assert str(member.pk) not in row.params.values()


def test_what_happens_in_a_private_group_is_told_without_names(private_topic, coordinator, member, write, group):
    write(member, private_topic)
    row = Notification.objects.get(member=coordinator)
    assert (row.kind, row.params, row.space) == ("reply_private", {}, f"group.{group.pk}")
    assert "Canary" not in row.sentence
    assert "Amina" not in row.sentence


def test_losing_access_ends_what_was_told_and_what_would_be(private_topic, group, coordinator, member, write):
    write(member, private_topic)
    write(coordinator, private_topic)
    assert kinds(member) == ["reply_private"]
    groups.leave(member, group)
    write(coordinator, private_topic)
    assert kinds(member) == []


def test_a_hidden_post_and_a_hidden_topic_are_told_to_nobody(topic, member, moderator, write):
    post = write(member, topic)
    actions.hide(moderator, post, "because")
    Notification.objects.all().delete()
    assert tell.of_post(post.pk) == 0
    actions.restore(moderator, post)
    actions.hide(moderator, topic, "because")
    Notification.objects.all().delete()
    assert tell.of_post(post.pk) == 0
    assert tell.of_post(10**9) == 0


def test_a_closed_account_hears_nothing(topic, coordinator, member, write):
    Member.objects.filter(pk=coordinator.pk).update(is_active=False)
    write(member, topic)
    assert kinds(coordinator) == []


@pytest.mark.parametrize("openness", ["open", "closed", "private", None, "members"])
def test_the_readers_of_a_board_are_those_who_see_it(
    group, private_topic, coordinator, member, outsider, moderator, openness, board
):
    place = private_topic.board if openness in {"open", "closed", "private"} else board
    if openness == "members":
        board.audience = "members"
        board.save()
    elif openness:
        group.openness = openness
        group.save()
    place = Board.objects.select_related("group").get(pk=place.pk)
    seen = {who for who in Member.objects.active() if Board.objects.visible_to(who).filter(pk=place.pk).exists()}
    assert set(place.readers()) == seen
    assert coordinator in seen
    assert (outsider in seen) == (openness not in {"closed", "private"})


def test_many_followers_cost_as_many_questions_as_few(topic, member, write):
    numbers = []
    for size in (2, 300):
        names = [f"f{size}.{n}@example.org" for n in range(size)]
        made = Member.objects.bulk_create(Member(email=name, display_name=name) for name in names)
        Watch.objects.bulk_create(Watch(member=who, on=On.TOPIC, object_id=topic.pk) for who in made)
        post = write(member, topic)
        Notification.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            assert tell.of_post(post.pk) > size
        numbers.append(sum(query["sql"].startswith("SELECT") for query in asked))
    print(f"telling of a post: {numbers[1]} questions")
    assert numbers[0] == numbers[1] <= 8


def test_a_reply_leaves_one_job_that_runs_after_it(topic, member, coordinator, write, settings):
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    post = write(member, topic)
    assert kinds(coordinator) == []
    job = DBTaskResult.objects.get(task_path="community.discussions.tasks.tell_of_post", args_kwargs__args=[post.pk])
    job.task.call(*job.args_kwargs["args"])
    assert kinds(coordinator) == ["reply"]
