"""Muting: silence that only the member ends."""

from community.notifications import watching
from community.notifications.models import On, Watch


def followers(on, ids):
    return Watch.objects.filter(on=on, object_id__in=ids, muted=False).values_list("member_id", flat=True)


def test_who_muted_is_no_follower(member):
    watching.follow(member, On.TOPIC, 1)
    watching.mute(member, On.TOPIC, 1)
    assert Watch.objects.count() == 1
    assert not followers(On.TOPIC, [1])
    assert watching.choice(member, On.TOPIC, 1) is True


def test_taking_part_does_not_end_the_silence(member):
    watching.mute(member, On.TOPIC, 1)
    watching.follow_if_new(member, On.TOPIC, 1)
    assert watching.choice(member, On.TOPIC, 1) is True


def test_following_again_ends_it(member):
    watching.mute(member, On.TOPIC, 1)
    watching.follow(member, On.TOPIC, 1)
    assert list(followers(On.TOPIC, [1])) == [member.pk]


def test_stopping_forgets_the_silence_too(member):
    watching.mute(member, On.TOPIC, 1)
    watching.unfollow(member, On.TOPIC, 1)
    assert watching.choice(member, On.TOPIC, 1) is None


def test_the_silence_of_one_is_not_that_of_another(member, outsider):
    watching.mute(member, On.TOPIC, 1)
    watching.follow(outsider, On.TOPIC, 1)
    assert list(followers(On.TOPIC, [1])) == [outsider.pk]
