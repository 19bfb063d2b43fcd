"""Readers talk about a resource: the first comment opens its topic, and the topic goes where the resource goes."""

import threading
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.discussions import actions as discussions
from community.discussions.actions.about import talk_about
from community.discussions.models import Board, Post, Topic
from resources.library.models import Resource
from resources.library.talk import SLUG, shelf
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(keep):
    return keep("Guide to group supervision")


def say(who, guide, body="We used it in pairs.", **values):
    return talk_about(who, guide, shelf(), body=body, key=uuid.uuid4(), **values)


def sent(**values):
    return {"body": "We used it in pairs.", "key": str(uuid.uuid4()), "language": "en", **values}


def page(client, guide):
    return client.get(guide.get_absolute_url()).content.decode()


def test_a_stranger_is_asked_to_sign_in_and_gets_no_form(client, guide):
    text = page(client, guide)
    assert "Sign in to say something" in text
    assert 'name="body"' not in text
    assert "csrfmiddlewaretoken" not in text
    assert "/accounts/login/" in client.post(f"/resources/{guide.slug}/talk/", sent())["Location"]
    assert not Topic.objects.exists()


def test_the_first_comment_opens_the_topic_that_leads_back(guide, member, signed_in, client):
    reader = signed_in(member)
    assert 'name="body"' in page(reader, guide)
    answer = reader.post(f"/resources/{guide.slug}/talk/", sent())
    topic = Topic.objects.get()
    assert answer["Location"] == topic.address_of(1)
    assert (topic.title, topic.author, topic.board.slug) == (guide.title, member, SLUG)
    assert Resource.objects.get(pk=guide.pk).topic == topic
    text = client.get(topic.get_absolute_url()).content.decode()
    assert f'href="{guide.get_absolute_url()}">Guide to group supervision</a>' in text


def test_the_page_tells_how_many_from_where_and_the_last_three(guide, country, client):
    for n, code in enumerate(["KE", "KE", "JO", "MZ"]):
        say(people.person(f"Writer {'ABCD'[n]}", country=country(code)), guide, f"Comment {n}.")
    text = page(client, guide)
    assert '<data class="count" data-count="posts" value="4">' in text
    assert '<data class="count" data-count="countries" value="3">' in text
    assert [f"Comment {n}." in text for n in range(4)] == [False, True, True, True]
    assert 'name="body"' not in text


@pytest.fixture
def country():
    from foundation.vocabulary.models import Country

    return lambda code: Country.objects.get_or_create(code=code, defaults={"names": {"en": code}})[0]


def test_a_comment_under_a_pseudonym_has_no_country_there(guide, country, member, client):
    board = shelf()
    Board.objects.filter(pk=board.pk).update(pseudonyms=True)
    board.refresh_from_db()
    who = people.person("Wanda Known", country=country("JO"))
    say(member, guide)
    post = talk_about(who, guide, board, body="Masked.", key=uuid.uuid4(), pseudonym=True)
    text = page(client, guide)
    assert post.pseudonym in text
    assert "Wanda" not in text
    assert "Jordan" not in text


def test_the_kept_page_shows_each_new_comment_at_once(guide, member, client):
    page(client, guide)
    say(member, guide, "Here at once.")
    assert "Here at once." in page(client, guide)
    post = say(member, guide, "Soon hidden.")
    assert "Soon hidden." in page(client, guide)
    discussions.hide(people.moderator_named("Mona"), post, "because")
    assert "Soon hidden." not in page(client, guide)


def test_the_same_form_twice_is_one_topic_and_one_post(guide, member, signed_in):
    values = sent()
    for _ in range(2):
        assert signed_in(member).post(f"/resources/{guide.slug}/talk/", values).status_code == 302
    assert (Topic.objects.count(), Post.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_the_same_moment_make_one_topic(guide, member, elsewhere):
    shelf()
    failed = []

    def run(who):
        try:
            talk_about(who, Resource.objects.get(pk=guide.pk), shelf(), body=f"By {who}", key=uuid.uuid4())
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    both = [threading.Thread(target=run, args=[who]) for who in (member, elsewhere)]
    [one.start() for one in both]
    [one.join() for one in both]
    assert not failed
    assert (Topic.objects.count(), Post.objects.count()) == (1, 2)


def test_an_empty_comment_is_refused_with_the_page_and_one_long_too(guide, member, signed_in):
    for body in (" ", "x" * 20_001):
        answer = signed_in(member).post(f"/resources/{guide.slug}/talk/", sent(body=body))
        assert answer.status_code == 422
        assert guide.title in answer.content.decode()
    assert not Topic.objects.exists()


def test_a_suspended_member_opens_nothing(guide, member):
    from django.core.exceptions import PermissionDenied

    member.is_active = False
    member.save()
    with pytest.raises(PermissionDenied):
        say(member, guide)


def test_a_comment_that_waits_for_a_moderator_opens_nothing_yet(guide, member, moderator, signed_in, client):
    board = shelf()
    Board.objects.filter(pk=board.pk).update(holds="newcomers")
    answer = signed_in(member).post(f"/resources/{guide.slug}/talk/", sent(), follow=True)
    assert "A moderator reads your comment first." in answer.content.decode()
    assert not Topic.objects.exists()


def test_the_way_back_from_signing_in_leads_to_the_page(guide, member, signed_in):
    answer = signed_in(member).get(f"/resources/{guide.slug}/talk/")
    assert answer["Location"] == guide.get_absolute_url() + "#talk"


def test_a_draft_has_no_talk(guide, member, signed_in):
    guide.unpublish()
    assert signed_in(member).post(f"/resources/{guide.slug}/talk/", sent()).status_code == 404


def test_what_is_unpublished_takes_its_topic_along_and_brings_it_back(guide, member, elsewhere, signed_in, client):
    say(member, guide, "Findable comment.")
    topic = Topic.objects.get()
    places = [
        "/discussions/",
        f"/discussions/{SLUG}/",
        "/feeds/discussions.atom",
        "/sitemap.xml",
        "/search/?q=findable",
    ]
    for address in places[:3]:
        assert "Guide to group supervision" in client.get(address).content.decode(), address
    Resource.objects.get(pk=guide.pk).unpublish()
    for reader in (client, signed_in(elsewhere)):
        assert reader.get(topic.get_absolute_url()).status_code == 404
        for address in places:
            text = reader.get(address).content.decode()
            assert "Guide to group supervision" not in text, address
            assert topic.slug not in text, address
    Resource.objects.get(pk=guide.pk).save_revision().publish()
    assert "Findable comment." in page(client, guide)
    assert "Guide to group supervision" in client.get("/search/?q=findable").content.decode()


def test_what_a_moderator_hid_stays_hidden_when_the_resource_comes_back(guide, member, moderator, client):
    say(member, guide)
    topic = Topic.objects.get()
    discussions.hide(moderator, topic, "because")
    Resource.objects.get(pk=guide.pk).unpublish()
    Resource.objects.get(pk=guide.pk).save_revision().publish()
    assert client.get(topic.get_absolute_url()).status_code == 404
    assert "/discussions/t/" not in page(client, guide)


def test_a_deleted_resource_leaves_no_name_on_the_board(guide, member, client):
    say(member, guide)
    Resource.objects.get(pk=guide.pk).delete()
    topic = Topic.objects.get()
    assert (topic.hidden, topic.about_label, topic.about_url) == (True, "", "")
    assert "Guide to group" not in client.get("/discussions/").content.decode()


def test_a_new_title_and_address_are_followed(guide, member, client):
    say(member, guide)
    kept = Resource.objects.get(pk=guide.pk)
    kept.title, kept.slug = "Guide, second edition", "guide-2"
    kept.save_revision().publish()
    topic = Topic.objects.get()
    assert (topic.about_label, topic.about_url) == ("Guide, second edition", "/resources/guide-2/")


def test_an_old_draft_does_not_cut_the_talk_off(guide, member):
    old = guide.save_revision()
    say(member, guide)
    topic = Topic.objects.get()
    old.publish()
    assert Resource.objects.get(pk=guide.pk).topic == topic
    assert old.as_object().topic == topic


def test_a_preview_shows_no_talk(guide, member, rf):
    say(member, guide)
    request = rf.get("/")
    request.user = member
    assert "talk" not in guide.get_preview_context(request, "")


def test_the_page_costs_the_same_whatever_is_said(guide, member, client, settings):
    settings.RATE_LIMITS = False
    numbers = []
    page(client, guide)
    for _ in range(2):
        for _n in range(3):
            say(member, guide)
        with CaptureQueriesContext(connection) as seen:
            page(client, guide)
        numbers.append(len(seen))
        with CaptureQueriesContext(connection) as kept:
            page(client, guide)
        assert len(kept) <= 3
    assert numbers[0] == numbers[1] <= 18
