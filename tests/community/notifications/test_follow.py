"""Following: who hears, who is asked, and that nobody else learns of it."""

import pytest

from community.notifications import watching
from community.notifications.models import On, Watch


def followers(on, ids):
    return Watch.objects.filter(on=on, object_id__in=ids, muted=False).values_list("member_id", flat=True)


def test_what_is_followed_is_followed_once(member):
    for _again in range(2):
        watching.follow(member, On.BOARD, 7)
    assert Watch.objects.count() == 1
    assert list(followers(On.BOARD, [7])) == [member.pk]
    assert watching.choice(member, On.BOARD, 7) is False


def test_things_of_the_same_number_are_not_mixed_up(member):
    watching.follow(member, On.BOARD, 7)
    for on in (On.TOPIC, On.THEME, On.MEMBER):
        assert not followers(on, [7])
    assert not followers(On.BOARD, [8])


def test_what_is_no_longer_followed_is_forgotten(member, outsider):
    for who in (member, outsider):
        watching.follow(who, On.TOPIC, 1)
    watching.unfollow(member, On.TOPIC, 1)
    assert list(followers(On.TOPIC, [1])) == [outsider.pk]
    assert watching.choice(member, On.TOPIC, 1) is None


def test_taking_part_follows_once_and_by_one_query(member, django_assert_num_queries):
    for _again in range(2):
        with django_assert_num_queries(1):
            watching.follow_if_new(member, On.TOPIC, 1)
    assert list(followers(On.TOPIC, [1])) == [member.pk]


def test_whom_somebody_follows_is_for_their_own_eyes(member, outsider, admin):
    from django.contrib.auth.models import AnonymousUser

    watching.follow(member, On.MEMBER, outsider.pk)
    assert Watch.objects.of(member).count() == 1
    for who in (outsider, admin, AnonymousUser()):
        assert not Watch.objects.of(who).exists()


@pytest.mark.parametrize("on", On.values)
def test_several_things_are_asked_at_once(member, outsider, on, django_assert_num_queries):
    watching.follow(member, on, 1)
    watching.follow(outsider, on, 2)
    with django_assert_num_queries(1):
        assert set(followers(on, [1, 2, 3])) == {member.pk, outsider.pk}
