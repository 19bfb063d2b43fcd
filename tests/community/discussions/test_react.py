"""Reactions: one of each for a person and a post, counted anew each time, told to nobody by name."""

import re
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.discussions import actions
from community.discussions.models import Feeling, Reaction
from community.notifications.models import Notification, On, Watch
from foundation.limits import TooMany


@pytest.fixture
def post(topic):
    return topic.posts.get()


def address(topic, number=1):
    return f"/discussions/t/{topic.pk}/react/{number}/"


@pytest.mark.parametrize("feeling", ["thanks", "helpful", "with_you", "tried"])
def test_each_feeling_counts_once_for_a_person(post, member, elsewhere, feeling):
    for who in (member, member, elsewhere):
        done = actions.react(who, post, feeling, on=True)
    assert done.reactions == {feeling: 2}
    assert Reaction.objects.count() == 2


def test_one_person_gives_several_feelings_to_one_post(post, member):
    for feeling in Feeling.values:
        done = actions.react(member, post, feeling)
    assert done.reactions == {"thanks": 1, "helpful": 1, "with_you": 1, "tried": 1}


def test_it_is_taken_back(post, member, elsewhere):
    actions.react(member, post, "thanks")
    actions.react(elsewhere, post, "thanks")
    assert actions.react(member, post, "thanks", on=False).reactions == {"thanks": 1}
    assert actions.react(elsewhere, post, "thanks").reactions == {}


def test_every_change_raises_the_seq_and_a_repeated_one_does_not(post, topic, member):
    first = actions.react(member, post, "thanks", on=True)
    again = actions.react(member, post, "thanks", on=True)
    topic.refresh_from_db()
    assert (first.seq, again.seq, topic.seq) == (2, 2, 2)
    assert actions.react(member, post, "thanks", on=False).seq == 3


def test_the_frame_goes_out_with_the_count_and_without_anybodys_press(post, member):
    with mock.patch("community.live.streams.publish") as publish:
        actions.react(member, post, "thanks")
    frames = next(call.args[1] for call in publish.call_args_list if call.args[0].startswith("topic."))
    assert 'data-count="thanks" value="1"' in frames["en"]["html"]
    assert 'aria-pressed="true"' not in frames["en"]["html"]
    assert "Amina" not in str(frames)


def test_a_feeling_that_is_none_is_refused(post, member):
    with pytest.raises(ValidationError):
        actions.react(member, post, "love")


def test_nobody_reacts_to_the_own_post(post, coordinator, signed_in, topic):
    with pytest.raises(PermissionDenied, match="your own post"):
        actions.react(coordinator, post, "thanks")
    answer = signed_in(coordinator).post(address(topic), {"feeling": "thanks"})
    assert answer.status_code == 403
    assert "your own post" in answer.content.decode()


def test_nobody_reacts_to_a_post_that_is_gone(post, member, moderator):
    actions.hide(moderator, post, "because")
    with pytest.raises(PermissionDenied, match="no longer here"):
        actions.react(member, post, "thanks")


def test_nobody_reacts_in_a_hidden_discussion(post, topic, member, moderator):
    actions.hide(moderator, topic, "because")
    for who in (member, moderator):
        with pytest.raises(PermissionDenied):
            actions.react(who, post, "thanks")


def test_a_closed_discussion_may_still_be_thanked(post, topic, member, moderator):
    actions.close(moderator, topic, "because")
    assert actions.react(member, post, "thanks").reactions == {"thanks": 1}


def test_only_who_sees_the_discussion_reacts(private_topic, member, outsider, moderator, signed_in):
    post = private_topic.posts.get()
    for who in (outsider, moderator):
        with pytest.raises(PermissionDenied):
            actions.react(who, post, "thanks")
        assert signed_in(who).post(address(private_topic), {"feeling": "thanks"}).status_code == 404
    assert actions.react(member, post, "thanks").reactions == {"thanks": 1}


def test_in_an_open_group_only_its_members_react(private_topic, group, member, outsider):
    group.openness = "open"
    group.save()
    post = private_topic.posts.get()
    with pytest.raises(PermissionDenied, match="Join the group"):
        actions.react(outsider, post, "thanks")
    assert actions.react(member, post, "thanks").reactions == {"thanks": 1}


def test_a_closed_account_does_not_react(post, member):
    member.is_active = False
    member.save()
    with pytest.raises(PermissionDenied):
        actions.react(member, post, "thanks")


def test_thirty_a_minute_are_enough_and_repeats_cost_nothing(post, member):
    for n in range(30):
        actions.react(member, post, "thanks", on=n % 2 == 0)
        actions.react(member, post, "thanks", on=n % 2 == 0)
    with pytest.raises(TooMany):
        actions.react(member, post, "thanks", on=True)


def test_the_author_hears_once_and_no_name(post, topic, coordinator, member, elsewhere):
    for who in (member, elsewhere):
        actions.react(who, post, "thanks")
        actions.react(who, post, "helpful")
    row = Notification.objects.get()
    assert (row.member, row.kind, row.params) == (coordinator, "reacted", {"topic": topic.title})
    assert row.sentence == "Colleagues thanked you for a post in “How do you plan visits?”."
    assert row.url.endswith("#post-1")


def test_one_who_muted_the_discussion_hears_nothing(post, topic, coordinator, member):
    Watch.objects.update_or_create(member=coordinator, on=On.TOPIC, object_id=topic.pk, defaults={"muted": True})
    actions.react(member, post, "thanks")
    assert not Notification.objects.exists()


def test_one_who_left_the_group_hears_nothing(private_topic, group, coordinator, member):
    group.memberships.filter(member=coordinator).delete()
    actions.react(member, private_topic.posts.get(), "thanks")
    assert not Notification.objects.exists()


def test_the_page_shows_four_buttons_and_which_are_pressed(post, topic, member, elsewhere, signed_in):
    actions.react(member, post, "with_you")
    text = signed_in(member).get(topic.get_absolute_url()).content.decode()
    button = r'<button form="act" formaction="%s" name="feeling" value="([a-z_-]+)" aria-pressed="(\w+)"'
    found = re.findall(button % re.escape(address(topic)), text)
    assert found == [("thanks", "false"), ("helpful", "false"), ("no-with_you", "true"), ("tried", "false")]
    assert 'data-count="with_you" value="1"' in text
    assert text.count('<form id="act" method="post">') == 1
    other = signed_in(elsewhere).get(topic.get_absolute_url()).content.decode()
    assert 'aria-pressed="true"' not in other


def test_over_the_form_a_double_click_is_one_reaction(topic, member, signed_in):
    client = signed_in(member)
    for _ in range(2):
        answer = client.post(address(topic), {"feeling": "thanks"})
        assert (answer.status_code, answer["Location"]) == (302, topic.get_absolute_url() + "#post-1")
    assert topic.posts.get().reactions == {"thanks": 1}
    client.post(address(topic), {"feeling": "no-thanks"})
    assert topic.posts.get().reactions == {}


def test_in_place_the_bare_article_comes_back_as_the_reader_has_it(topic, member, signed_in):
    answer = signed_in(member).post(address(topic), {"feeling": "thanks"}, headers={"x-requested-with": "fetch"})
    text = answer.content.decode().strip()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert text.startswith("<article data-own ")
    assert text.endswith("</article>")
    assert 'value="no-thanks" aria-pressed="true"' in text


def test_a_stranger_is_led_to_sign_in_and_back(topic, client):
    text = client.get(topic.get_absolute_url()).content.decode()
    assert '<form id="act" method="get">' in text
    answer = client.get(address(topic) + "?feeling=thanks")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=%2Fdiscussions")
    assert client.post(address(topic), {"feeling": "thanks"}).status_code == 302
    assert not Reaction.objects.exists()


def test_coming_back_nothing_is_given_by_a_mere_address(topic, member, signed_in):
    client = signed_in(member)
    answer = client.get(address(topic) + "?feeling=thanks")
    assert answer.status_code == 200
    assert answer.content.decode().count('name="feeling"') == 4
    assert not Reaction.objects.exists()
    assert client.post(address(topic), {"feeling": "nonsense"}).status_code == 422


@pytest.mark.parametrize("place", ["/discussions/t/999/react/1/", "/discussions/t/{pk}/react/99/"])
def test_what_is_not_there_is_not_there(topic, member, signed_in, client, place):
    for who in (client, signed_in(member)):
        assert who.get(place.format(pk=topic.pk)).status_code == 404


def test_a_form_of_a_foreign_page_gives_nothing(topic, member):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    assert client.post(address(topic), {"feeling": "thanks"}).status_code == 403
    assert not Reaction.objects.exists()


def test_words_that_look_like_a_button_are_never_pressed(topic, member, write, elsewhere, signed_in):
    post = write(elsewhere, topic, 'See `value="thanks" aria-pressed="false"`')
    actions.react(member, post, "thanks")
    text = signed_in(member).get(topic.get_absolute_url()).content.decode()
    assert text.count('value="no-thanks" aria-pressed="true"') == 1
    body = text.split('id="post-2"')[1].split("<footer")[0]
    assert "no-thanks" not in body
