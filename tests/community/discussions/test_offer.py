"""Offering a question: who may know, how often anybody is asked, saying no, and nothing about a pseudonym."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.discussions import actions
from community.discussions.actions import offer as offers
from community.discussions.models import Offer, Topic
from community.members.models import Member
from community.notifications import watching
from community.notifications.models import Notification, On
from foundation.vocabulary.models import Cadre, Country, Theme
from portal.ops.chores import offer_questions
from tests import people


@pytest.fixture
def kenya(db):
    return Country.objects.get_or_create(code="KE", defaults={"names": {"en": "Kenya"}})[0]


@pytest.fixture
def cadre(db):
    return Cadre.objects.create(slug="night-worker", names={"en": "Night worker"})


@pytest.fixture
def theme(db):
    return Theme.objects.create(slug="night-work", names={"en": "Night work"})


@pytest.fixture
def ask(board, coordinator):
    def begin(who=coordinator, on=board, **values):
        values = {"title": "Who knows?", "body": "b", "kind": "question", "key": uuid.uuid4()} | values
        return actions.start_topic(who, on, **values)

    return begin


def named(topic):
    return {one.member.display_name: one.reasons for one in offers.candidates(topic)}


def test_those_with_the_best_reasons_come_first(ask, kenya, cadre, theme, coordinator):
    coordinator.cadre = cadre
    coordinator.save()
    same = people.person("Same Work", cadre=cadre)
    there = people.person("Kenyan Worker", country=kenya)
    both = people.person("Kenyan Same", country=kenya, cadre=cadre)
    follower = people.person("Theme Follower")
    watching.follow(follower, On.THEME, theme.pk)
    found = named(ask(country=kenya, theme=theme))
    assert list(found)[:2] == [both.display_name, there.display_name]
    assert found["Kenyan Same"] == ["works in Kenya", "does the same work", "reads the language"]
    assert found[same.display_name] == ["does the same work", "reads the language"]
    assert found["Theme Follower"] == ["follows the theme", "reads the language"]


def test_who_does_not_read_the_language_is_not_asked(ask, member, outsider):
    Member.objects.filter(pk=member.pk).update(language="en", languages=["sw", "fr"])
    found = named(ask(language="fr"))
    assert member.display_name in found
    assert outsider.display_name not in found


def test_some_are_never_asked(ask, member, outsider, elsewhere, coordinator, write):
    Member.objects.filter(pk=member.pk).update(offers=False)
    Member.objects.filter(pk=outsider.pk).update(is_active=False)
    assert not {member.display_name, outsider.display_name, coordinator.display_name} & set(named(ask()))
    topic = ask(title="Another")
    write(elsewhere, topic)
    assert elsewhere.display_name not in named(topic)


def test_nobody_is_asked_what_they_may_not_read(group, private_topic, ask, outsider, moderator, member, coordinator):
    topic = ask(on=private_topic.board)
    assert set(named(topic)) == {member.display_name}
    assert offers.offer(coordinator, topic, [outsider, member]) == [member]
    row = Notification.objects.get(member=member, kind="offer_private")
    assert (row.params, row.space) == ({}, f"group.{group.pk}")
    assert "Canary" not in row.sentence


def test_an_offer_is_a_notice(ask, moderator, member, outsider):
    topic = ask()
    assert offers.offer(moderator, topic, [member]) == [member]
    row = Notification.objects.get(member=member)
    assert row.sentence == "A colleague’s question may be one for you: “Who knows?”. Can you answer?"
    assert row.url == topic.get_absolute_url()
    assert not Notification.objects.filter(member=outsider).exists()


def test_nobody_is_offered_a_question_twice(ask, moderator, member):
    topic = ask()
    offers.offer(moderator, topic, [member])
    offers.decline(member, topic)
    assert member.display_name not in named(topic)
    assert offers.offer(moderator, topic, [member]) == []
    assert Offer.objects.count() == 1


def test_three_are_asked_at_a_time(ask, moderator):
    crowd = [people.person(f"Person {letter}") for letter in "abcd"]
    topic = ask()
    with pytest.raises(ValidationError, match="At most three"):
        offers.offer(moderator, topic, crowd)
    offers.offer(moderator, topic, crowd[:3])
    with pytest.raises(ValidationError, match="At most three"):
        offers.offer(moderator, topic, crowd[3:])
    offers.decline(crowd[0], topic)
    assert offers.offer(moderator, topic, crowd[3:]) == crowd[3:]


def test_each_is_asked_twice_a_week(ask, moderator, member):
    for title in ("One", "Two"):
        assert offers.offer(moderator, ask(title=title), [member])
    third = ask(title="Three")
    assert member.display_name not in named(third)
    assert offers.offer(moderator, third, [member]) == []
    Offer.objects.update(at=timezone.now() - timedelta(days=8))
    assert offers.offer(moderator, third, [member])


def test_only_moderators_offer(ask, member, outsider, coordinator):
    for who in (outsider, coordinator):
        with pytest.raises(PermissionDenied):
            offers.offer(who, ask(), [member])
    assert not Offer.objects.exists()


def test_what_is_answered_is_offered_to_nobody(ask, moderator, member, elsewhere, write):
    topic = ask()
    write(elsewhere, topic)
    with pytest.raises(ValidationError):
        offers.offer(moderator, topic, [member])


def test_a_pseudonym_is_a_candidate_like_anybody(ask, board, kenya, cadre, member, elsewhere, moderator, signed_in):
    """Neither their absence nor their reasons, and no offer that skips them, may tell who asks."""
    board.pseudonyms = True
    board.save()
    for who in (member, elsewhere):
        Member.objects.filter(pk=who.pk).update(country=kenya, cadre=cadre)
    topic = ask(who=Member.objects.get(pk=member.pk), pseudonym=True)
    found = named(topic)
    assert found[member.display_name] == found[elsewhere.display_name] == ["reads the language"]
    assert offers.offer(moderator, topic, [member, elsewhere]) == [member, elsewhere]
    assert not Notification.objects.filter(member=member).exists()
    assert "may be one for you" not in signed_in(member).get(topic.get_absolute_url()).content.decode()
    assert "may be one for you" in signed_in(elsewhere).get(topic.get_absolute_url()).content.decode()


def test_the_page_for_moderators_names_people_and_reasons(ask, kenya, member, moderator, signed_in):
    Member.objects.filter(pk=member.pk).update(country=kenya)
    topic = ask(country=kenya)
    address = topic.get_absolute_url() + "offer/"
    judge = signed_in(moderator)
    assert f'href="{address}"' in judge.get(topic.get_absolute_url()).content.decode()
    assert "Amina Member: works in Kenya, reads the language" in judge.get(address).content.decode()
    assert judge.post(address, {}).status_code == 422
    assert judge.post(address, {"people": ["999999"]}).status_code == 422
    assert judge.post(address, {"people": [member.pk]})["Location"] == topic.get_absolute_url()
    assert Offer.objects.get().member == member
    crowd = [people.person(f"Person {letter}").pk for letter in "abc"]
    assert judge.post(address, {"people": crowd}).status_code == 422


def test_the_page_is_for_moderators_alone(ask, private_topic, member, client, moderator, signed_in):
    address = ask().get_absolute_url() + "offer/"
    assert client.get(address).status_code == 302
    assert signed_in(member).get(address).status_code == 403
    assert signed_in(member).post(address, {"people": [member.pk]}).status_code == 403
    assert signed_in(moderator).get(private_topic.get_absolute_url() + "offer/").status_code == 404


def test_who_was_asked_may_say_no(ask, moderator, member, elsewhere, signed_in):
    topic = ask()
    offers.offer(moderator, topic, [member])
    reader = signed_in(member)
    assert "Not this question" in reader.get(topic.get_absolute_url()).content.decode()
    assert "Not this question" not in signed_in(elsewhere).get(topic.get_absolute_url()).content.decode()
    assert reader.get(topic.get_absolute_url() + "decline/").status_code == 405
    assert reader.post(topic.get_absolute_url() + "decline/", {"no": 1}).status_code == 302
    assert "Not this question" not in reader.get(topic.get_absolute_url()).content.decode()
    member.refresh_from_db()
    assert member.offers


def test_who_says_never_is_not_asked_again(ask, moderator, member, elsewhere, signed_in):
    topic = ask()
    offers.offer(moderator, topic, [member])
    signed_in(member).post(topic.get_absolute_url() + "decline/", {"never": 1})
    assert member.display_name not in named(ask(title="Another"))
    assert elsewhere.display_name in named(ask(title="A third"))
    page = signed_in(member).get("/members/me/").content.decode()
    assert "Offer me questions I may be able to answer" in page


def test_nobody_declines_for_another(ask, moderator, member, elsewhere, private_topic, outsider, signed_in, client):
    topic = ask()
    offers.offer(moderator, topic, [member])
    signed_in(elsewhere).post(topic.get_absolute_url() + "decline/", {"no": 1})
    assert not Offer.objects.get().declined
    assert client.post(topic.get_absolute_url() + "decline/").status_code == 302
    assert signed_in(outsider).post(private_topic.get_absolute_url() + "decline/").status_code == 404


def test_ones_own_page_ends_and_begins_it(member, signed_in):
    reader = signed_in(member)
    kept = {"display_name": member.display_name, "language": "en"}
    for sent, expected in ((kept, False), (kept | {"offers": "on"}, True)):
        assert reader.post("/members/me/", sent).status_code == 302
        member.refresh_from_db()
        assert member.offers is expected


def waited(topic, **time):
    Topic.objects.filter(pk=topic.pk).update(created_at=timezone.now() - timedelta(**time))
    return topic


def test_the_site_offers_what_waited_a_day_once(ask, kenya, member, elsewhere):
    Member.objects.filter(pk=member.pk).update(country=kenya)
    topic = waited(ask(country=kenya), hours=25)
    offer_questions()
    offer_questions()
    assert [row.member for row in Offer.objects.all()] == [member], "the language alone is no reason"
    assert Offer.objects.get().topic == topic


def test_the_site_leaves_the_rest_alone(ask, kenya, member, moderator, elsewhere, write):
    Member.objects.filter(pk=member.pk).update(country=kenya)
    waited(ask(country=kenya, title="Fresh"), hours=23)
    waited(ask(country=kenya, title="Long ago"), days=20)
    waited(ask(country=kenya, title="No question", kind="discussion"), hours=30)
    write(elsewhere, waited(ask(country=kenya, title="Answered"), hours=30))
    by_hand = waited(ask(country=kenya, title="By hand"), hours=30)
    offers.offer(moderator, by_hand, [elsewhere])
    assert offers.offer_waiting() == 0


def test_candidates_are_one_query_of_many_members(ask, theme, kenya):
    topic = ask(country=kenya, theme=theme)
    topic = Topic.objects.select_related("board__group", "author", "country").get(pk=topic.pk)
    Member.objects.bulk_create(Member(email=f"c{n}@example.org", display_name=f"C{n}") for n in range(300))
    with CaptureQueriesContext(connection) as asked:
        assert len(offers.candidates(topic)) == offers.SUGGESTED
    assert len(asked) == 1
